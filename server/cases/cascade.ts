/** A step and everything it raises in other parts, in order, in memory; only hooks and documents touch the database. */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { mayHandle } from '../assessment/experts/recusal-store.ts';
import { dayInChina } from '../contract/common.ts';
import type { Tx } from '../db/database.ts';
import { contradiction, foreignHand } from './file-order.ts';
import type { FileInHand } from './files.ts';
import { refusal } from './hooks/refusal.ts';
import { type Actor, type Broken, type CaseFile, type Role, type StepRefusal, SYSTEM } from './model.ts';
import type { Parts } from './parts.ts';
import type { CaseServices } from './services.ts';
import type { Notice, StepInput, TimerOrder } from './step.ts';
import { orderDocuments } from './step-documents.ts';

export interface Desk {
  readonly tx: Tx;
  readonly services: CaseServices;
  readonly parts: Parts;
  readonly file: FileInHand;
  readonly at: number;
  readonly regionCode: string;
  readonly caseId: string;
}

export interface PendingStep {
  readonly id: string;
  readonly partId: string;
  readonly event: string;
  readonly data: unknown;
  readonly actor: Actor;
}

/** A step that was taken, ready to be written. */
export interface TakenStep extends PendingStep {
  /** Null for the first event of a part. */
  readonly from: string | null;
  readonly to: string;
  readonly basis: string;
  readonly timers: readonly TimerOrder[];
  readonly notices: readonly Notice[];
}

/** A chain of steps longer than this is a loop in a table. */
const MOST_STEPS = 50;

export async function takeAll(desk: Desk, first: PendingStep): Promise<Result<TakenStep[], StepRefusal>> {
  const pending = [first];
  const taken: TakenStep[] = [];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (taken.length >= MOST_STEPS) throw new Error(`a loop of steps at ${next.event}`);
    const step = await take(desk, next);
    if (!step.ok) return step;
    taken.push(step.value.taken);
    pending.push(...step.value.raised);
  }
  return ok(taken);
}

const ART28 = '劳动能力鉴定管理办法（令55）第二十八条';
/** Who has to step aside while a recusal is open or was granted; experts are kept from the panel itself. */
const HANDLERS: readonly Role[] = ['clerk', 'officer', 'chief', 'committee'];

interface Outcome {
  readonly taken: TakenStep;
  readonly raised: readonly PendingStep[];
}

async function take(desk: Desk, step: PendingStep): Promise<Result<Outcome, StepRefusal>> {
  const { services, parts, at } = desk;
  const part = parts.get(step.partId);
  if (part === undefined) throw new Error('a step for a part that the case does not have');
  const machine = services.machines[part.kind];
  const { event, data, actor, partId } = step;
  const today = dayInChina(at);
  const request = { case: parts.view(), partId, eventId: step.id, event, data, actor, at, today };
  const decision = machine.decide({ ...request, state: part.state, facts: part.facts });
  if (!decision.ok) return decision;
  if (part.kind === 'assessment' && HANDLERS.includes(actor.role)) {
    const may = await mayHandle(desk.tx, desk.regionCode, partId, actor.id);
    if (!may.ok) return fail({ name: 'guard', ...refusal(ART28, may.fault), allowed: [] });
  }
  const { to, effects, basis } = decision.value;
  let facts = decision.value.facts;
  if (effects.hook !== undefined) {
    const answer = await runHook(desk, effects.hook, { ...request, facts });
    if (!answer.ok) return fail({ name: 'guard', ...answer.fault, allowed: [] });
    facts = machine.parseFacts({ ...machine.parseFacts(facts), ...answer.value });
  }
  const amended = await amend(desk, step, effects.file, today);
  if (!amended.ok) return fail({ name: 'guard', ...amended.fault, allowed: [] });
  parts.move(partId, to, facts);
  const raised: PendingStep[] = (effects.raise ?? []).map((raise) => ({
    id: newId(),
    partId: raise.to === 'new' ? parts.add(services.machines, raise.kind).id : raise.partId,
    event: raise.event,
    data: raise.data,
    actor: SYSTEM,
  }));
  const served = await orderDocuments(desk, step, effects);
  if (!served.ok) return fail({ name: 'guard', ...served.fault, allowed: [] });
  const taken = {
    ...step,
    ...amended.value,
    from: part.version === 0 ? null : part.state,
    to,
    basis,
    timers: effects.timers ?? [],
    notices: effects.notices ?? [],
  };
  return ok({ taken, raised: [...raised, ...served.value] });
}

/** The file as it is from now on; the event keeps the one before, so that nothing is lost. */
async function amend(
  { file }: Desk,
  { data, actor }: PendingStep,
  next: CaseFile | undefined,
  today: string,
): Promise<Result<{ data?: unknown }, Broken>> {
  if (next === undefined) return ok({});
  const before = await file.read();
  const wrong = foreignHand(before, next, actor.role) ?? contradiction(next, { injuryOn: before.injury.day }, today);
  if (wrong !== null) return fail(wrong);
  file.amend(next);
  return ok({ data: { sent: data, before } });
}

function runHook(desk: Desk, name: string, input: StepInput<unknown>) {
  const hook = desk.services.hooks[name];
  if (hook === undefined) throw new Error(`no hook ${name}`);
  return hook({ tx: desk.tx, services: desk.services, input, file: desk.file.read });
}
