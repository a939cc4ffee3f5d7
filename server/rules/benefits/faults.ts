/**
 * Every fault the benefit engine can name: words for the person (Chinese), a hint for staff (English), a short code.
 * `malformed` faults mean that the case is not one the engine can read; the others leave one item without an amount.
 */
interface FaultText {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const FAULTS = {
  // malformed
  'not-json': { code: 'BN01', message: '输入不是有效的JSON', hint: 'one JSON object in UTF-8' },
  'not-an-object': { code: 'BN02', message: '输入应为一个案件', hint: 'one JSON object, not an array or a value' },
  'unknown-field': { code: 'BN03', message: '没有这个字段', hint: 'see `anban rules benefits --help`' },
  'wrong-type': { code: 'BN04', message: '字段的内容类型不对', hint: 'see `anban rules benefits --help`' },
  'not-a-number': { code: 'BN05', message: '不是有效的数字', hint: 'plain decimal, no exponent, no separators' },
  'negative-number': { code: 'BN06', message: '不能为负数', hint: 'amounts, months, days are 0 or more' },
  'number-too-large': { code: 'BN07', message: '数字过大，请核对单位（元）', hint: 'above the limit of this field' },
  'zero-wage-table': {
    code: 'BN08',
    message: '平均工资、最低工资或收入不能为0',
    hint: 'a published figure is above 0',
  },
  'unknown-province': { code: 'BN09', message: '没有这个省份', hint: 'Chinese name such as 浙江 or 浙江省' },
  'grade-out-of-range': { code: 'BN10', message: '伤残等级应为1至10级', hint: 'whole number 1–10' },
  'not-a-day': { code: 'BN11', message: '日期不存在', hint: 'YYYY-MM-DD' },
  'not-a-month': { code: 'BN12', message: '月份不存在', hint: 'YYYY-MM' },
  'date-before-injury': { code: 'BN13', message: '日期早于受伤日期', hint: 'check injury_date and this date' },
  'unknown-value': { code: 'BN14', message: '没有这个选项', hint: 'one of the listed values' },
  'unknown-relation': { code: 'BN15', message: '没有这种供养关系', hint: 'one of the listed relations' },
  'two-spouses': { code: 'BN16', message: '配偶只能有一人', hint: 'at most one spouse' },
  'income-without-year': {
    code: 'BN17',
    message: '人均可支配收入须注明统计年度',
    hint: 'give {"2025": 56502}: the year of statistics and its figure',
  },
  'no-contribution-wages': { code: 'BN18', message: '缴费工资为空', hint: 'at least one month' },
  'too-many-contribution-wages': { code: 'BN19', message: '缴费工资最多12个月', hint: 'only the 12 months before' },
  'wage-month-not-before-injury': {
    code: 'BN20',
    message: '缴费工资的月份不在受伤前12个月内',
    hint: 'the 12 months before the injury, its own month excluded',
  },
  'wage-month-twice': { code: 'BN21', message: '缴费工资的月份重复', hint: 'one wage for each month' },
  'two-own-wages': {
    code: 'BN22',
    message: '本人工资与缴费工资的平均数不一致',
    hint: 'give own_wage or contribution_wages',
  },
  'stay-pay-too-long': { code: 'BN23', message: '停工留薪期最长24个月', hint: '12 months and an extension of 12' },
  'scenario-excluded': { code: 'BN24', message: '该情形不认定为工伤，没有工伤待遇', hint: 'article 16' },
  'field-without-its-case': { code: 'BN25', message: '缺少这个字段所属的情形', hint: 'see hint of the field' },
  'out-of-area-days': { code: 'BN26', message: '统筹地区以外住院天数多于住院天数', hint: 'a part of inpatient_days' },
  'disease-not-of-scenario': {
    code: 'BN27',
    message: '与认定情形（患职业病）矛盾',
    hint: 'G14_4 is an occupational disease: leave the field out or correct the scenario',
  },
  'applied-after-acceptance': {
    code: 'BN28',
    message: '申请日期晚于受理日期',
    hint: 'an application is accepted after it was made: correct one of the two days',
  },
  'retirement-contradicts': {
    code: 'BN29',
    message: '距退休的年数与法定退休日期不一致',
    hint: 'give years_to_retirement or statutory_retirement_date',
  },
  'key-twice': { code: 'BN30', message: '同一字段出现了两次', hint: 'a JSON key may stand once in its object' },
  // not computable
  'no-provincial-table': {
    code: 'BN41',
    message: '没有该省的标准表',
    hint: 'add the province to benefits-provinces.json',
  },
  'no-row-for-grade': { code: 'BN42', message: '该省标准表中没有这个等级', hint: 'add the row with its source' },
  'income-year-not-in-table': {
    code: 'BN43',
    message: '没有该统计年度的全国城镇居民人均可支配收入',
    hint: 'pass urban_disposable_income with that year, or add the row',
  },
  'nothing-to-compute': {
    code: 'BN44',
    message: '没有可以计算的待遇',
    hint: 'give grade, care_level, termination, death, dependants, missing, stay_pay_months, inpatient_days or expenses',
  },
  'missing-input': { code: 'BN50', message: '缺少计算所需的数据', hint: 'give the named field' },
} as const satisfies Record<string, FaultText>;

export type FaultName = keyof typeof FAULTS;

export interface BenefitFault extends FaultText {
  readonly name: FaultName;
  /** The field it is about, such as `dependants.1.relation`; empty for the whole input. */
  readonly field: string;
}

export const isFaultName = (name: unknown): name is FaultName => typeof name === 'string' && name in FAULTS;

/** A fault about a field; `hint` says more than the general one where there is more to say. */
export function benefitFault(name: FaultName, field: string, hint?: string): BenefitFault {
  const text = FAULTS[name];
  const message = field === '' ? text.message : `${field}：${text.message}`;
  return { name, field, code: text.code, message, hint: hint ?? text.hint };
}
