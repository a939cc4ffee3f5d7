/** The case's services as they run: the law's machines, the hooks, the desk for documents, and the worker on top. */
import type { DocumentServices } from '../documents/services.ts';
import { makeDue } from '../documents/worker.ts';
import type { Partners } from '../exchange/partners.ts';
import type { Foundation } from '../services.ts';
import { documentDesk } from './desk.ts';
import { hooksWith } from './hooks/hooks.ts';
import { caseMachines } from './machines.ts';
import { sendDueNotices } from './notices/send-due.ts';
import type { NoticeSender } from './notices/sender.ts';
import type { CaseServices } from './services.ts';
import type { WorkerServices } from './worker.ts';

/** `partners`: who answers for wages, figures and payments (exchange/). */
export const caseServices = (foundation: Foundation, partners: Partners): CaseServices => ({
  ...foundation,
  machines: caseMachines,
  hooks: hooksWith(partners),
  documents: documentDesk(foundation),
});

export interface WorkerOptions {
  /** What simulated partners do by themselves, after everything else. */
  readonly partnersRound?: WorkerServices['partnersRound'] | undefined;
  /** Null or left out: notices wait. */
  readonly notices?: NoticeSender | null;
}

export const workerServices = (
  cases: CaseServices,
  documents: DocumentServices,
  { partnersRound = async () => undefined, notices: sender = null }: WorkerOptions = {},
): WorkerServices => ({
  ...cases,
  partnersRound,
  sendNotices: async (regionCode) =>
    sender === null ? 0 : sendDueNotices({ ...cases, log: documents.log, sender }, regionCode),
  makeDocuments: async (limit) => (await makeDue(documents, limit)).length,
  report: (cause) =>
    documents.log.write('case-round-failed', { error: cause instanceof Error ? cause.name : 'unknown' }),
});
