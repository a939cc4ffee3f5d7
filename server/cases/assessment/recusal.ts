/** 回避 (令55 art 28): declared by whoever is concerned or objected by a party, decided by somebody else. */
import type { Broken } from '../model.ts';
import type { Step, StepInput } from '../step.ts';
import type { Facts } from './facts.ts';
import { broken } from './guards.ts';
import { PARTIES, step, UNDECIDED } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART28 = '劳动能力鉴定管理办法（令55）第二十八条';

interface Subject {
  readonly subject: { readonly role: string; readonly id: string };
}

/** An expert speaks for experts' own seats, an officer for itself; a party may object to anybody. */
function ownRecusal({ data: { subject }, actor }: Input<Subject>): Broken | null {
  const own = actor.role === 'expert' ? subject.role === 'expert' : subject.id === actor.id;
  if (own && (actor.role === 'expert') === (subject.role === 'expert')) return null;
  return broken('own-recusal', ART28, '只能为本人申请回避', 'staff declare their own recusal; others are objected to');
}

/** Another objection to the same person adds nothing while one is open or granted. */
function declaredOnce({ facts: { recusals }, data: { subject } }: Input<Subject>): Broken | null {
  if (!recusals.some(({ subjectId, state }) => subjectId === subject.id && state !== 'refused')) return null;
  return broken('declared-once', ART28, '该回避申请已经提出', 'a recusal of this person is open or granted');
}

/** Open, and neither declared by nor about whoever decides. */
function decidable({ facts: { recusals }, data, actor }: Input<{ recusalId: string }>): Broken | null {
  const found = recusals.find(({ id }) => id === data.recusalId);
  if (found === undefined || found.state !== 'open')
    return broken('recusal-open', ART28, '没有待决定的回避申请', 'no such recusal of this assessment is open');
  if (found.by !== actor.id && found.subjectId !== actor.id) return null;
  return broken('two-people', ART28, '回避应当由另一人决定', 'not by whoever declared it or is concerned');
}

/** Experts about whom a recusal is open or granted do not sign. */
export function notRecused({ facts: { recusals }, data }: Input<{ expertId: string }>): Broken | null {
  if (!recusals.some(({ subjectId, state }) => subjectId === data.expertId && state !== 'refused')) return null;
  return broken('must-recuse', ART28, '该专家须回避或者回避申请尚未决定', 'decide the recusal, then REPLACE');
}

/** Nothing is concluded while a recusal is open, nor on the opinion of a panel one of whom had to step aside. */
export function panelImpartial({ facts: { recusals, panel } }: Input): Broken | null {
  if (recusals.some(({ state }) => state === 'open'))
    return broken('recusal-undecided', ART28, '回避申请尚未决定', 'RECUSAL_DECIDED first');
  const barred = new Set(recusals.filter(({ state }) => state === 'granted').map(({ subjectId }) => subjectId));
  if (!panel?.seats.some(({ expertId }) => barred.has(expertId))) return null;
  return broken('must-recuse', ART28, '专家组成员须回避，应当另行鉴定', 'RESCHEDULE: another panel examines');
}

/** Who speaks: by the role, not by what somebody types. */
export const recusal: readonly Step<Facts>[] = UNDECIDED.flatMap((state) => [
  step('RECUSE', {
    from: [state],
    to: state,
    by: PARTIES,
    guards: [declaredOnce],
    effects: () => ({ hook: 'recuse' }),
    basis: `${ART28}（当事人申请）`,
  }),
  step('RECUSE', {
    from: [state],
    to: state,
    by: ['expert', 'officer', 'chief', 'committee'],
    guards: [ownRecusal, declaredOnce],
    effects: () => ({ hook: 'recuse' }),
    basis: `${ART28}（自行回避）`,
  }),
  step('RECUSAL_DECIDED', {
    from: [state],
    to: state,
    by: ['chief', 'committee', 'province'],
    guards: [decidable],
    update: ({ facts, data }) => ({
      ...facts,
      recusals: facts.recusals.map((each) =>
        each.id === data.recusalId ? { ...each, state: data.granted ? 'granted' : 'refused' } : each,
      ),
    }),
    effects: () => ({ hook: 'decide-recusal' }),
    basis: ART28,
  }),
]);
