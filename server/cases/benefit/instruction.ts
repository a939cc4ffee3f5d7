/** What the bank is told of the months: the whole schedule of the fund as it is from now on. */
import type { Monthly } from '../../exchange/partners.ts';
import type { Facts, Schedule } from './facts.ts';

/** A suspended benefit is paid up to the month of the suspension. */
export function instructionOf({ schedule, suspendedOn }: Pick<Facts, 'schedule' | 'suspendedOn'>): readonly Monthly[] {
  const last = suspendedOn?.slice(0, 7) ?? null;
  return schedule
    .filter(({ payer }) => payer === 'fund')
    .map(({ item, amount, from, until }) => ({ item, amount, from, until: until ?? last }))
    .filter(({ from, until }) => until === null || from <= until);
}

/** The months between are not paid: the open rows end with the suspension and begin again with `on`. */
export function resumed(schedule: readonly Schedule[], suspendedOn: string, on: string): Schedule[] {
  const [last, first] = [suspendedOn.slice(0, 7), on.slice(0, 7)];
  return schedule.flatMap((row) =>
    row.until === null && row.from <= last && first > last
      ? [
          { ...row, until: last },
          { ...row, from: first },
        ]
      : [row],
  );
}
