/** Guards of the application: everything there, in time. */
import type { z } from 'zod';
import { type Applicant, type MaterialRow, materialsFor, submissionComplete } from '../../rules/materials/materials.ts';
import type { ClaimCode } from '../../rules/scenarios/catalogue.ts';
import type { Guard } from '../step.ts';
import { applyBy, known } from './dates.ts';
import type { events } from './events.ts';
import type { Facts } from './facts.ts';
import { type Any, broken } from './guards.ts';

type Submitted = z.output<(typeof events)['SUBMIT']>;
type Holdings = Facts['held'];

const APPLICANTS = {
  self: 'worker',
  relative: 'relative',
  employer: 'employer',
  union: 'union',
} as const satisfies Record<NonNullable<Facts['relation']>, Applicant>;

interface Asked {
  readonly scenario: ClaimCode;
  readonly death: boolean;
  readonly held: Holdings;
}

/** The list of materials as it holds for this case. */
export const listFor = (
  { relation, falseCommitments }: Facts,
  { scenario, death, held }: Asked,
): readonly MaterialRow[] =>
  materialsFor({
    scenario,
    death,
    held,
    applicant: APPLICANTS[relation ?? 'self'],
    falseCommitmentRecord: falseCommitments.length > 0,
  });

/** The one form, signed, is the application itself (M01), tells the accident (M07) and confirms the address (M10). */
const BY_THE_FORM: Holdings = { M01: 'uploaded', M07: 'uploaded', M10: 'uploaded' };

export const heldAfter = (before: Holdings, given: readonly { id: string; how: Holdings[string] }[]): Holdings => ({
  ...before,
  ...Object.fromEntries(given.map(({ id, how }) => [id, how])),
});

export const submittedHoldings = (facts: Facts, { held }: Pick<Submitted, 'held'>): Holdings => ({
  ...heldAfter(facts.held, held),
  ...BY_THE_FORM,
});

export const materialsComplete: Guard<Facts, Submitted> = ({ facts, data }) => {
  const held = submittedHoldings(facts, data);
  const missing = submissionComplete(listFor(facts, { ...data, held }), held);
  return missing.length === 0
    ? null
    : broken(
        'materialsComplete',
        '工伤保险条例第十八条、工伤认定办法第六条',
        `还缺少：${missing.map(({ name }) => name).join('、')}`,
        `missing: ${missing.map(({ id }) => id).join(', ')}`,
      );
};

/** `obtained` is what a share or a counter answered: whoever applies can only upload or commit (经办条例 31). */
export const obtainedByShares: Guard<
  Facts,
  { readonly held: readonly { readonly id: string; readonly how: string }[] }
> = ({ facts, data, actor }) => {
  if (actor.role === 'clerk') return null;
  const claimed = data.held.filter(({ id, how }) => how === 'obtained' && facts.held[id] !== 'obtained');
  return claimed.length === 0
    ? null
    : broken(
        'obtainedByShares',
        '社会保险经办条例第三十一条',
        '通过数据共享取得的材料由系统或者工作人员登记，申请人不能自行填报',
        `only FETCH or a clerk obtains: ${claimed.map(({ id }) => id).join(', ')}`,
      );
};

/** Every commitment made in words must be one that stands for a material. */
export const commitmentsStand: Guard<Facts, Submitted> = ({ data }) => {
  const said = new Set(data.commitments.map(({ id }) => id));
  const loose = data.held.filter(({ id, how }) => how === 'committed' && !said.has(id)).map(({ id }) => id);
  return loose.length === 0
    ? null
    : broken(
        'commitmentsStand',
        '国办发〔2020〕42号',
        '以承诺代替材料的，须写明承诺的事实并签名',
        `committed without a commitment: ${loose.join(', ')}`,
      );
};

export const allSupplemented: Guard<Facts, { readonly held: readonly { readonly id: string }[] }> = ({
  facts,
  data,
}) => {
  const left = facts.missing.filter((id) => data.held.every((item) => item.id !== id));
  return left.length === 0
    ? null
    : broken(
        'allSupplemented',
        '工伤认定办法第八条',
        '补正告知书所列材料尚未全部提交',
        `still missing: ${left.join(', ')}`,
      );
};

export const nothingMissing: Any = ({ facts }) =>
  facts.missing.length === 0
    ? null
    : broken(
        'nothingMissing',
        '工伤认定办法第八条',
        '申请材料不完整，不能受理',
        `missing: ${facts.missing.join(', ')}`,
      );

type Excusing = Guard<Facts, { readonly excluded: Facts['excluded'] }>;

const YEAR = '工伤保险条例第十七条、法释〔2014〕9号第七条';

/** The last day to apply, or why the excluded time cannot be. */
function yearOf({ facts, data }: Parameters<Excusing>[0]) {
  const excluded = [...facts.excluded, ...data.excluded];
  return applyBy(known(facts.injuryOn, 'injuryOn'), excluded);
}

const impossible = broken(
  'excludedTime',
  YEAR,
  '扣除的期间重叠或者早于受伤日期，请核对',
  'excluded periods overlap, end before they begin, or begin before the injury',
);

export const appliedInTime: Excusing = (input) => {
  const last = yearOf(input);
  if (last === null) return impossible;
  const { appliedOn } = input.facts;
  return appliedOn !== null && appliedOn <= last
    ? null
    : broken(
        'appliedInTime',
        YEAR,
        '已超过一年申请期限且无应扣除的期间',
        `the last day was ${last}: LATE, or give excluded time`,
      );
};

export const appliedTooLate: Excusing = (input) => {
  const last = yearOf(input);
  if (last === null) return impossible;
  const { appliedOn } = input.facts;
  return appliedOn !== null && appliedOn > last
    ? null
    : broken('appliedTooLate', YEAR, '申请在期限之内，不能以超期为由不予受理', `the last day is ${last}`);
};
