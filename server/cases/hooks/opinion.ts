/** An expert's signed opinion, and the count once all have signed. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { endRound, type RoundEnd, signOpinion } from '../../assessment/opinion/rounds.ts';
import { auditActor } from '../apply.ts';
import { events } from '../assessment/events.ts';
import { Facts } from '../assessment/facts.ts';
import type { Broken } from '../model.ts';
import type { Hook } from '../services.ts';
import { refusal } from './refusal.ts';

const ART15 = '劳动能力鉴定管理办法（令55）第十五条';
type Opinions = NonNullable<Facts['opinions']>;

/** Answers `opinions`: who signed in this round, and the majority if there is one. */
export const opinion: Hook = async ({ tx, services, input }) => {
  const { expertId, kinds: answered, signatureDigest } = events.OPINION.parse(input.data);
  const { kinds, panel, opinions } = Facts.parse(input.facts);
  if (panel === null) throw new Error('no panel');
  const signing = { regionCode: input.case.regionCode, drawId: panel.drawId, kinds, actor: auditActor(input.actor) };
  const signed = await signOpinion(tx, services, {
    ...signing,
    opinion: { expertId, kinds: answered },
    signatureDigest,
  });
  if (!signed.ok) return fail(refusal(ART15, signed.fault));
  const earlier = opinions?.round === signed.value ? opinions.signed : [];
  const state: Opinions = {
    round: signed.value,
    signed: [...earlier, { expertId, at: new Date(input.at).toISOString() }],
    seated: panel.seats.length,
    outcome: 'open',
    majority: [],
    clauses: [],
    votes: {},
  };
  if (state.signed.length < state.seated) return ok({ opinions: state });
  const ended = await endRound(tx, services, signing);
  return ended.ok ? ok({ opinions: { ...state, ...counted(ended.value) } }) : brokenRound(ended);
};

const brokenRound = ({ fault }: Extract<Awaited<ReturnType<typeof endRound>>, { ok: false }>): Result<never, Broken> =>
  fail(refusal(ART15, fault));

function counted(end: RoundEnd): Pick<Opinions, 'outcome' | 'majority' | 'clauses' | 'votes'> {
  if (end.outcome === 'no-majority') return { outcome: 'no-majority', majority: [], clauses: [], votes: {} };
  const { panel, kinds } = end.conclusion;
  return {
    outcome: 'majority',
    majority: kinds.map(({ kind, conclusion }) => ({ kind, conclusion: withoutReason(conclusion) })),
    clauses: kinds.flatMap(({ clauses }) => clauses.map(({ clause, text }) => `${clause} ${text}`)),
    votes: Object.fromEntries(kinds.map(({ kind, votes }) => [kind, `${votes}/${panel}`])),
  };
}

/** What an expert writes about a person's device stays in the sealed opinion. */
const withoutReason = <T extends object>(conclusion: T): Omit<T, 'reason'> => {
  const { reason: _reason, ...rest } = { reason: undefined, ...conclusion };
  return rest;
};
