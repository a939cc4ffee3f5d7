/** When a step of a determination may not be taken: each guard by its name, with the article (domain 2, 6.1). */
import type { Broken } from '../model.ts';
import type { Guard, StepInput } from '../step.ts';
import type { Facts } from './facts.ts';

export type Any = Guard<Facts, unknown>;
export type Input<D = unknown> = StepInput<Facts, D>;
type MaybeOn = { readonly on?: string | undefined };

export const broken = (guard: string, article: string, message: string, hint: string): Broken => ({
  guard,
  article,
  message,
  hint,
});

/** The day a step is about: today unless it says so. */
export const dayOf = ({ data, today }: Input<MaybeOn>): string => data.on ?? today;

export const injuryNotInFuture: Guard<Facts, { readonly injuryOn: string }> = ({ data, today }) =>
  data.injuryOn <= today
    ? null
    : broken(
        'injuryNotInFuture',
        '工伤保险条例第十七条',
        '受伤日期不能晚于今天，请核对',
        `the injury is dated ${data.injuryOn}, today is ${today}`,
      );

export const notInFuture: Guard<Facts, MaybeOn> = ({ data, today }) =>
  data.on === undefined || data.on <= today
    ? null
    : broken('notInFuture', '工伤认定办法第八条', '日期不能晚于今天', `${data.on} is after ${today}`);

export const acceptedAfterApplication: Guard<Facts, MaybeOn> = (input) => {
  const { appliedOn } = input.facts;
  return appliedOn === null || dayOf(input) >= appliedOn
    ? null
    : broken(
        'acceptedAfterApplication',
        '工伤认定办法第八条',
        '受理日期不能早于申请日期',
        `the application came on ${appliedOn}`,
      );
};

export const decidedAfterAcceptance: Guard<Facts, MaybeOn> = (input) => {
  const { acceptedOn } = input.facts;
  return acceptedOn === null || dayOf(input) >= acceptedOn
    ? null
    : broken(
        'decidedAfterAcceptance',
        '工伤保险条例第二十条',
        '决定日期不能早于受理日期',
        `the application was accepted on ${acceptedOn}`,
      );
};

/** Nobody signs before there was something to sign. */
export const decidedAfterProposal: Guard<Facts, MaybeOn> = (input) => {
  const { proposal } = input.facts;
  return proposal === null || dayOf(input) >= proposal.on
    ? null
    : broken(
        'decidedAfterProposal',
        '工伤认定办法第十八条',
        '决定日期不能早于拟办日期',
        `it was proposed on ${proposal.on}`,
      );
};

const withinRow = (guard: string, wanted: boolean, value: boolean, text: readonly [string, string, string]) =>
  wanted === value ? null : broken(guard, ...text);

export const isSimple: Any = ({ facts }) =>
  withinRow('isSimple', true, facts.simple, [
    '本系统简易程序规则',
    '该案件不适用简易程序',
    'the case is not (or no longer) in the simple procedure',
  ]);

export const notSimple: Any = ({ facts }) =>
  withinRow('notSimple', false, facts.simple, [
    '本系统简易程序规则',
    '该案件适用简易程序，请先转为普通程序',
    'the employer has confirmed already; SIMPLE_BROKEN first',
  ]);

export const isClear: Any = ({ facts }) =>
  withinRow('isClear', true, facts.clear, [
    '工伤保险条例第二十条第二款',
    '该案件未按事实清楚、权利义务明确办理',
    'DEC15 does not run: the case is not marked clear',
  ]);

/** Whoever applied withdraws; the employer only with the worker's agreement. */
export const ownApplication: Any = ({ facts, actor }) =>
  (actor.role === 'employer') === (facts.relation === 'employer')
    ? null
    : broken(
        'ownApplication',
        '工伤认定办法第八条、工伤保险条例第十七条',
        '只有申请人可以撤回申请',
        `the applicant is ${facts.relation ?? 'nobody yet'}`,
      );

export const workerAgrees: Guard<Facts, { readonly workerAgrees?: boolean | undefined }> = ({ facts, data }) =>
  facts.relation !== 'employer' || data.workerAgrees === true
    ? null
    : broken(
        'workerAgrees',
        '工伤保险条例第十七条',
        '用人单位撤回申请，须经职工同意，以免损害职工权益',
        'ask the worker: workerAgrees must be true',
      );

/** Two people decide: whoever proposed does not sign (经办条例 art 37; 办法 art 16). */
export const twoPeople: Any = ({ facts, actor }) =>
  facts.proposal?.by !== actor.id
    ? null
    : broken(
        'twoPeople',
        '工伤认定办法第十六条、社会保险经办条例第三十七条',
        '拟办人不能审批自己的意见',
        `${actor.id} proposed this decision; another person has to sign`,
      );

export const chiefDiffers: Any = ({ facts, actor }) =>
  facts.decision?.by !== actor.id
    ? null
    : broken(
        'chiefDiffers',
        '工伤保险条例第五十三条',
        '原决定的签发人不能自行更正或者撤销',
        'another chief has to correct what this one decided',
      );

export const firstNotice: Any = ({ facts }) =>
  facts.supplements === 0
    ? null
    : broken(
        'firstNotice',
        '工伤认定办法第八条',
        '补正材料应当一次性告知，再次补正须经负责人批准',
        'a second notice to supplement needs the chief',
      );

export const secondNotice: Any = ({ facts }) =>
  facts.supplements > 0
    ? null
    : broken('secondNotice', '工伤认定办法第八条', '首次补正由经办人告知', 'the first notice is the officer’s');

/** Zhejiang refuses what was not supplemented; elsewhere it stays open inside the year. */
export const refusesLapsed: Any = ({ case: { province } }) =>
  province === '浙江'
    ? null
    : broken('refusesLapsed', '工伤认定办法第八条', '逾期未补正的，保留待补正', 'only Zhejiang refuses for this');

export const staysOpen: Any = ({ case: { province } }) =>
  province === '浙江'
    ? broken('staysOpen', '浙江省工伤保险条例第十六条', '逾期未补正的，不予受理', 'Zhejiang refuses for this')
    : null;
