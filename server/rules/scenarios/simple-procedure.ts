/**
 * Whether a case may take the simple procedure (快认快结): every guard must hold. A guard that breaks leads to the
 * ordinary procedure, with its reason told to the applicant; DEC60 then runs from the original acceptance.
 */

import type { ScenarioCode } from './catalogue.ts';
import type { Doubt } from './doubts.ts';

export interface SimpleFacts {
  readonly scenario: ScenarioCode;
  readonly insuredOnInjuryDay: boolean;
  /** The employer applied itself or confirmed on line. */
  readonly employerAgrees: boolean;
  /** ICD-10 code of the diagnosis, `S62.6`. */
  readonly diagnosis: string;
  readonly diagnosedByAgreementHospital: boolean;
  readonly attendanceOrVideo: boolean;
  /** The traffic liability letter is at hand (G14_6). */
  readonly liabilityLetter: boolean;
  readonly thirdPartyDispute: boolean;
  readonly doubts: readonly Doubt[];
  /** Whole years on the day of application. */
  readonly age: number;
  readonly dead: boolean;
}

export const SIMPLE_GUARDS = [
  'insured',
  'employer-agrees',
  'simple-injury',
  'scenario',
  'objective-evidence',
  'no-third-party-dispute',
  'no-doubt',
  'age',
  'alive',
] as const;
export type SimpleGuard = (typeof SIMPLE_GUARDS)[number];

export interface BrokenGuard {
  readonly guard: SimpleGuard;
  /** For the applicant. */
  readonly reason: string;
  readonly basis: string;
}

export interface SimpleDecision {
  readonly simple: boolean;
  readonly broken: readonly BrokenGuard[];
}

/** ICD-10 groups of one limb's simple injuries; an office configures its own list. */
export const SIMPLE_DIAGNOSES: readonly string[] = [
  'S50',
  'S51',
  'S60',
  'S61',
  'S62',
  'S63',
  'S80',
  'S81',
  'S90',
  'S91',
  'S92',
  'S93',
];

const CLEAR_FACTS = '工伤保险条例第二十条第二款';
const EVIDENCE = '工伤认定办法第六条、第九条';
const MIN_AGE = 16;

/** All guards that break, in the order of the catalogue; none: simple. */
export function simpleProcedure(facts: SimpleFacts, diagnoses: readonly string[] = SIMPLE_DIAGNOSES): SimpleDecision {
  const broken = SIMPLE_GUARDS.flatMap((guard): BrokenGuard[] => {
    const fault = GUARDS[guard](facts, diagnoses);
    return fault === null ? [] : [{ guard, ...fault }];
  });
  return { simple: broken.length === 0, broken };
}

type Fault = Omit<BrokenGuard, 'guard'>;
type Guard = (facts: SimpleFacts, diagnoses: readonly string[]) => Fault | null;

const unless = (holds: boolean, reason: string, basis: string): Fault | null => (holds ? null : { reason, basis });

const GUARDS: Readonly<Record<SimpleGuard, Guard>> = {
  insured: (facts) => unless(facts.insuredOnInjuryDay, '受伤当日没有参加工伤保险', '社会保险法第三十八条、第四十一条'),
  'employer-agrees': (facts) => unless(facts.employerAgrees, '用人单位没有确认', '工伤保险条例第十九条第二款'),
  'simple-injury': ({ diagnosis }, diagnoses) =>
    unless(
      diagnoses.some((group) => diagnosis.toUpperCase().startsWith(group)),
      '伤情不在简易程序的诊断范围内',
      CLEAR_FACTS,
    ),
  scenario: ({ scenario, liabilityLetter }) => {
    if (scenario === 'G14_6')
      return unless(liabilityLetter, '还没有交通事故责任认定书', '工伤保险条例第十四条第（六）项');
    return unless(scenario === 'G14_1' || scenario === 'G14_2', '该情形需要调查核实', CLEAR_FACTS);
  },
  'objective-evidence': (facts) =>
    unless(
      facts.diagnosedByAgreementHospital && facts.attendanceOrVideo,
      facts.diagnosedByAgreementHospital ? '没有考勤记录或者录像' : '诊断不是由协议医疗机构作出',
      EVIDENCE,
    ),
  'no-third-party-dispute': (facts) => unless(!facts.thirdPartyDispute, '与第三人有争议', CLEAR_FACTS),
  'no-doubt': ({ doubts }) => unless(doubts.length === 0, doubts.map(({ reason }) => reason).join('；'), EVIDENCE),
  age: ({ age }) => unless(age >= MIN_AGE, '申请人未满16周岁', '劳动法第十五条'),
  alive: ({ dead }) => unless(!dead, '涉及死亡', CLEAR_FACTS),
};
