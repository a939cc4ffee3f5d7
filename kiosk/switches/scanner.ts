/** Where a switch user is: a place in the tree of stops, moved by two wishes, next and press. Knows nothing of a page. */
import type { Stop } from './scan-tree.ts';

export interface ScanPlace {
  /** The group that is gone through, from the outermost; empty for the surface itself. */
  readonly within: readonly number[];
  /** The stop in it; -1 before the first. One past the last is the way out of a group. */
  readonly at: number;
}

export const START: ScanPlace = { within: [], at: -1 };

const stopsAt = (stops: readonly Stop[], within: readonly number[]): readonly Stop[] =>
  within.reduce<readonly Stop[]>((level, i) => {
    const stop = level[i];
    return stop?.kind === 'group' ? stop.stops : [];
  }, stops);

export const stopAt = (stops: readonly Stop[], { within, at }: ScanPlace): Stop | null =>
  stopsAt(stops, within)[at] ?? null;

/** One on. The surface begins again after its last stop; a group is left after its last, one level up. */
export function next(stops: readonly Stop[], { within, at }: ScanPlace): ScanPlace {
  const level = stopsAt(stops, within);
  if (at + 1 < level.length) return { within, at: at + 1 };
  const outer = within.at(-1);
  if (outer === undefined || level.length === 0) return { within: [], at: stops.length === 0 ? -1 : 0 };
  return next(stops, { within: within.slice(0, -1), at: outer });
}

/**
 * A press: into a group, at its first stop; or on a control, which is the answer's `pressed`. After a key of a pad the
 * user is at the beginning of the pad's rows again, as the next key is likely in another row.
 */
export function press(
  stops: readonly Stop[],
  place: ScanPlace,
): { readonly place: ScanPlace; readonly pressed: Stop | null } {
  const stop = stopAt(stops, place);
  if (stop === null) return { place: next(stops, place), pressed: null };
  if (stop.kind === 'group') return { place: { within: [...place.within, place.at], at: 0 }, pressed: null };
  const isKey = place.within.length > 1;
  return { place: isKey ? { within: place.within.slice(0, 1), at: 0 } : place, pressed: stop };
}
