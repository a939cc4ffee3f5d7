/** Walking a machine: what can follow what, the shortest way to each place, and the ways home. Pure graph work. */

/** One state of a machine with what its guards read (`key`): what it does next depends on nothing else. */
export interface Place {
  readonly key: string;
  /** The state's name, nested ones with dots: `officer.form`. */
  readonly state: string;
  readonly isEnd: boolean;
  readonly context: object;
}

export interface Step<E, P extends Place = Place> {
  readonly from: P;
  readonly event: E;
  readonly to: P;
}

/** A machine as its tests walk it. */
export interface Journey<E extends { readonly type: string }, P extends Place = Place> {
  readonly name: string;
  readonly start: P;
  readonly steps: readonly Step<E, P>[];
  readonly places: readonly P[];
  /** Every state that the machine declares, nested ones with dots, without those that only contain others. */
  readonly declared: readonly string[];
}

/** The places that steps come from and lead to, each once. */
export const placesOf = <P extends Place>(steps: readonly Step<unknown, P>[]): readonly P[] => [
  ...new Map(steps.flatMap(({ from, to }) => [from, to]).map((place) => [place.key, place])).values(),
];

/** `{ officer: 'form' }` → `officer.form`. */
export function dotted(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([state, inner]) => `${state}.${dotted(inner)}`)
    .join();
}

/** A state as XState declares it, with those inside it. */
export interface Declared {
  readonly key: string;
  readonly path: readonly string[];
  readonly states: Readonly<Record<string, Declared>>;
}

/** The innermost states below `node`. */
export const statesIn = (node: Declared): readonly string[] =>
  Object.values(node.states).flatMap((state) =>
    Object.keys(state.states).length === 0 ? [state.path.join('.')] : statesIn(state),
  );

/** Steps that differ only in what they carry are one: state, kind of event, next state. */
export const edgeOf = ({ from, event, to }: Step<{ readonly type: string }>): string =>
  `${from.state} ${event.type} ${to.state}`;

/** Keys from which no steps lead to a place that `isHome` knows. */
export function lost(steps: readonly Step<unknown>[], isHome: (place: Place) => boolean): readonly string[] {
  const into = new Map<string, string[]>();
  for (const { from, to } of steps) into.set(to.key, [...(into.get(to.key) ?? []), from.key]);
  const places = placesOf(steps);
  const home = new Set(places.filter(isHome).map(({ key }) => key));
  for (const key of home) for (const before of into.get(key) ?? []) home.add(before);
  return places.map(({ key }) => key).filter((key) => !home.has(key));
}

/** The steps from places that a walk from `start` can come to. */
export function within<S extends Step<unknown>>(steps: readonly S[], start: Place): readonly S[] {
  const reached = new Set([start.key]);
  for (const key of reached) for (const { from, to } of steps) if (from.key === key) reached.add(to.key);
  return steps.filter(({ from }) => reached.has(from.key));
}

/** The fewest steps from `start` to one that `isWanted`, that one last; null where there is no way. */
export function wayTo<S extends Step<unknown>>(
  steps: readonly S[],
  start: Place,
  isWanted: (step: S) => boolean,
): readonly S[] | null {
  const from = Map.groupBy(steps, (step) => step.from.key);
  const seen = new Set([start.key]);
  const open: { readonly key: string; readonly way: readonly S[] }[] = [{ key: start.key, way: [] }];
  for (const { key, way } of open) {
    for (const step of from.get(key) ?? []) {
      if (isWanted(step)) return [...way, step];
      if (step.to.isEnd || seen.has(step.to.key)) continue;
      seen.add(step.to.key);
      open.push({ key: step.to.key, way: [...way, step] });
    }
  }
  return null;
}

/**
 * Tours from `start` that together take every kind of step that `name` tells apart; each ends where the machine ends or
 * where nothing new is left. A tour goes on with the nearest step not yet taken, and takes its end as late as it can.
 */
export function tours<S extends Step<unknown>>(
  steps: readonly S[],
  start: Place,
  name: (step: S) => string,
): readonly (readonly S[])[] {
  const missing = new Set(steps.map(name));
  const all: (readonly S[])[] = [];
  while (missing.size > 0) {
    const tour: S[] = [];
    const goOn = (isWanted: (step: S) => boolean) => {
      const way = wayTo(steps, tour.at(-1)?.to ?? start, (step) => missing.has(name(step)) && isWanted(step));
      for (const step of way ?? []) missing.delete(name(step));
      tour.push(...(way ?? []));
      return way !== null;
    };
    while (goOn(({ to }) => !to.isEnd));
    goOn(({ to }) => to.isEnd);
    if (tour.length === 0) throw new Error(`no way to ${[...missing].join(', ')}`);
    all.push(tour);
  }
  return all;
}
