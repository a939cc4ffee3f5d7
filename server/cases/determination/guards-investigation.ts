/** Guards of investigation, suspension and proposal. */

import type { z } from 'zod';
import { type ClaimCode, isClaimCode, untickedElements } from '../../rules/scenarios/catalogue.ts';
import type { Guard } from '../step.ts';
import type { events } from './events.ts';
import type { Facts } from './facts.ts';
import { type Any, broken } from './guards.ts';

type Proposing = Guard<Facts, z.output<(typeof events)['PROPOSE']>>;

/** 条例 19, 办法 13: a valid certificate of an occupational disease is not investigated again. */
export const investigable: Any = ({ facts }) =>
  facts.scenario !== 'G14_4'
    ? null
    : broken(
        'investigable',
        '工伤保险条例第十九条、工伤认定办法第十三条',
        '依法取得职业病诊断证明书或者鉴定书的，不再进行调查核实',
        'occupational diseases with a valid certificate are not investigated',
      );

export const notInvestigable: Any = ({ facts }) =>
  facts.scenario === 'G14_4'
    ? null
    : broken('notInvestigable', '工伤认定办法第九条', '应当进入调查核实', 'only occupational diseases skip this');

export const twoOfficers: Guard<Facts, { readonly officers: readonly string[] }> = ({ data }) =>
  new Set(data.officers).size >= 2
    ? null
    : broken(
        'twoOfficers',
        '工伤认定办法第十条',
        '调查核实应当由两名以上工作人员共同进行',
        'name at least two different officers',
      );

/** Whoever appoints officers is the chief; an officer notes only an investigation of one's own. */
export const oneOfThem: Guard<Facts, { readonly officers: readonly string[] }> = ({ data, actor }) =>
  actor.role === 'chief' || data.officers.includes(actor.id)
    ? null
    : broken(
        'oneOfThem',
        '工伤认定办法第十条',
        '调查人员须包括本人，或者由负责人指派',
        `${actor.id} is not among the officers named`,
      );

type Recording = Guard<Facts, { readonly investigators: readonly { readonly officer: string }[] }>;

/** The record is theirs who were sent. */
export const recordedByThem: Recording = ({ facts, data, actor }) => {
  const there = new Set(data.investigators.map(({ officer }) => officer));
  const strange = [...there].filter((officer) => !facts.investigators.includes(officer));
  return strange.length === 0 && there.size >= 2 && there.has(actor.id)
    ? null
    : broken(
        'recordedByThem',
        '工伤认定办法第十条、第十一条',
        '调查笔录须由两名以上指派的调查人员（包括本人）制作',
        `two of those that INVESTIGATE named, ${actor.id} among them; not named: ${strange.join(', ') || '—'}`,
      );
};

export const investigatorsNamed: Any = ({ facts }) =>
  facts.investigators.length >= 2
    ? null
    : broken(
        'investigatorsNamed',
        '工伤认定办法第十条',
        '请先指派两名以上调查人员',
        'INVESTIGATE names the officers first',
      );

export const employerToAnswer: Guard<Facts, { readonly cause: string }> = ({ facts, data }) =>
  data.cause !== 'worker-applied' || facts.relation !== 'employer'
    ? null
    : broken(
        'employerToAnswer',
        '工伤保险条例第十九条第二款',
        '用人单位自行申请且无异议的，无需举证',
        'the employer itself applied: only cause "employer-denies" would ask it',
      );

const back = ({ facts }: Parameters<Any>[0], state: string) =>
  facts.suspension?.before === state
    ? null
    : broken(
        'suspendedFrom',
        '工伤保险条例第二十条第三款',
        '应当恢复到中止之前的环节',
        `it was suspended in ${facts.suspension?.before ?? 'no state'}`,
      );

export const suspendedInAccepted: Any = (input) => back(input, 'ACCEPTED');
export const suspendedInEvidence: Any = (input) => back(input, 'EVIDENCE');
export const suspendedInInvestigate: Any = (input) => back(input, 'INVESTIGATE');

/** 条例 14, 15: every element of the scenario, each on evidence. */
export const elementsTicked: Proposing = ({ data }) => {
  if (data.outcome === 'no') return null;
  const left = untickedElements(data.scenario, data.elements);
  return left.length === 0
    ? null
    : broken(
        'elementsTicked',
        '工伤保险条例第十四条、第十五条；工伤认定办法第十八条',
        `尚未逐项认定：${left.map(({ name }) => name).join('、')}`,
        `elements not ticked: ${left.map(({ id }) => id).join(', ')}`,
      );
};

/** What is decided rests on what is there (办法 18). */
export const evidenceHeld: Proposing = ({ facts, data }) => {
  const absent = data.evidence.filter((id) => facts.held[id] === undefined);
  return absent.length === 0
    ? null
    : broken(
        'evidenceHeld',
        '工伤认定办法第十八条、第十九条',
        `案卷中没有下列证据材料：${absent.join('、')}`,
        `not in the case: ${absent.join(', ')}; FETCH what has come in since`,
      );
};

/** What a scenario cannot be decided without; a commitment does not stand for it. */
const INSTRUMENTS: Readonly<Partial<Record<ClaimCode, readonly string[]>>> = {
  G14_4: ['M15'],
  G14_6: ['M17'],
  G14_7: ['M24'],
  G15_1: ['M20', 'M25'],
  G15_2: ['M27'],
  G15_3: ['M28', 'M29'],
};

/** Trap: 有权机关出具的法律文书; a private settlement stands for none (条例 14(6), 15, 19). */
export const instrumentHeld: Proposing = ({ facts, data }) => {
  if (data.outcome === 'no') return null;
  const absent = (INSTRUMENTS[data.scenario] ?? []).filter(
    (id) => !data.evidence.includes(id) || facts.held[id] === 'committed',
  );
  return absent.length === 0
    ? null
    : broken(
        'instrumentHeld',
        '工伤保险条例第十四条、第十五条、第十九条；工伤认定办法第六条',
        `认定所依据的文书不在证据之列：${absent.join('、')}`,
        `the scenario rests on ${absent.join(', ')}: held, and named as evidence`,
      );
};

/** No, part, or equal fault counts; main and full fault do not. */
export const notMainFault: Proposing = ({ data }) => {
  if (data.outcome === 'no' || data.scenario !== 'G14_6') return null;
  if (data.ownFault !== undefined && ['none', 'minor', 'equal'].includes(data.ownFault)) return null;
  return broken(
    'notMainFault',
    '工伤保险条例第十四条第（六）项',
    '上下班途中的交通事故，须有非本人主要责任的认定',
    `ownFault is ${data.ownFault ?? 'not given'}: none, minor or equal by the competent body's instrument`,
  );
};

const HOURS_48 = 48 * 3_600_000;

export const within48Hours: Proposing = ({ data }) => {
  if (data.outcome === 'no' || data.scenario !== 'G15_1') return null;
  const { rescue } = data;
  const lasted = rescue === undefined ? null : Date.parse(rescue.diedAt) - Date.parse(rescue.firstDiagnosedAt);
  return lasted !== null && lasted >= 0 && lasted <= HOURS_48
    ? null
    : broken(
        'within48Hours',
        '工伤保险条例第十五条第一款第（一）项',
        '须在初次诊断起48小时之内经抢救无效死亡，请核对初次诊断和死亡时间',
        'rescue.firstDiagnosedAt … diedAt must be given and lie within 48 hours',
      );
};

/** Trap: an exclusion needs an instrument of a competent body, and it must have caused the injury. */
export const exclusionProven: Proposing = ({ data }) => {
  if (data.outcome === 'yes' || data.ground !== 'exclusion') return null;
  const article = '工伤保险条例第十六条、社会保险法第三十七条';
  if (data.exclusion?.instrument === undefined)
    return broken(
      'exclusionInstrument',
      article,
      '排除情形须有有权机关的法律文书或者结论性意见',
      'exclusion.instrument of a competent body is missing; a declaration by the person is none',
    );
  if (!data.exclusion.caused)
    return broken(
      'exclusionCausality',
      article,
      '排除情形须导致本人在工作中伤亡，仅存在该情形不足以不予认定',
      'the exclusion did not cause the injury',
    );
  return null;
};

/** Trap: no contract is no ground; the fact of employment may be proved otherwise. */
export const employmentDenied: Proposing = ({ data }) =>
  data.outcome === 'yes' || data.ground !== 'no-employment' || data.instrument !== undefined
    ? null
    : broken(
        'employmentDenied',
        '工伤保险条例第十八条（包括事实劳动关系）',
        '没有劳动合同不能作为不予认定的理由，劳动关系争议须经仲裁或者诉讼确认',
        'ground no-employment needs the instrument of an arbitration or a court',
      );

/** A refusal for an unproven element says which: something must be left unticked. */
export const elementMissing: Proposing = ({ data }) => {
  if (data.outcome === 'yes' || data.ground !== 'element-unproven') return null;
  return isClaimCode(data.scenario) && untickedElements(data.scenario, data.elements).length > 0
    ? null
    : broken(
        'elementMissing',
        '工伤认定办法第十八条',
        '各项要件均已认定，不能以要件不成立为由不予认定',
        'every element is ticked: propose yes, or take back a tick',
      );
};

export const proposedYes: Any = ({ facts }) =>
  facts.proposal?.outcome === 'yes'
    ? null
    : broken(
        'proposedYes',
        '工伤认定办法第十八条',
        '拟办意见不是认定工伤',
        'the proposal says no: DECIDE_NO or SEND_BACK',
      );

export const proposedNo: Any = ({ facts }) =>
  facts.proposal?.outcome === 'no'
    ? null
    : broken(
        'proposedNo',
        '工伤认定办法第十八条',
        '拟办意见不是不予认定',
        'the proposal says yes: DECIDE_YES or SEND_BACK',
      );

export const proposedInAccepted: Any = ({ facts }) =>
  facts.proposal?.before === 'ACCEPTED'
    ? null
    : broken('proposedInAccepted', '工伤认定办法第十八条', '应当退回调查核实环节', 'it was proposed in INVESTIGATE');

export const proposedInInvestigate: Any = ({ facts }) =>
  facts.proposal?.before === 'INVESTIGATE'
    ? null
    : broken('proposedInInvestigate', '工伤认定办法第十八条', '应当退回受理环节', 'it was proposed in ACCEPTED');
