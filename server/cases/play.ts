/** Plays a script of events through a machine, as tests tell a story; the machine alone, without database or clock. */
import type { Result } from '@anban/foundation/result';
import type { CaseMachine, Decision } from './machine.ts';
import type { CaseView, Role, StepRefusal } from './model.ts';
import { take } from './walk.ts';

/** `on`: the day of this and the following lines. `id`: the person, `<role>-1` if left out. */
export interface Line {
  readonly event: string;
  readonly data?: unknown;
  /** Instead of `data`: what it is made of is known only then. */
  readonly dataFrom?: (facts: unknown) => unknown;
  readonly by?: Role;
  readonly id?: string;
  readonly on?: string;
}

export interface Stage {
  readonly machine: CaseMachine;
  readonly from: string;
  readonly province?: string;
  readonly parts?: CaseView['parts'];
}

/** The answer to the last line. Throws, naming the line, where an earlier one is refused. */
export function play(stage: Stage, script: readonly Line[]): Result<Decision, StepRefusal> {
  const { machine, from, province = '山东', parts = [] } = stage;
  let here = { case: { province, parts }, state: machine.initial, facts: machine.begin, today: from };
  let last: Result<Decision, StepRefusal> | null = null;
  for (const { event, data = {}, dataFrom, by = 'system', id = `${by}-1`, on = here.today } of script) {
    if (last !== null) here = { ...here, ...standing(last, event) };
    here = { ...here, today: on };
    last = take(machine, here, { event, data: dataFrom?.(here.facts) ?? data, actor: { role: by, id } });
  }
  if (last === null) throw new Error('an empty script');
  return last;
}

function standing(answer: Result<Decision, StepRefusal>, next: string) {
  if (!answer.ok) throw new Error(`before ${next}: ${JSON.stringify(answer.fault)}`);
  return { state: answer.value.to, facts: answer.value.facts };
}

/** Where the last line led, or the guard (or kind of refusal) that held it back. */
export function endOf(answer: Result<Decision, StepRefusal>): string {
  if (answer.ok) return answer.value.to;
  return answer.fault.guard ?? answer.fault.name;
}
