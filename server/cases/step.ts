/**
 * A machine of a case is a table of steps, as the law's own table: from, event, who, guards, timers, documents, to. From
 * it XState's machine is built (machine.ts), the diagrams are drawn and the tests are generated.
 */
import type { z } from 'zod';
import type { DocumentKind, Recipient } from '../documents/register.ts';
import type { TimerId } from '../rules/deadlines/timers.ts';
import type { Actor, Broken, CaseFile, CaseView, PartKind, Role } from './model.ts';
import type { NoticeTemplate } from './notices/texts.ts';

/** What guards, updates and effects decide on. `today` is the day in China of `at` (milliseconds). */
export interface StepInput<F, D = unknown> {
  readonly case: CaseView;
  readonly partId: string;
  /** Of the step itself: what it orders and decides is known by it. */
  readonly eventId: string;
  readonly facts: F;
  readonly data: D;
  readonly actor: Actor;
  readonly at: number;
  readonly today: string;
}

export type TimerOrder =
  | { readonly do: 'start'; readonly timer: TimerId; readonly on?: string; readonly limitDays?: number }
  | { readonly do: 'stop' | 'pause' | 'resume'; readonly timer: TimerId }
  | { readonly do: 'extend'; readonly timer: TimerId; readonly days: number };

/** A document to be made, one per recipient. `fields` is completed by documents/order.ts from the case's file. */
export interface DocumentOrder {
  readonly kind: DocumentKind;
  readonly recipients: readonly Recipient[];
  /** The document's own fields; those of person, employer and case are added from the file. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An event to another part in the same transaction; `new` makes the part in its initial state first. */
export type Raise =
  | { readonly to: 'new'; readonly kind: PartKind; readonly event: string; readonly data: unknown }
  | { readonly to: 'part'; readonly partId: string; readonly event: string; readonly data: unknown };

export interface Notice {
  readonly recipient: Recipient;
  readonly template: NoticeTemplate;
}

export interface Effects {
  readonly timers?: readonly TimerOrder[];
  readonly documents?: readonly DocumentOrder[];
  /**
   * Kinds of this part's earlier documents that hold no more: replaced by what this step orders, withdrawn where it orders
   * nothing. The public page of verification says so.
   */
  readonly ends?: readonly DocumentKind[];
  /** The personal file as it is from now on; the one before stays with the event. */
  readonly file?: CaseFile;
  readonly raise?: readonly Raise[];
  readonly notices?: readonly Notice[];
  /** Work inside the transaction that needs other tables (hooks.ts), before the effects of this step. */
  readonly hook?: string;
}

export type Guard<F, D> = (input: StepInput<F, D>) => Broken | null;

export interface StepSpec<F, D> {
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Role[];
  readonly guards?: readonly Guard<F, D>[];
  /** What the event changes in the facts. */
  readonly update?: (input: StepInput<F, D>) => F;
  /** After the update: `facts` are the new ones. */
  readonly effects?: (input: StepInput<F, D>) => Effects;
  /** Article or rule. */
  readonly basis: string;
}

export interface Evaluated<F> {
  readonly facts: F;
  readonly effects: Effects;
}

/** A step whose event data is closed in: `evaluate` parses it, asks the guards, updates. */
export interface Step<F> {
  readonly event: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Role[];
  readonly basis: string;
  /** Names of guards, for diagrams. */
  readonly guards: readonly string[];
  readonly evaluate: (input: StepInput<F>) => Evaluation<F>;
}

export type Evaluation<F> =
  | { readonly outcome: 'passed'; readonly value: Evaluated<F> }
  | { readonly outcome: 'broken'; readonly broken: Broken }
  | { readonly outcome: 'malformed'; readonly issues: string };

export type EventSchemas = Readonly<Record<string, z.ZodType>>;
export type StepMaker<F, E extends EventSchemas> = <K extends keyof E & string>(
  event: K,
  spec: StepSpec<F, z.output<E[K]>>,
) => Step<F>;

/** Steps of one machine, each typed by its event's schema. */
export function stepMaker<F, E extends EventSchemas>(events: E): StepMaker<F, E> {
  return (event, spec) => ({
    event,
    from: spec.from,
    to: spec.to,
    by: spec.by,
    basis: spec.basis,
    guards: (spec.guards ?? []).map(({ name }) => name),
    evaluate: (input) => evaluate(events[event], spec, input),
  });
}

function evaluate<F, S extends z.ZodType>(schema: S, spec: StepSpec<F, z.output<S>>, raw: StepInput<F>): Evaluation<F> {
  const parsed = schema.safeParse(raw.data);
  if (!parsed.success) return { outcome: 'malformed', issues: issuesOf(parsed.error) };
  const input = { ...raw, data: parsed.data };
  for (const guard of spec.guards ?? []) {
    const broken = guard(input);
    if (broken !== null) return { outcome: 'broken', broken };
  }
  const facts = spec.update?.(input) ?? raw.facts;
  return { outcome: 'passed', value: { facts, effects: spec.effects?.({ ...input, facts }) ?? {} } };
}

const issuesOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`).join('; ');
