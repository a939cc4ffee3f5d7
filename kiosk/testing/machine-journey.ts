/** A machine made into a journey: its adjacency under the events of its tests, and what interrupts it anywhere. */
import type { Words } from './buttons.ts';
import { type Declared, dotted, type Journey, type Place, type Step, statesIn } from './walk.ts';

/** What XState says of a machine at one moment, as far as a walk asks. */
interface Snapshot<E> {
  readonly value: unknown;
  readonly status: string;
  readonly context: object;
  can(event: E): boolean;
}

interface Running<S, E> {
  getSnapshot(): S;
  send(event: E): void;
}

export interface MachinePlace<S extends { readonly context: object }> extends Place {
  readonly context: S['context'];
  readonly snapshot: S;
  /** The outermost state, which is the one with a screen. */
  readonly screen: string;
}

/** What is known of a machine beyond its code. */
export interface MachineFacts {
  /** Of a service: its id. */
  readonly name: string;
  /** Heading of its page in the documentation. */
  readonly title: string;
  /** Where it stands, from the root of the project. */
  readonly source: string;
  /** Whether nobody is served there. */
  readonly isHome: (place: Place) => boolean;
  /** All that the machine still knows at home. */
  readonly blank: object;
  /** Kinds of events that come from a finger. */
  readonly touches: readonly string[];
  /** The words on the buttons of each state, as the walk names it, by the event that they mean. */
  readonly buttons: Readonly<Record<string, Readonly<Record<string, Words>>>>;
}

/** How it is walked. */
export interface Walking<S extends Snapshot<E>, E> {
  readonly root: Declared;
  /** A started actor of it, from the beginning or from `snapshot`. */
  readonly run: (from: { readonly snapshot?: S }) => Running<S, E>;
  /** Everything that can happen to it. */
  readonly events: readonly E[];
  /** What can come at any moment, wanted or not. */
  readonly whatever: readonly E[];
  /** What guards read: two snapshots of one key go on alike. */
  readonly keyOf: (snapshot: S) => string;
}

export interface MachineJourney<S extends Snapshot<E>, E extends { readonly type: string }>
  extends Journey<E, MachinePlace<S>>,
    MachineFacts {
  /** Where each thing that can come at any moment leads from each place, whether the machine takes it or not. */
  readonly interruptions: readonly Step<E, MachinePlace<S>>[];
}

/** A machine that counts without end has no places to walk. */
const MOST_PLACES = 20_000;

/** Breadth first, so that a place is kept with its shortest history. Only events that a state takes are steps. */
export function journeyOf<S extends Snapshot<E>, E extends { readonly type: string }>(
  facts: MachineFacts,
  { root, run, events, whatever, keyOf }: Walking<S, E>,
): MachineJourney<S, E> {
  const placeOf = (snapshot: S): MachinePlace<S> => ({
    key: keyOf(snapshot),
    state: dotted(snapshot.value),
    screen: dotted(snapshot.value).split('.')[0] ?? '',
    isEnd: snapshot.status === 'done',
    context: snapshot.context,
    snapshot,
  });
  const after = ({ snapshot, isEnd }: MachinePlace<S>, event: E) => {
    const actor = run({ snapshot });
    if (!isEnd) actor.send(event);
    return placeOf(actor.getSnapshot());
  };
  const start = placeOf(run({}).getSnapshot());
  const places = new Map([[start.key, start]]);
  const steps: Step<E, MachinePlace<S>>[] = [];
  for (const from of places.values()) {
    for (const event of events.filter((one) => !from.isEnd && from.snapshot.can(one))) {
      const to = after(from, event);
      steps.push({ from, event, to });
      if (!places.has(to.key)) places.set(to.key, to);
      if (places.size > MOST_PLACES) throw new Error(`${facts.name} has places without end, as ${to.key}`);
    }
  }
  const all = [...places.values()];
  return {
    ...facts,
    start,
    steps,
    places: all,
    declared: statesIn(root),
    interruptions: all.flatMap((from) => whatever.map((event) => ({ from, event, to: after(from, event) }))),
  };
}
