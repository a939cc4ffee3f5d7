/** Whether whoever is decided about lives: the file says so, whatever was ticked with the application. */
import { fail, ok } from '@anban/foundation/result';
import { Facts } from '../determination/facts.ts';
import type { Hook } from '../services.ts';

/** Answers `death`. Refuses a death of which the file knows no day: the benefits of survivors begin with it. */
export const deathInFile: Hook = async ({ input, file }) => {
  const known = (await file()).death !== undefined;
  if (known || !Facts.parse(input.facts).death) return ok({ death: known });
  return fail({
    guard: 'death-day-unknown',
    article: '工伤保险条例第三十九条',
    message: '案卷中没有死亡日期，请先补充（更正）档案',
    hint: 'the facts say that the worker died, the file has no death: AMEND it first',
  });
};
