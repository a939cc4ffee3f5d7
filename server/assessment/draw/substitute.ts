/** A seat that falls free by recusal or absence goes to a reserve (令55 arts 11, 28). Pure. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { meets, minimumsOf } from './panel.ts';
import type { DrawRecord } from './record.ts';

export interface PanelState {
  /** Who holds a seat now. */
  readonly seats: readonly string[];
  /** Reserves not yet used, in the order of the draw. */
  readonly reserves: readonly string[];
}

/** The reserve who takes the seat: the first with whom the panel still has what it must have. */
export function substituteFor(
  record: DrawRecord,
  { seats, reserves }: PanelState,
  leaving: string,
): Result<string, AssessmentFault> {
  if (!seats.includes(leaving)) return fail(fault('not-on-panel', { expertId: leaving }));
  const pool = new Map(record.input.pool.map((expert) => [expert.expertId, expert]));
  const { kind, needed, seats: size } = record.input.panel;
  const minimums = minimumsOf(kind, needed, size);
  const staying = seats.filter((id) => id !== leaving);
  const fits = (reserve: string) => {
    const panel = [...staying, reserve].flatMap((id) => pool.get(id) ?? []);
    return panel.length === seats.length && meets(panel, minimums);
  };
  const found = reserves.find(fits);
  return found === undefined ? fail(fault('no-fitting-reserve', { leaving, reserves: reserves.length })) : ok(found);
}
