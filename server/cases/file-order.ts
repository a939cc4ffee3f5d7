/** Whether a personal file can be true: its numbers hold, and nobody is hurt before the birth or after today. */
import { normaliseIdentityNumber, parseIdentityNumber } from '@anban/foundation/identity-number';
import { z } from 'zod';
import type { Broken, CaseFile, Role } from './model.ts';

const ARTICLE = '工伤保险条例第十七条、第十八条';

const broken = (guard: string, message: string, hint: string): Broken => ({ guard, article: ARTICLE, message, hint });

/** `data`: of the event that opens the case; its day of injury, where it has one, is the file's. `today` in China. */
export function contradiction(file: CaseFile, data: unknown, today: string): Broken | null {
  return wrongNumber(file) ?? wrongSex(file) ?? wrongRelation(file, data) ?? wrongDays(file, data, today);
}

const HANDS: readonly Role[] = ['officer', 'chief'];

/** Whom the case is about can be corrected only by an officer, who has seen the identity document. */
export function foreignHand(before: CaseFile, after: CaseFile, role: Role): Broken | null {
  const same = before.person.name === after.person.name && before.person.number === after.person.number;
  if (same || HANDS.includes(role)) return null;
  return broken('same-person', '姓名和证件号码只能由经办人员核对证件后更正', 'name and number: only an officer');
}

/** Digits of about that length are meant as a citizen's number (or a permanent resident's, made alike); a passport's is not. */
const CITIZEN = /^\d{15,17}[\dX]$/;

function wrongNumber({ person, applicant }: CaseFile): Broken | null {
  const { number, birthDate } = person;
  const told = [number, ...(applicant.number === undefined ? [] : [applicant.number])].map(normaliseIdentityNumber);
  for (const each of told.filter((text) => CITIZEN.test(text))) {
    const read = parseIdentityNumber(each);
    if (!read.ok) return broken('identity-number', '公民身份号码有误，请核对', `identity number: ${read.fault}`);
  }
  const own = normaliseIdentityNumber(number);
  if (!CITIZEN.test(own) || own.slice(6, 14) === birthDate.replaceAll('-', '')) return null;
  return broken('birth-date', '出生日期与公民身份号码不一致，请核对', 'birth date and identity number differ');
}

/** Of a citizen's number the 17th figure is odd for men (GB 11643). */
function wrongSex({ person }: CaseFile): Broken | null {
  const number = normaliseIdentityNumber(person.number);
  if (!CITIZEN.test(number) || number.length !== 18) return null;
  if ((Number(number[16]) % 2 === 1 ? '男' : '女') === person.sex) return null;
  return broken('sex', '性别与公民身份号码不一致，请核对', 'sex and identity number differ');
}

function wrongDays({ person, injury, death }: CaseFile, data: unknown, today: string): Broken | null {
  const wrong = (message: string, hint: string) => broken('fileInOrder', message, hint);
  const { day, diagnosedOn } = injury;
  if (day > today) return broken('injury-in-future', '受伤日期晚于今天，请核对', `${day} is after today, ${today}`);
  if (day < person.birthDate) return wrong('受伤日期早于出生日期，请核对', `${day} is before the birth`);
  if (diagnosedOn !== undefined && diagnosedOn < day)
    return wrong('诊断日期早于受伤日期，请核对', `diagnosed ${diagnosedOn}, injured ${day}`);
  if (diagnosedOn !== undefined && diagnosedOn > today)
    return wrong('诊断日期晚于今天，请核对', `${diagnosedOn} is after today, ${today}`);
  if (death !== undefined && death.day > today)
    return wrong('死亡日期晚于今天，请核对', `${death.day} is after today, ${today}`);
  if (death !== undefined && death.day < day)
    return wrong('死亡日期早于受伤日期，请核对', `died ${death.day}, injured ${day}`);
  const { injuryOn: told } = toldIn(data);
  if (told !== undefined && told !== day)
    return wrong('填报的受伤日期与档案中的不一致，请核对', `the event says ${told}, the file ${day}`);
  return null;
}

const Told = z.object({ injuryOn: z.string().optional(), relation: z.string().optional() });
const toldIn = (data: unknown): z.infer<typeof Told> => Told.safeParse(data).data ?? {};

/** Who applies is said twice: in the file and in the event that begins the draft. */
function wrongRelation({ applicant }: CaseFile, data: unknown): Broken | null {
  const { relation } = toldIn(data);
  if (relation === undefined || relation === applicant.relation) return null;
  return broken(
    'relation',
    '申请人与职工的关系前后不一致，请核对',
    `the event says ${relation}, the file ${applicant.relation}`,
  );
}
