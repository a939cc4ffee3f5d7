/** What the rules answer with: items, warnings, or what is lacking. */
import type { Exact } from '../money.ts';
import { exact, showYuan, toAmount, toPlainNumber } from '../money.ts';
import type { BenefitFault } from './faults.ts';
import type { BenefitInput, InputName } from './input.ts';
import type { OwnWage } from './own-wage.ts';
import type { TableRef } from './tables.ts';

/** Chinese names as they stand on the benefit decision (工伤保险待遇核定表). */
export const ITEM_NAMES = {
  one_time_disability: '一次性伤残补助金',
  disability_pension: '伤残津贴',
  pension_top_up: '养老金低于伤残津贴的差额',
  living_care: '生活护理费',
  medical_subsidy: '一次性工伤医疗补助金',
  employment_subsidy: '一次性伤残就业补助金',
  funeral: '丧葬补助金',
  work_death: '一次性工亡补助金',
  dependant_pension: '供养亲属抚恤金',
  stay_pay: '停工留薪期工资',
  hospital_meal: '住院伙食补助费',
  missing_wage: '下落不明期间工资',
  work_death_prepay: '预支一次性工亡补助金',
  treatment_expenses_employer: '用人单位负担的治疗等费用',
  treatment_expenses_fund: '工伤保险基金负担的治疗等费用',
  illegal_employment_compensation: '非法用工一次性赔偿金',
  illegal_employment_funeral: '非法用工丧葬补助等其他赔偿金',
} as const;
export type ItemCode = keyof typeof ITEM_NAMES;

export type Payer = 'fund' | 'employer';
/** `total`: one sum for a stretch of months or days that are paid as they come. */
export type Period = 'once' | 'month' | 'total';

/** One dependant's part, in the order of the input. */
export interface DependantShare {
  readonly relation: string;
  readonly rate: number;
  /** Before the cap, yuan a month. */
  readonly raw: number;
  readonly amount: number;
}

/** One amount with everything an officer needs to check it by hand. Amounts are yuan with at most 2 decimals. */
export interface BenefitItem {
  readonly item: ItemCode;
  readonly name: string;
  readonly amount: number;
  /** False: named because one might expect it, amount 0; `explanation` says why it is not paid. */
  readonly due: boolean;
  readonly payer: Payer;
  readonly period: Period;
  /** The sum with its numbers: `7 × 3083.20 = 21582.40`. */
  readonly formula: string;
  /** The same in words, Chinese. */
  readonly explanation: string;
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
  readonly article: string;
  readonly table: TableRef;
  /** First month it is paid, `YYYY-MM`, where the case gives the day it follows from. */
  readonly starts?: string;
  readonly before_floor?: number;
  readonly top_up?: number;
  readonly factor?: number;
  readonly raw_sum?: number;
  readonly cap?: number;
  readonly capped?: boolean;
  readonly each?: readonly DependantShare[];
}

export interface Warning {
  readonly name: string;
  readonly message: string;
  readonly items: readonly ItemCode[];
}

/** What a rule found. Lacking inputs and faults stop this rule's items and no other's. */
export interface Outcome {
  readonly items?: readonly BenefitItem[];
  readonly warnings?: readonly Warning[];
  readonly lacking?: readonly InputName[];
  readonly faults?: readonly BenefitFault[];
}

/** The case with its own wage: what every rule reads. */
export interface CaseContext {
  readonly input: BenefitInput;
  /** Null: neither own_wage nor contribution_wages was given. */
  readonly wage: OwnWage | null;
}

export interface Rule {
  readonly items: readonly [ItemCode, ...ItemCode[]];
  wanted(input: BenefitInput): boolean;
  compute(context: CaseContext): Outcome;
}

type Optional = 'starts' | 'before_floor' | 'top_up' | 'factor' | 'raw_sum' | 'cap' | 'capped' | 'each';
interface Draft
  extends Pick<BenefitItem, 'item' | 'payer' | 'period' | 'formula' | 'explanation' | 'article' | 'table'> {
  readonly amount: Exact;
  readonly inputs: Readonly<Record<string, Exact | string | number | boolean>>;
  readonly more?: Partial<Pick<BenefitItem, Optional>>;
}

const ZERO = exact(0);

const plain = (value: Exact | string | number | boolean): string | number | boolean =>
  typeof value === 'object' ? toPlainNumber(value) : value;

/** The item of a draft: rounded once; without insurance the employer pays what the fund would (条例 art 62(2)). */
export function payable({ input }: CaseContext, { amount, inputs, more, ...draft }: Draft): BenefitItem {
  const shifted = input.insured === false && draft.payer === 'fund';
  return {
    item: draft.item,
    name: ITEM_NAMES[draft.item],
    amount: toAmount(amount),
    due: true,
    payer: shifted ? 'employer' : draft.payer,
    period: draft.period,
    formula: draft.formula,
    explanation: shifted
      ? `${draft.explanation}；未参加工伤保险，由用人单位按工伤保险待遇项目和标准支付`
      : draft.explanation,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, plain(value)])),
    article: shifted ? `${draft.article}；工伤保险条例第62条第2款` : draft.article,
    table: draft.table,
    ...more,
  };
}

/** An amount of 0 that says why: an officer looks for it and has to find the reason. */
export function notDue(
  context: CaseContext,
  draft: Omit<Draft, 'amount' | 'formula' | 'inputs' | 'more'> & Pick<Partial<Draft>, 'inputs'>,
): Outcome {
  const item = payable(context, { inputs: {}, ...draft, amount: ZERO, formula: `不支付：${showYuan(ZERO)}` });
  return { items: [{ ...item, due: false, explanation: draft.explanation, article: draft.article }] };
}
