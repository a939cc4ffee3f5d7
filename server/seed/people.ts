/**
 * People and employers who are nobody: their surnames are words for "sample" that no family bears. A citizen's number has
 * no range of its own for examples, so they take the sequence numbers 996–999, which in the region's old numbers stood
 * for people over a hundred: with a birth date in living memory nobody has one. Organisation codes begin with YY, which
 * is not assigned; telephone numbers with 100, no mobile network; accounts with 000000, no bank.
 */
import { checkCharacter } from '@anban/foundation/identity-number';
import { addDays, type Day } from '../rules/calendar/day.ts';
import type { Random } from './random.ts';

export interface Person {
  readonly name: string;
  readonly sex: '男' | '女';
  readonly number: string;
  readonly birthDate: Day;
}

const SURNAMES = [...'样例虚拟构设假范'] as [string, ...string[]];
const MEN = [...'建国军伟强磊涛斌勇刚杰波辉鹏超浩明亮志海'] as [string, ...string[]];
const WOMEN = [...'秀英敏静丽芳娟霞玲燕红梅兰凤琴洁雪萍慧颖'] as [string, ...string[]];

/** Forty years of birth dates with four numbers a day: after so many people they come again. */
const DAYS = 14_600;
const PEOPLE = DAYS * 4;

/** Person `index` of the population. `born`: the first birth date. */
export function personOf(index: number, random: Random, regionCode: string, born: Day): Person {
  // Coprime to PEOPLE: neighbours in the list are neither of one day nor of one sex.
  const place = (index * 7919 + 17) % PEOPLE;
  const birthDate = addDays(born, Math.floor(place / 4));
  const sequence = 996 + (place % 4);
  const sex = sequence % 2 === 1 ? '男' : '女';
  const first = `${regionCode}${birthDate.replaceAll('-', '')}${sequence}`;
  const given = sex === '男' ? MEN : WOMEN;
  const name = random.pick(SURNAMES) + random.pick(given) + (random.chance(0.75) ? random.pick(given) : '');
  return { name, sex, number: first + checkCharacter(first), birthDate };
}

export interface Employer {
  readonly name: string;
  readonly code: string;
  readonly address: string;
  readonly phone: string;
}

const TRADES = [
  '机械',
  '纺织',
  '建筑',
  '物流',
  '食品',
  '化工',
  '电子',
  '家具',
  '汽车零部件',
  '服装',
  '印刷',
  '环卫',
] as const;
const FORMS = ['有限公司', '股份有限公司', '厂', '合作社'] as const;

export function employerOf(index: number, random: Random, regionCode: string): Employer {
  const name = `虚构${random.pick(TRADES)}${random.pick(FORMS)}（样例${String(index + 1).padStart(4, '0')}）`;
  const body = `YY${String(index).padStart(6, '0')}`;
  const first = `91${regionCode}${body}${organisationCheck(body)}`;
  return { name, code: first + creditCheck(first), address: `样例路${random.int(1, 300)}号`, phone: phone(random) };
}

export const phone = (random: Random): string => `1000000${random.digits(4)}`;

/** `closed`: one that the simulated bank returns. */
export const account = (random: Random, closed: boolean): string =>
  `000000${random.digits(9)}${closed ? '0000' : `${random.digits(3)}${random.int(1, 9)}`}`;

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11714: letters count from 10. */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(body[i] ?? '0', 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100. */
function creditCheck(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += weight * CREDIT_CHARACTERS.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return CREDIT_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}
