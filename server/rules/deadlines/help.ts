/** The help of `anban rules deadlines`: every field and every timer. */
import { allTimers, TIMER_PROVINCES, type Timer } from './timers.ts';

const UNITS = { days: 'days', 'working-days': 'working days', months: 'months', years: 'years' } as const;

const timerLine = ({ id, length, unit, fact, result, name, basis }: Timer): string =>
  `  ${id.padEnd(11)} ${`${length} ${UNITS[unit]}`.padEnd(15)} from ${fact.padEnd(26)} ${(result ?? '-').padEnd(23)} ${name}；${basis}`;

/** Made from the catalogue, so that it cannot be out of date. */
export const deadlinesHelp = (): string => `
Reads one JSON object from standard input, writes one to standard output. Days are YYYY-MM-DD, days of China.

Form 1, timers: {"timers": [{...}], "calendar"?, "province"?}
  timer           one of the names below
  start           the day on which it starts; not counted itself
  pauses          [{"from": day, "to": day or null}]: the clock stops at the end of from, the rest runs from the day
                  after to; null: not over yet (then raw and due are null)
  extension_days  days added to the length
  limit           takes the place of the length, where a notice sets it (SUP, EVID)
  as_of           the day for which used and remaining are told (default: start of the last pause)
  calendar        {day: "workday" | "restday"}: goes above the table of the State Council; also for all timers at once
  province        浙江, 山东 ...: the province's own lengths where it has them; also for all timers at once

Form 2, facts: {"accepted": "2026-03-10", "clear": true, ...} gives every timer that the facts start
  injury                     day of the accident or of the diagnosis of an occupational disease
  application_received       day on which the application was received (complete, for ACC15)
  notice                     the notice to supplement was served
  supplement_received        everything asked for has come
  accepted                   day of acceptance
  clear                      true: facts and rights are clear, 15 days
  suspended, resumed         suspension of the determination and its end
  limit                      15 or 60: which decision period; another number takes the place of its length
  evidence_notice_delivered  the notice to produce evidence reached the employer
  decided                    determination decided
  concluded                  assessment (or device) concluded
  delivered                  the decision or conclusion was served
  published                  public notice published
  consent, arrived_in_system e-service: consent must be true; day or time of arrival, 2026-05-03T21:40 (China) or with
                             an offset
  received                   application for manual reimbursement received
  benefit_decided            benefit decided
  session                    day of an assessment session
  no_show                    the examinee did not come
  commitment_signed          commitment signed
  simple_accepted, simple_submitted   simple procedure: accepted; first submission
  closed                     case closed and filed
  procedure                  determination | assessment | device | benefit | service | commitment: only its timers
  calendar, province         as above

Output: {"timers": [...], "facts"?, "results"?}
  timer, name, kind (latest | earliest | before | effect | reminder), unit, length, start
  raw             the end as counted
  due             the last day that holds: raw, or the next working day (民法典 art 203); moved says whether they differ
  used, remaining counted days at as_of; months and years in calendar days
  prealarm        day on which 80 % are used up
  on_expiry, basis, verified (false: from practice or memory, not from the text), province (whose rule, null: national)
  warnings        [{name, message}]: year-outside-table, year-unverified, no-legal-pause, pause-after-end,
                  extension-beyond-law, limit-beyond-law
  paused_since    the day since which it stands still, else null
  results         the last days by name (third column below), raw, used_before, remaining of the decision, delivered;
                  by_procedure where two procedures use one name (deliver_by is 15 days for an assessment, 20 for a
                  determination or a device); without "procedure" determination goes before assessment before device
Errors: {"error": {name, code, field, message, hint}, "errors": [all of them]}; 2 the input cannot be read (no such day, unknown
timer or field, pauses that overlap or end before they begin), 1 facts in an impossible order (before the injury,
suspended before accepted), 0 done.

Timers (name, length, starting fact, name in results):
${allTimers().map(timerLine).join('\n')}
Provinces with their own: ${provincialLines()}`;

function provincialLines(): string {
  return TIMER_PROVINCES.map((province) => {
    const own = allTimers(province).filter((timer) => timer.province !== null);
    return `${province} ${own.map(({ id, length, unit }) => `${id} ${length} ${UNITS[unit]}`).join(', ')}`;
  }).join('; ');
}
