/** Whether the days of a personal file can be true together: nobody is diagnosed, or dies, before being hurt. */
import type { Broken, CaseFile } from './model.ts';

const ARTICLE = '工伤保险条例第十七条、第十八条';

/** `data`: of the event that opens the case; its day of injury, where it has one, is the file's. */
export function contradiction({ person, injury, death }: CaseFile, data: unknown): Broken | null {
  const broken = (message: string, hint: string): Broken => ({ guard: 'fileInOrder', article: ARTICLE, message, hint });
  const { day, diagnosedOn } = injury;
  if (day < person.birthDate) return broken('受伤日期早于出生日期，请核对', `${day} is before the birth`);
  if (diagnosedOn !== undefined && diagnosedOn < day)
    return broken('诊断日期早于受伤日期，请核对', `diagnosed ${diagnosedOn}, injured ${day}`);
  if (death !== undefined && death.day < day)
    return broken('死亡日期早于受伤日期，请核对', `died ${death.day}, injured ${day}`);
  const told = injuryOn(data);
  if (told !== null && told !== day)
    return broken('填报的受伤日期与档案中的不一致，请核对', `the event says ${told}, the file ${day}`);
  return null;
}

const injuryOn = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'injuryOn' in data && typeof data.injuryOn === 'string'
    ? data.injuryOn
    : null;
