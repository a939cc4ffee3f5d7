/** Limits and periods of an assessment, from the tables of time limits. */
import type { KindCode } from '../../assessment/kinds/catalogue.ts';
import type { Day } from '../../rules/calendar/day.ts';
import { type DeadlineInput, deadline } from '../../rules/deadlines/deadline.ts';
import type { TimerId } from '../../rules/deadlines/timers.ts';

/**
 * Whether the time of a supplement counts in the 60 days. The national text is silent, so it counts; a province that
 * says otherwise has its row here (鲁人社发〔2015〕33号).
 */
const SUPPLEMENT_PAUSES: Readonly<Record<string, { readonly basis: string; readonly verified: boolean }>> = {
  山东: { basis: '鲁人社发〔2015〕33号', verified: true },
};

export const supplementPauses = (province: string): boolean => Object.hasOwn(SUPPLEMENT_PAUSES, province);

/** A device alone is confirmed by its own rules (工伤保险辅助器具配置管理办法 arts 8, 11). */
const onlyDevice = (kinds: readonly KindCode[]): boolean => kinds.length === 1 && kinds[0] === 'B5';

export const limitOf = (kinds: readonly KindCode[]): TimerId => (onlyDevice(kinds) ? 'DEV60' : 'LA60');
export const serviceLimitOf = (kinds: readonly KindCode[]): TimerId => (onlyDevice(kinds) ? 'DEV_DLV20' : 'LA_DLV15');

/** The last day (or, for an `earliest` timer, the first) of a limit whose pauses are over. */
export function lastDay(timer: TimerId, input: DeadlineInput): Day {
  const found = deadline(timer, input);
  if (found.ok) return found.value.due;
  throw new Error(`${timer}: ${JSON.stringify(found.fault)}`);
}
