/**
 * What is paid once when a worker of grade 5–10 leaves (条例 arts 36(2), 37(2)): the medical subsidy by the fund, the
 * employment subsidy by the employer. Months and base are provincial. The average wage is that of the year before the
 * labour relation ENDS and never replaced by the one of the injury.
 */
import { type Exact, exact, showPercent, showYuan, yuan } from '../money.ts';
import { benefitFault } from './faults.ts';
import { gradeName } from './grade-name.ts';
import type { BenefitInput } from './input.ts';
import { type CaseContext, notDue, type Outcome, payable, type Rule, type Warning } from './outcome.ts';
import { taperFactor, yearsToRetirement } from './retirement.ts';
import { PROVINCES, type ProvinceTable, type TableRef } from './tables.ts';

type Kind = 'medical' | 'employment';

/** The labour relation has ended: it is said so, or the average wage of the year before its end is given. */
function wanted(input: BenefitInput): boolean {
  const ended =
    input.termination !== undefined ||
    input.province_avg_wage_at_termination !== undefined ||
    input.area_avg_wage_at_termination !== undefined;
  const living = input.death === undefined && input.illegal_employment !== true;
  return ended && living && (input.grade ?? 10) >= 5;
}

/** 患职业病的 (条例 art 14(4)): the scenario says it by itself. */
const isOccupationalDisease = ({ occupational_disease: said, scenario }: BenefitInput): boolean =>
  said ?? scenario === 'G14_4';

const BASE_WORDS = {
  province_avg_wage_at_termination: '解除或者终止劳动关系时上年度全省职工月平均工资',
  area_avg_wage_at_termination: '解除或者终止劳动关系时统筹地区上年度职工月平均工资',
  own_wage: '本人工资',
} as const;

type BaseName = keyof typeof BASE_WORDS;

function baseOf(context: CaseContext, table: ProvinceTable): { name: BaseName; value: Exact } | { lacking: BaseName } {
  for (const name of table.base_inputs) {
    const value = name === 'own_wage' ? context.wage?.used : context.input[name];
    if (value !== undefined) return { name, value };
  }
  return { lacking: table.base_inputs[0] ?? 'area_avg_wage_at_termination' };
}

/** Several injuries with one employer: where the province says so, one subsidy at the heaviest grade. */
function countedGrade(grade: number, input: BenefitInput, table: ProvinceTable): number {
  return table.several_injuries === undefined ? grade : Math.min(grade, ...(input.earlier_grades ?? []).filter(leaves));
}
const leaves = (grade: number): boolean => grade >= 5;

function subsidy(kind: Kind, context: CaseContext): Outcome {
  const { input } = context;
  if (input.grade === undefined) return { lacking: ['grade'] };
  if (input.province === undefined) return { lacking: ['province'] };
  const table = PROVINCES[input.province];
  if (table === undefined) return { faults: [benefitFault('no-provincial-table', 'province')] };
  const grade = countedGrade(input.grade, input, table);
  const row = table[kind][String(grade)];
  if (row === undefined) {
    const hint = `${table.id} ${table.version} has no row ${kind}.${grade}: add it with its source`;
    return { faults: [benefitFault('no-row-for-grade', 'grade', hint)] };
  }
  const tableRef: TableRef = { id: table.id, version: table.version, row: `${kind}.${grade}`, verified: row.verified };
  const common = {
    item: `${kind}_subsidy`,
    payer: kind === 'medical' ? 'fund' : 'employer',
    period: 'once',
    article: `工伤保险条例第${input.grade <= 6 ? '36条第2款' : '37条第2项'}；${table.article}`,
    table: tableRef,
  } as const;
  const refusal = notPayable(kind, input, table);
  if (refusal !== null) return notDue(context, { ...common, explanation: refusal, inputs: { grade } });
  const base = baseOf(context, table);
  if ('lacking' in base) return { lacking: [base.lacking] };

  const disease = kind === 'medical' && isOccupationalDisease(input);
  const diseaseFactor = (disease ? table.medical_occupational_disease_factor : undefined) ?? exact(1);
  const taper = taperOf(kind, input, table);
  const amount = yuan(row.months.times(diseaseFactor).times(base.value).times(taper.factor));
  const factors = [
    row.months.toFixed(),
    ...(diseaseFactor.equals(1) ? [] : [diseaseFactor.toFixed()]),
    showYuan(base.value),
    ...(taper.factor.equals(1) ? [] : [showPercent(taper.factor)]),
  ];
  const words = [
    `${gradeName(grade)}伤残，${BASE_WORDS[base.name]}的${row.months.toFixed()}个月`,
    ...(grade === input.grade ? [] : ['多次工伤按最高伤残等级支付一次']),
    ...(diseaseFactor.equals(1) ? [] : [`职业病加发，乘以${diseaseFactor.toFixed()}`]),
    ...(taper.factor.equals(1) ? [] : [`距法定退休年龄不足${table.employment_taper?.within_years}年，按比例递减`]),
  ];
  const item = payable(context, {
    ...common,
    amount,
    formula: `${factors.join(' × ')} = ${showYuan(amount)}`,
    explanation: words.join('，'),
    inputs: { grade, months: row.months, [base.name]: base.value, ...taper.inputs },
    ...(kind === 'employment' ? { more: { factor: taper.factor.toNumber() } } : {}),
  });
  return { items: [item], warnings: [...taper.warnings, ...reasonWarnings(kind, input)] };
}

/** Why the subsidy is not paid, in words, or null. */
function notPayable(kind: Kind, input: BenefitInput, table: ProvinceTable): string | null {
  const reason = input.termination?.reason;
  if ((input.grade ?? 10) <= 6 && (reason === 'expiry' || reason === 'employer')) {
    return '五级、六级伤残职工的劳动关系只能由本人提出解除或者终止';
  }
  const years = yearsToRetirement(input);
  const retired = years?.lessThanOrEqualTo(0) === true;
  if (kind === 'medical' && retired && table.no_medical_at_retirement === true) {
    return '已达到法定退休年龄或者办理退休手续，不支付一次性工伤医疗补助金';
  }
  return null;
}

function taperOf(kind: Kind, input: BenefitInput, table: ProvinceTable) {
  const taper = kind === 'employment' ? table.employment_taper : undefined;
  const whole = { factor: exact(1), inputs: {}, warnings: [] };
  if (taper === undefined) return whole;
  const years = yearsToRetirement(input);
  if (years !== undefined) {
    return { factor: taperFactor(taper, years), inputs: { years_to_retirement: years }, warnings: [] };
  }
  const message = `未提供距法定退休年龄的年数，未检查是否应当递减（${taper.within_years}年以内）`;
  const warning: Warning = { name: 'taper-not-checked', message, items: ['employment_subsidy'] };
  return { ...whole, warnings: [warning] };
}

function reasonWarnings(kind: Kind, input: BenefitInput): Warning[] {
  const reason = input.termination?.reason;
  if (reason !== 'mutual' && reason !== 'employer') return [];
  const message = '条例只写明合同期满终止和本人提出；协商解除、用人单位解除按各地惯例支付，请核对';
  return [{ name: 'reason-by-practice', message, items: [`${kind}_subsidy`] }];
}

export const medicalSubsidy: Rule = {
  items: ['medical_subsidy'],
  wanted,
  compute: (context) => subsidy('medical', context),
};

export const employmentSubsidy: Rule = {
  items: ['employment_subsidy'],
  wanted,
  compute: (context) => subsidy('employment', context),
};
