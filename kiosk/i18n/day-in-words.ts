/** A calendar day as people say it. */
import { type Language, languageInfo } from './language.ts';

/**
 * `day` (YYYY-MM-DD) as 11月29日 星期日 or "Sunday, 29 November", with its year where that is not `thisYear`.
 * What is no day is given back as it is. A day has no time zone, so it is read and written in UTC.
 */
export function dayInWords(day: string, language: Language, thisYear: number): string {
  const date = new Date(day);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) return day;
  const { dates } = languageInfo(language);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dates, { ...options, timeZone: 'UTC' }).format(date);
  const year = date.getUTCFullYear() === thisYear ? {} : ({ year: 'numeric' } as const);
  const named = say({ ...year, month: 'long', day: 'numeric' });
  const weekday = say({ weekday: 'long' });
  // Chinese names the weekday after the day, with a space that Intl leaves out.
  return language === 'zh' ? `${named} ${weekday}` : `${weekday}, ${named}`;
}
