/**
 * What a switch user goes through: the controls of a surface in reading order, where the keys of a pad are one stop at
 * first, then its rows, then the keys of a row. A stop is a control, or a group of further stops.
 */
export interface Control {
  readonly kind: 'control';
  readonly element: HTMLElement;
}
export interface Group {
  readonly kind: 'group';
  readonly stops: readonly Stop[];
}
export type Stop = Control | Group;

/** A place with its edges on the glass. */
export interface Placed<T> {
  readonly item: T;
  readonly top: number;
  readonly bottom: number;
}

/** What stands beside each other: items whose middles are within one another's height, in the order given. */
export function rowsOf<T>(placed: readonly Placed<T>[]): readonly (readonly T[])[] {
  const rows: { readonly top: number; readonly bottom: number; readonly items: T[] }[] = [];
  for (const { item, top, bottom } of placed) {
    const middle = (top + bottom) / 2;
    const row = rows.find((known) => middle > known.top && middle < known.bottom);
    if (row === undefined) rows.push({ top, bottom, items: [item] });
    else row.items.push(item);
  }
  return rows.map(({ items }) => items);
}

/** The controls under a stop. */
export const controlsOf = (stop: Stop): readonly HTMLElement[] =>
  stop.kind === 'control' ? [stop.element] : stop.stops.flatMap(controlsOf);

/** Inside a surface: everything that can be pressed. `grids` names what is gone through by rows. */
export function stopsOf(surface: Element, controls: string, grids: string): readonly Stop[] {
  const stops: Stop[] = [];
  const seen = new Set<Element>();
  for (const element of surface.querySelectorAll<HTMLElement>(controls)) {
    if (!isVisible(element)) continue;
    const grid = element.closest(grids);
    if (grid === null || !surface.contains(grid)) stops.push({ kind: 'control', element });
    else if (!seen.has(grid)) {
      seen.add(grid);
      stops.push(gridStop(grid, controls));
    }
  }
  return stops;
}

function gridStop(grid: Element, controls: string): Stop {
  const keys = [...grid.querySelectorAll<HTMLElement>(controls)].filter(isVisible);
  const placed = keys.map((item) => {
    const { top, bottom } = item.getBoundingClientRect();
    return { item, top, bottom };
  });
  const rows = rowsOf(placed).map((row): Group => ({ kind: 'group', stops: row.map(controlOf) }));
  return { kind: 'group', stops: rows };
}

const controlOf = (element: HTMLElement): Control => ({ kind: 'control', element });

const isVisible = (element: HTMLElement): boolean => element.getClientRects().length > 0;
