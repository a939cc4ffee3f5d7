/** Recusals of an assessment: kept where the draw looks for them (assessment/experts). */
import { fail, ok } from '@anban/foundation/result';
import { type Declaration, decideRecusal, declareRecusal } from '../../assessment/experts/recusal-store.ts';
import { auditActor } from '../apply.ts';
import { events } from '../assessment/events.ts';
import { Facts } from '../assessment/facts.ts';
import type { Role } from '../model.ts';
import type { Hook } from '../services.ts';
import { refusal } from './refusal.ts';

const ART28 = '劳动能力鉴定管理办法（令55）第二十八条';

function speaker(role: Role): Declaration['declaredBy'] {
  if (role === 'expert') return 'expert';
  return role === 'applicant' || role === 'employer' || role === 'clerk' ? 'party' : 'officer';
}

/** Answers `recusals`, with the new one open. */
export const recuse: Hook = async ({ tx, services, input }) => {
  const { subject, reason, note } = events.RECUSE.parse(input.data);
  const { recusals } = Facts.parse(input.facts);
  const id = await declareRecusal(tx, services, {
    ...{ regionCode: input.case.regionCode, assessmentId: input.partId, subject, reason, note },
    ...{ declaredBy: speaker(input.actor.role), actor: auditActor(input.actor) },
  });
  return ok({ recusals: [...recusals, { id, subjectId: subject.id, by: input.actor.id, state: 'open' }] });
};

/** The decision; the facts have it already. */
export const decide: Hook = async ({ tx, services, input }) => {
  const { recusalId, granted } = events.RECUSAL_DECIDED.parse(input.data);
  const { regionCode } = input.case;
  const decided = await decideRecusal(tx, services, { regionCode, recusalId, granted, decidedBy: input.actor.id });
  return decided.ok ? ok({}) : fail(refusal(ART28, decided.fault));
};
