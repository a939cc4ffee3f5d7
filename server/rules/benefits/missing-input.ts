/** An input that a wanted item waits for, in words an officer can act on. */
import { benefitFault } from './faults.ts';
import type { InputName } from './input.ts';
import { ITEM_NAMES, type ItemCode } from './outcome.ts';

export interface MissingInput {
  readonly input: InputName;
  readonly items: readonly ItemCode[];
  readonly message: string;
  readonly hint: string;
  readonly code: string;
}

const WORDS: Partial<Record<InputName, string>> = {
  province: '省份',
  grade: '伤残等级',
  own_wage: '本人工资（或者受伤前12个月的缴费工资）',
  min_wage: '当地最低工资标准',
  area_avg_wage: '统筹地区上年度职工月平均工资',
  can_arrange_work: '用人单位能否安排适当工作',
  province_avg_wage_at_termination: '劳动关系结束时上年度全省职工月平均工资',
  area_avg_wage_at_termination: '劳动关系结束时上年度统筹地区职工月平均工资',
  area_annual_avg_wage: '统筹地区上年度职工年平均工资',
  injury_date: '受伤日期',
  after_stay_period: '是否在停工留薪期满后死亡',
  meal_per_day: '每天的伙食补助标准',
  accepted: '工伤认定申请的受理日期',
  employer_applied: '提出工伤认定申请的日期',
};

export function missingInput(input: InputName, items: readonly ItemCode[]): MissingInput {
  const names = items.map((item) => ITEM_NAMES[item]).join('、');
  return {
    input,
    items,
    message: `缺少${WORDS[input] ?? input}，无法计算：${names}`,
    hint: `${input} is needed for ${items.join(', ')}`,
    code: benefitFault('missing-input', input).code,
  };
}
