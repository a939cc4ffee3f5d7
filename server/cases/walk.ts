/**
 * The generated test of a machine: walks its table breadth first with real data, through `decide`, and tells which
 * (state, step) pairs could be reached. A pair that no journey reaches is a rule that nobody can use.
 */
import { createHash } from 'node:crypto';
import type { Result } from '@anban/foundation/result';
import { addDays } from '../rules/calendar/day.ts';
import type { CaseMachine, Decision, StepInfo } from './machine.ts';
import type { Actor, CaseView, Role, StepRefusal } from './model.ts';

export const WALKED_PART = '018f0000-0000-7000-8000-00000000aaaa';

/** Where a walk stands: what samples of data and cases are made from. */
export interface WalkPlace {
  readonly state: string;
  readonly facts: unknown;
  readonly today: string;
}

/** Data of one event at one place. */
export type Sample = (place: WalkPlace) => unknown;

export interface WalkPlan {
  readonly machine: CaseMachine;
  /** For every event of the machine at least one; several where steps ask for different data. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  /** The cases to start from, e.g. one per province. Parts beside the walked one are in `parts`. */
  readonly cases: readonly Pick<CaseView, 'province' | 'parts'>[];
  /** First day of every journey. */
  readonly from: string;
  /** Days that may pass before a step; [0] if left out. */
  readonly waits?: readonly number[];
  /** What of the facts tells two places apart; all of them if left out. */
  readonly distinguish?: (place: WalkPlace) => string;
  /** People per role; two if left out (`officer-1`, `officer-2`). */
  readonly people?: (role: Role) => readonly Actor[];
  /** Places to visit at most; 20 000 if left out. */
  readonly limit?: number;
}

export interface Walked {
  /** `STATE EVENT -> STATE #row` for every pair of the table, in its order. */
  readonly edges: readonly string[];
  readonly missed: readonly string[];
  readonly places: number;
}

interface Journey extends WalkPlace {
  readonly case: Pick<CaseView, 'province' | 'parts'>;
}

/** Throws where two rows of the table cannot be told apart by what a decision says. */
export function walk(plan: WalkPlan): Walked {
  const { machine, limit = 20_000 } = plan;
  const edges = edgesOf(machine);
  const missed = new Set(edges);
  const queue: Journey[] = plan.cases.map((each) => ({
    case: each,
    state: machine.initial,
    facts: machine.begin,
    today: plan.from,
  }));
  const seen = new Set<string>();
  let places = 0;
  for (let here = queue.shift(); here !== undefined && missed.size > 0 && places < limit; here = queue.shift()) {
    places += 1;
    for (const { step, decision, today } of stepsFrom(plan, here)) {
      for (const edge of matching(machine, here.state, step, decision)) missed.delete(edge);
      const next = { case: here.case, state: decision.to, facts: decision.facts, today };
      const key = `${plan.cases.indexOf(here.case)} ${keyOf(plan, next)}`;
      if (!seen.has(key)) queue.push(next);
      seen.add(key);
    }
  }
  return { edges, missed: edges.filter((edge) => missed.has(edge)), places };
}

const keyOf = (
  { distinguish = ({ state, facts }) => `${state} ${JSON.stringify(facts)}` }: WalkPlan,
  place: WalkPlace,
) => `${place.state} ${distinguish(place)}`;

interface Taken {
  readonly step: { readonly event: string; readonly actor: Actor };
  readonly decision: Decision;
  readonly today: string;
}

function* stepsFrom(plan: WalkPlan, here: Journey): Generator<Taken> {
  for (const wait of plan.waits ?? [0]) {
    const today = addDays(here.today, wait);
    for (const [event, roles] of openEvents(plan.machine, here.state))
      for (const sample of samplesOf(plan, event))
        for (const actor of roles.flatMap((role) => peopleOf(plan, role))) {
          const data = sample({ ...here, today });
          const step = { event, data, actor };
          const answer = take(plan.machine, { ...here, today }, step);
          if (answer.ok) yield { step, decision: answer.value, today };
        }
  }
}

export interface WalkStep {
  readonly event: string;
  readonly data: unknown;
  readonly actor: Actor;
}

/** The same step at the same place has the same id, so that a walk can be repeated. */
function eventIdOf({ state, facts, today }: WalkPlace, event: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([state, facts, today, event]))
    .digest('hex');
  return `018f0000-0000-7000-8000-${hex.slice(0, 12)}`;
}

/** One step asked of the machine at a place, as the kernel asks it. */
export function take(
  machine: CaseMachine,
  here: Journey,
  { event, data, actor }: WalkStep,
): Result<Decision, StepRefusal> {
  const own = { id: WALKED_PART, kind: machine.kind, state: here.state, version: 1, facts: here.facts };
  return machine.decide({
    case: {
      id: '018f0000-0000-7000-8000-00000000cccc',
      regionCode: '370702',
      number: '370702-2026-000001',
      province: here.case.province,
      parts: [...here.case.parts, own],
    },
    partId: WALKED_PART,
    eventId: eventIdOf(here, event),
    state: here.state,
    facts: here.facts,
    event,
    data,
    actor,
    // Noon in China.
    at: Date.parse(`${here.today}T04:00:00Z`),
    today: here.today,
  });
}

function openEvents({ steps }: CaseMachine, state: string): Map<string, readonly Role[]> {
  const open = new Map<string, readonly Role[]>();
  for (const { event, from, by } of steps)
    if (from.includes(state)) open.set(event, [...new Set([...(open.get(event) ?? []), ...by])]);
  return open;
}

function samplesOf({ samples, machine }: WalkPlan, event: string): readonly Sample[] {
  const found = samples[event];
  if (found === undefined || found.length === 0) throw new Error(`${machine.kind}: no sample of ${event}`);
  return found;
}

export const peopleOf = (plan: Pick<WalkPlan, 'people'>, role: Role): readonly Actor[] =>
  plan.people?.(role) ?? [1, 2].map((number) => ({ role, id: `${role}-${number}` }));

const edgeName = (state: string, { event, to }: StepInfo, row: number): string => `${state} ${event} -> ${to} #${row}`;

const edgesOf = ({ steps }: CaseMachine): string[] =>
  steps.flatMap((step, row) => step.from.map((state) => edgeName(state, step, row)));

/** The rows that a decision can have come from; more than one is an ambiguous table. */
function matching(
  { kind, steps }: CaseMachine,
  state: string,
  { event, actor }: Taken['step'],
  { to, basis }: Decision,
) {
  const rows = steps
    .map((step, row) => ({ step, row }))
    .filter(({ step }) => step.event === event && step.from.includes(state) && step.by.includes(actor.role))
    .filter(({ step }) => step.to === to && step.basis === basis);
  if (rows.length !== 1) throw new Error(`${kind}: ${state} ${event} -> ${to}: ${rows.length} rows alike`);
  return rows.map(({ step, row }) => edgeName(state, step, row));
}
