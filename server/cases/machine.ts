/** From a table of steps to XState's machine, and the pure decision whether a step may be taken. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { createMachine, transition } from 'xstate';
import type { z } from 'zod';
import type { TimerId } from '../rules/deadlines/timers.ts';
import type { Actor, CaseView, PartKind, Role, StepRefusal } from './model.ts';
import type { Effects, EventSchemas, Step, StepInput } from './step.ts';

export interface StateInfo {
  /** Chinese, for people. */
  readonly name: string;
  /** Whose move it is; absent = nobody's. */
  readonly queue?: Role;
  readonly final?: true;
}

export interface MachineTable<F extends object> {
  readonly kind: PartKind;
  readonly facts: z.ZodType<F>;
  /** Facts of a part that has just been made. */
  readonly begin: F;
  readonly initial: string;
  readonly states: Readonly<Record<string, StateInfo>>;
  readonly events: EventSchemas;
  readonly steps: readonly Step<F>[];
  /** The event that a timer's end raises by `system`, with data {on: last day}; any other end only alarms. */
  readonly expiry?: Readonly<Partial<Record<TimerId, string>>>;
}

export interface StepRequest {
  readonly case: CaseView;
  readonly partId: string;
  readonly eventId: string;
  readonly state: string;
  /** As stored. */
  readonly facts: unknown;
  readonly event: string;
  readonly data: unknown;
  readonly actor: Actor;
  readonly at: number;
  readonly today: string;
}

export interface Decision {
  readonly to: string;
  readonly facts: unknown;
  readonly effects: Effects;
  readonly basis: string;
}

/** A machine without its type of facts: what the kernel, the diagrams and the tests work with. */
export interface CaseMachine {
  readonly kind: PartKind;
  readonly initial: string;
  readonly begin: unknown;
  readonly states: Readonly<Record<string, StateInfo>>;
  readonly events: EventSchemas;
  readonly steps: readonly StepInfo[];
  readonly expiry: Readonly<Partial<Record<TimerId, string>>>;
  /** Facts as stored, checked; throws where they are not of this machine. */
  parseFacts(facts: unknown): object;
  decide(request: StepRequest): Result<Decision, StepRefusal>;
}

export interface StepInfo {
  readonly event: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Role[];
  readonly guards: readonly string[];
  readonly basis: string;
}

/** Throws where the table names a state or an event that it does not have. */
export function defineMachine<F extends object>(table: MachineTable<F>): CaseMachine {
  checkTable(table);
  const machine = xstateMachine(table);
  return {
    kind: table.kind,
    initial: table.initial,
    begin: table.begin,
    states: table.states,
    events: table.events,
    steps: table.steps,
    expiry: table.expiry ?? {},
    parseFacts: (facts) => table.facts.parse(facts),
    decide: (request) => decide(table, machine, request),
  };
}

type Machine = ReturnType<typeof xstateMachine>;

interface Transition {
  target: string;
  guard: (args: { event: { type: string; step?: unknown } }) => boolean;
}

/** XState decides where a step leads: each step is a transition, chosen by its place in the table. */
function xstateMachine<F extends object>({ kind, initial, states, steps }: MachineTable<F>) {
  const transitionsOf = (state: string) => {
    const on: Record<string, Transition[]> = {};
    steps.forEach((step, index) => {
      if (!step.from.includes(state)) return;
      const transition: Transition = { target: step.to, guard: ({ event }) => event.step === index };
      on[step.event] = [...(on[step.event] ?? []), transition];
    });
    return on;
  };
  const nodes = Object.keys(states).map((state) => [state, { on: transitionsOf(state) }]);
  return createMachine({ id: kind, initial, states: Object.fromEntries(nodes) });
}

function decide<F extends object>(
  table: MachineTable<F>,
  machine: Machine,
  request: StepRequest,
): Result<Decision, StepRefusal> {
  const allowed = allowedIn(table, request.state);
  const steps = table.steps
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.event === request.event && step.from.includes(request.state));
  if (steps.length === 0) return fail(illegal(table, request, allowed));
  const permitted = steps.filter(({ step }) => step.by.includes(request.actor.role));
  if (permitted.length === 0)
    return fail(
      wrongRole(
        steps.map(({ step }) => step),
        request,
        allowed,
      ),
    );
  const input: StepInput<F> = { ...request, facts: table.facts.parse(request.facts) };
  let refusal: StepRefusal | null = null;
  for (const { step, index } of permitted) {
    const evaluation = step.evaluate(input);
    if (evaluation.outcome === 'passed') {
      const from = machine.resolveState({ value: request.state });
      const [next] = transition(machine, from, { type: request.event, step: index });
      const { facts, effects } = evaluation.value;
      return ok({ to: String(next.value), facts, effects, basis: step.basis });
    }
    // The first step in the table is the usual one: its reason is the one to tell.
    refusal ??=
      evaluation.outcome === 'malformed'
        ? malformed(step, evaluation.issues, allowed)
        : { name: 'guard', ...evaluation.broken, allowed };
  }
  if (refusal === null) throw new Error('no step was evaluated');
  return fail(refusal);
}

export const allowedIn = (table: Pick<CaseMachine, 'steps'>, state: string): string[] => [
  ...new Set(table.steps.filter(({ from }) => from.includes(state)).map(({ event }) => event)),
];

function illegal<F extends object>(
  table: MachineTable<F>,
  { state, event }: StepRequest,
  allowed: string[],
): StepRefusal {
  const known = table.steps.filter((step) => step.event === event);
  const article = known[0]?.basis ?? '—';
  const name = table.states[state]?.name ?? state;
  return {
    name: 'illegal-step',
    article,
    message: `当前处于“${name}”，不能进行此操作`,
    hint:
      known.length === 0
        ? `${table.kind} knows no event ${event}`
        : peopleOf(known).length === 0
          ? `${event} is raised by the system alone (${article})`
          : `${event} is possible from ${[...new Set(known.flatMap(({ from }) => from))].join(', ')}, not from ${state} (${article})`,
    allowed,
  };
}

function wrongRole<F extends object>(
  steps: readonly Step<F>[],
  { event, actor }: StepRequest,
  allowed: string[],
): StepRefusal {
  const roles = peopleOf(steps);
  const article = steps[0]?.basis ?? '—';
  return {
    name: 'wrong-role',
    article,
    message: '您的岗位不能进行此操作',
    hint:
      roles.length === 0
        ? `${event} is raised by the system alone (${article})`
        : `${event} is for ${roles.join(', ')}, not for ${actor.role} (${article})`,
    allowed,
  };
}

const peopleOf = (steps: readonly Pick<StepInfo, 'by'>[]): Role[] =>
  [...new Set(steps.flatMap(({ by }) => by))].filter((role) => role !== 'system');

function malformed<F extends object>(step: Step<F>, issues: string, allowed: string[]): StepRefusal {
  return { name: 'malformed', article: step.basis, message: '填写的内容不正确', hint: issues, allowed };
}

function checkTable<F extends object>({ kind, initial, states, events, steps }: MachineTable<F>): void {
  const named = [initial, ...steps.flatMap(({ from, to }) => [...from, to])];
  for (const state of named) if (!(state in states)) throw new Error(`${kind}: no state ${state}`);
  for (const { event } of steps) if (!(event in events)) throw new Error(`${kind}: no event ${event}`);
}
