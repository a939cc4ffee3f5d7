/** Who comes to the office and why: for every case a day, a person, an employer and an injury. */
import type { CaseFile } from '../cases/model.ts';
import type { InsuranceRecord } from '../exchange/partners.ts';
import { isWorkday } from '../rules/calendar/calendar.ts';
import { addDays, addMonths, type Day, daysBetween, yearOf } from '../rules/calendar/day.ts';
import { type Injury, injuryOf } from './injuries.ts';
import { account, employerOf, type Person, personOf, phone } from './people.ts';
import { Random } from './random.ts';

export interface Beginning {
  readonly openedOn: Day;
  readonly time: string;
  readonly injury: Injury;
  readonly injuryOn: Day;
  readonly relation: 'self' | 'relative' | 'employer';
  readonly file: CaseFile;
  readonly insurance: InsuranceRecord;
  readonly random: Random;
}

export interface Population {
  readonly seed: number;
  readonly regionCode: string;
  readonly cases: number;
  readonly from: Day;
  readonly until: Day;
}

/** Every case stands for itself: it follows from the seed and its number alone. */
export function beginningOf(population: Population, index: number): Beginning {
  const { seed, regionCode, from, until } = population;
  const random = new Random(`${seed}|case|${index}`);
  const injury = injuryOf(random);
  const relation = relationOf(random, injury);
  const openedOn = openingDay(random, from, until);
  const injuryOn = addDays(openedOn, -delay(random, relation, injury));
  const person = personOf(index, random, regionCode, `${yearOf(until) - 64}-01-01`);
  const file = fileOf(population, random, { injury, injuryOn, relation, person });
  const time = `${String(random.int(8, 17)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`;
  return { openedOn, time, injury, injuryOn, relation, file, insurance: insuranceOf(random, injuryOn), random };
}

/** Weekends and holidays are quieter, but a terminal never closes. */
function openingDay(random: Random, from: Day, until: Day): Day {
  const span = daysBetween(from, until);
  for (;;) {
    const day = addDays(from, random.int(0, span));
    if (isWorkday(day) || random.chance(0.12)) return day;
  }
}

function relationOf(random: Random, { death }: Injury): Beginning['relation'] {
  if (random.chance(0.66)) return 'employer';
  return death ? 'relative' : random.chance(0.9) ? 'self' : 'relative';
}

/** Employers have thirty days, people a year; most come soon. */
function delay(random: Random, relation: Beginning['relation'], { death }: Injury): number {
  if (relation === 'employer') return random.chance(0.93) ? random.int(2, 29) : random.int(31, 80);
  return death || random.chance(0.6) ? random.int(5, 60) : random.int(60, 330);
}

interface About {
  readonly injury: Injury;
  readonly injuryOn: Day;
  readonly relation: Beginning['relation'];
  readonly person: Person;
}

const OCCUPATIONS = ['钳工', '焊工', '装配工', '驾驶员', '普工', '电工', '缝纫工', '搬运工', '保洁员'] as const;

function fileOf(population: Population, random: Random, { injury, injuryOn, relation, person }: About): CaseFile {
  const { regionCode, cases, seed } = population;
  const index = random.int(0, Math.max(4, Math.floor(cases / 8)));
  // An employer is the same in all of its cases.
  const employer = employerOf(index, new Random(`${seed}|employer|${index}`), regionCode);
  const { wound, hospital, place, story, death } = injury;
  const applicant =
    relation === 'employer' ? employer.name : relation === 'self' ? person.name : `${person.name.charAt(0)}家属`;
  return {
    person: {
      ...person,
      phone: phone(random),
      address: `样例小区${random.int(1, 40)}号楼${random.int(1, 20)}0${random.int(1, 4)}室`,
      occupation: random.pick(OCCUPATIONS),
      account: account(random, random.chance(0.03)),
    },
    applicant: { relation, name: applicant, phone: phone(random) },
    employer,
    injury: {
      ...{ day: injuryOn, time: `${String(random.int(7, 19)).padStart(2, '0')}:${random.int(10, 59)}`, place },
      ...{ description: story, parts: wound.part, diagnosis: wound.diagnosis, hospital, diagnosedOn: injuryOn },
    },
    service: { electronic: random.chance(0.6) },
    ...(death
      ? { death: { day: injuryOn }, dependants: [{ name: `${person.name.charAt(0)}家属`, relation: '配偶' }] }
      : {}),
  };
}

/** The twelve months before the injury; one in thirty was never insured. */
function insuranceOf(random: Random, injuryOn: Day): InsuranceRecord {
  const wage = random.int(3_600, 12_500);
  const month = `${injuryOn.slice(0, 7)}-01`;
  const wages = Array.from({ length: 12 }, (_, i) => ({
    month: addMonths(month, i - 12).slice(0, 7),
    wage: String(wage),
  }));
  const insured = random.chance(29 / 30) ? [{ from: addMonths(month, -36), until: null }] : [];
  return { insured, wages, originalWage: String(wage) };
}
