/** The other half of the generated test of a machine: everything that its table does not allow is refused by name. */
import { addDays } from '../rules/calendar/day.ts';
import type { CaseMachine } from './machine.ts';
import { ROLES } from './model.ts';
import { peopleOf, take, type WalkPlan } from './walk.ts';

/** What no event of any machine takes as data. */
const NONSENSE = ['nonsense', 7, null, [], { '': 'nonsense' }] as const;

/**
 * Asks for every event in every state by every role, and says what was answered otherwise than the table has it:
 * unknown event or event of another state → `illegal-step` with an article; wrong role → `wrong-role` with an article;
 * nonsense for data → `malformed`. Empty when all is right.
 */
export function wrongAnswers({ machine, cases, from }: WalkPlan): readonly string[] {
  const [first] = cases;
  if (first === undefined) throw new Error('a plan needs a case');
  const wrong: string[] = [];
  for (const state of Object.keys(machine.states)) {
    const here = { case: first, state, facts: machine.begin, today: from };
    for (const event of Object.keys(machine.events))
      for (const role of ROLES)
        for (const data of NONSENSE) {
          const answer = take(machine, here, { event, data, actor: { role, id: `${role}-1` } });
          const expected = expectedRefusal(machine, state, event, role);
          const given = answer.ok ? 'taken' : answer.fault.name;
          if (given !== expected) wrong.push(`${state} ${event} by ${role}: ${given}, not ${expected}`);
          else if (!answer.ok && answer.fault.article.length < 2) wrong.push(`${state} ${event}: no article`);
        }
  }
  return [...new Set(wrong)];
}

function expectedRefusal({ steps }: CaseMachine, state: string, event: string, role: string) {
  const open = steps.filter((step) => step.event === event && step.from.includes(state));
  if (open.length === 0) return 'illegal-step';
  return open.some(({ by }) => by.some((each) => each === role)) ? 'malformed' : 'wrong-role';
}

/** One journey chosen by numbers: each picks event, sample, role, person and wait. Gives the states it went through. */
export function wander(plan: WalkPlan, choices: readonly number[]): readonly string[] {
  const { machine, waits = [0] } = plan;
  const pick = <T>(from: readonly T[], choice: number): T => {
    const found = from[choice % from.length];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  let here = {
    case: pick(plan.cases, choices[0] ?? 0),
    state: machine.initial,
    facts: machine.begin,
    today: plan.from,
  };
  const states = [here.state];
  for (const choice of choices) {
    const event = pick(Object.keys(machine.events), choice);
    const sample = pick(plan.samples[event] ?? [], choice >>> 6);
    const actor = pick(peopleOf(plan, pick(ROLES, choice >>> 9)), choice >>> 13);
    const today = addDays(here.today, pick(waits, choice >>> 14));
    const answer = take(machine, { ...here, today }, { event, data: sample({ ...here, today }), actor });
    if (!answer.ok) continue;
    const { to, facts } = answer.value;
    const known = machine.steps.some(
      (step) => step.event === event && step.from.includes(here.state) && step.to === to,
    );
    if (!known) throw new Error(`${here.state} ${event} -> ${to} is not in the table`);
    here = { ...here, state: to, facts, today };
    states.push(to);
  }
  return states;
}
