/** What the insurance system and the published tables say about a person on the days that count. */
import { ok } from '@anban/foundation/result';
import type { Tx } from '../../db/database.ts';
import type { FigureName, InsuranceRecord, Partners } from '../../exchange/partners.ts';
import { areaOf, provinceOf } from '../../exchange/regional-figures.ts';
import { addMonths } from '../../rules/calendar/day.ts';
import { events } from '../benefit/events.ts';
import { Facts, type Records } from '../benefit/facts.ts';
import type { CaseFile } from '../model.ts';
import type { Hook, HookContext } from '../services.ts';
import { keepAccount, knownAccount } from './accounts.ts';
import { supportedBy } from './dependants.ts';

/** Answers `records`. Never refuses: what is absent is named there, and the benefit waits for it. */
export const insuranceRecords =
  (partners: Partners): Hook =>
  async (context) => {
    const { tx, services, input } = context;
    const facts = Facts.parse(input.facts);
    const file = await context.file();
    const { regionCode } = input.case;
    const given = events.DATA.safeParse(input.data);
    if (given.success && given.data.account !== undefined) await keepAccount(context, given.data.account);
    const record = await partners.insurance.find(tx, services, { regionCode, number: file.person.number });
    const figures = await figuresFor(tx, partners, context, facts, file);
    const account = await knownAccount(context, partners);
    const records: Records = {
      injuryDate: file.injury.day,
      deathDate: file.death?.day ?? null,
      ...insuranceOf(record, file.injury.day),
      accountKnown: account !== null,
      accountTail: /\d{4}$/.exec(account ?? '')?.[0] ?? null,
      ...supportedBy(file),
      ...figures,
    };
    return ok({ records });
  };

/** The 12 months before the injury, its own month excluded (条例 art 64). */
function insuranceOf(record: InsuranceRecord | null, injuryDay: string) {
  if (record === null) return { insured: null, contributionWages: null, originalWage: null };
  const last = injuryDay.slice(0, 7);
  const first = addMonths(`${last}-01`, -12).slice(0, 7);
  const wages = record.wages.filter(({ month }) => month >= first && month < last);
  return {
    insured: record.insured.some(({ from, until }) => from <= injuryDay && (until === null || injuryDay <= until)),
    contributionWages: wages.length === 0 ? null : wages,
    originalWage: record.originalWage ?? null,
  };
}

const yearBefore = (day: string): number => Number(day.slice(0, 4)) - 1;

type Figures = Pick<
  Records,
  'areaAvgWage' | 'areaAvgWageNow' | 'minWage' | 'areaAvgWageAtTermination' | 'provinceAvgWageAtTermination' | 'absent'
>;

async function figuresFor(
  tx: Tx,
  { figures }: Partners,
  { input }: HookContext,
  facts: Facts,
  { injury, death }: CaseFile,
): Promise<Figures> {
  const { regionCode } = input.case;
  const { today: on } = input;
  const absent: Records['absent'] = [];
  const figure = async (name: FigureName, area: string, year: number): Promise<string | null> => {
    const found = await figures.find(tx, { regionCode, area, figure: name, year, on });
    if (found.ok) return found.value;
    absent.push({ figure: name, area, year });
    return null;
  };
  const area = areaOf(regionCode);
  const begins = death?.day ?? facts.base?.concludedOn ?? facts.on ?? on;
  const ended = facts.given.termination?.date;
  const minimum = await figures.minimumWage(tx, { regionCode, area, on });
  return {
    areaAvgWage: await figure('area-average', area, yearBefore(injury.day)),
    areaAvgWageNow: await figure('area-average', area, yearBefore(begins)),
    minWage: minimum.ok ? minimum.value : null,
    areaAvgWageAtTermination: ended === undefined ? null : await figure('area-average', area, yearBefore(ended)),
    provinceAvgWageAtTermination:
      ended === undefined ? null : await figure('province-average', provinceOf(regionCode), yearBefore(ended)),
    absent,
  };
}
