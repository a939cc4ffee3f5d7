/** The case's services as they run: the law's machines, the hooks, the desk for documents, and the worker on top. */
import type { DocumentServices } from '../documents/services.ts';
import { makeDue } from '../documents/worker.ts';
import type { Foundation } from '../services.ts';
import { documentDesk } from './desk.ts';
import { caseHooks } from './hooks/hooks.ts';
import { caseMachines } from './machines.ts';
import type { CaseServices, Hooks } from './services.ts';
import type { WorkerServices } from './worker.ts';

/** `hooks` of an operator's own partner systems, else the simulated ones. */
export const caseServices = (foundation: Foundation, hooks: Hooks = caseHooks): CaseServices => ({
  ...foundation,
  machines: caseMachines,
  hooks,
  documents: documentDesk(foundation),
});

export const workerServices = (cases: CaseServices, documents: DocumentServices): WorkerServices => ({
  ...cases,
  makeDocuments: async (limit) => (await makeDue(documents, limit)).length,
  report: (cause) =>
    documents.log.write('case-round-failed', { error: cause instanceof Error ? cause.name : 'unknown' }),
});
