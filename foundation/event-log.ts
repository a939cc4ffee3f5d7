/**
 * A log that cannot leak: every line is an event of a catalogue, and only the fields that the catalogue names are
 * written. There is no way to log free text, so a name, a number or an image cannot get in by accident.
 */
import pino, { type DestinationStream } from 'pino';

/** One kind of event: what it means, how grave it is, and the only fields it may carry. */
export interface EventKind {
  readonly meaning: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: readonly string[];
}

export type Catalogue = Readonly<Record<string, EventKind>>;
type FieldValue = string | number | boolean | null;
export type FieldsOf<C extends Catalogue, E extends keyof C> = Partial<Record<C[E]['fields'][number], FieldValue>>;

export interface EventLog<C extends Catalogue> {
  write<E extends keyof C & string>(event: E, fields?: FieldsOf<C, E>): void;
}

/** Longer values are cut: an allowed field (an error code, a path) never needs more. */
const LONGEST_VALUE = 200;

/** A log of `catalogue` events as JSON lines on `destination` (standard output unless given). */
export function createEventLog<const C extends Catalogue>(
  source: string,
  catalogue: C,
  destination?: DestinationStream,
): EventLog<C> {
  const lines = pino(
    { base: { source }, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(1),
  );
  return {
    write(event, fields = {}) {
      const kind = catalogue[event];
      if (kind === undefined) return;
      const allowed = Object.entries(fields).filter(([name]) => kind.fields.includes(name));
      lines[kind.level]({ event, ...Object.fromEntries(allowed.map(([name, value]) => [name, shorten(value)])) });
    },
  };
}

const shorten = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_VALUE) : value);
