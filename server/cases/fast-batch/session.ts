/** One sealing session: the chief signs once for many cases, and every case gets its own decision or its own reason. */
import { newId } from '@anban/foundation/ids';
import type { Result } from '@anban/foundation/result';
import type { CaseRefusal, StepAnswer, StepCommand } from '../apply.ts';
import type { Actor, Broken } from '../model.ts';
import { type BatchCase, eligible } from './eligible.ts';

export interface SealingSession {
  readonly regionCode: string;
  readonly cases: readonly BatchCase[];
  readonly signer: Actor;
  /** Ids of the decisions' events by part, so that a session sent again decides nothing twice; made if left out. */
  readonly eventIds?: Readonly<Record<string, string>>;
}

/** How one decision is taken: `applyStep` bound to the services, or the same inside a test. */
export type Apply = (command: StepCommand) => Promise<Result<StepAnswer, CaseRefusal>>;

export type Sealed =
  | { readonly partId: string; readonly caseId: string; readonly outcome: 'decided'; readonly answer: StepAnswer }
  /** Not fit for signing together. */
  | { readonly partId: string; readonly caseId: string; readonly outcome: 'not-eligible'; readonly reason: Broken }
  /** Fit, but the case itself refused: somebody was faster, a guard, a document. */
  | { readonly partId: string; readonly caseId: string; readonly outcome: 'refused'; readonly refusal: CaseRefusal }
  /** Something broke at this case; the others went on. */
  | { readonly partId: string; readonly caseId: string; readonly outcome: 'failed'; readonly error: string };

/** In the order of the list. One decision, one transaction: a case that fails stops no other. */
export async function sealTogether(session: SealingSession, apply: Apply): Promise<readonly Sealed[]> {
  const { refused } = eligible(session.cases, session.signer);
  const sealed: Sealed[] = [];
  for (const each of session.cases) {
    const against = refused.find((other) => other.case === each);
    const { caseId, partId } = each;
    sealed.push(
      against === undefined
        ? await sealOne(session, each, apply)
        : { caseId, partId, outcome: 'not-eligible', reason: against.reason },
    );
  }
  return sealed;
}

async function sealOne(session: SealingSession, each: BatchCase, apply: Apply): Promise<Sealed> {
  const { caseId, partId, expectedVersion } = each;
  const { regionCode, signer: actor, eventIds = {} } = session;
  const id = eventIds[partId] ?? newId();
  try {
    const command = { id, regionCode, caseId, partId, expectedVersion, event: 'DECIDE_YES', data: {}, actor };
    const answer = await apply(command);
    return answer.ok
      ? { caseId, partId, outcome: 'decided', answer: answer.value }
      : { caseId, partId, outcome: 'refused', refusal: answer.fault };
  } catch (cause) {
    return { caseId, partId, outcome: 'failed', error: cause instanceof Error ? cause.name : 'unknown' };
  }
}
