/** What an officer has to know about the whole case before relying on its amounts. */
import type { BenefitInput } from './input.ts';
import type { BenefitItem, Warning } from './outcome.ts';
import type { OwnWage } from './own-wage.ts';
import { NATIONAL, PROVINCES } from './tables.ts';

type Check = (input: BenefitInput, items: readonly BenefitItem[], wage: OwnWage | null) => Warning | null;

const codes = (items: readonly BenefitItem[]): Warning['items'] => items.map(({ item }) => item);

const boundsNotChecked: Check = (_input, items, wage) => {
  // Stay pay is what was really earned; the bounds are none of its business.
  const bounded = items.filter(({ item, inputs }) => 'own_wage' in inputs && item !== 'stay_pay');
  if (wage?.bound !== 'unchecked' || bounded.length === 0) return null;
  const message = '未提供统筹地区职工月平均工资，没有检查本人工资的60%下限和300%上限';
  return { name: 'bounds-not-checked', message, items: codes(bounded) };
};

const monthsNotChecked: Check = ({ contribution_wages: wages, injury_date }, items) => {
  if (wages === undefined || (injury_date !== undefined && wages.every(({ month }) => month !== undefined)))
    return null;
  const message = '缴费工资没有月份或者没有受伤日期，没有检查是否为受伤前12个月';
  return { name: 'months-not-checked', message, items: codes(items.filter(({ inputs }) => 'own_wage' in inputs)) };
};

const tableNotVerified: Check = (_input, items) => {
  const unverified = items.filter(({ due, table }) => due && !table.verified && table.id !== 'case-input');
  const message = '所用标准未经核实，支付前必须与现行文件核对';
  return unverified.length === 0 ? null : { name: 'table-not-verified', message, items: codes(unverified) };
};

const dependantsNotGiven: Check = ({ death, dependants, illegal_employment }) => {
  if (death === undefined || dependants !== undefined || illegal_employment === true) return null;
  const message = '未提供供养亲属；有符合条件的供养亲属的，应当支付供养亲属抚恤金';
  return { name: 'dependants-not-given', message, items: ['dependant_pension'] };
};

const injuryBeforeTable: Check = ({ injury_date }, items) => {
  if (injury_date === undefined || injury_date >= NATIONAL.valid_from) return null;
  const message = `受伤早于${NATIONAL.valid_from}，当时适用的标准不同`;
  return { name: 'injury-before-table', message, items: codes(items) };
};

const noSubsidyForGrade: Check = ({ termination, grade, death }) => {
  if (termination === undefined || death !== undefined || grade === undefined || grade > 4) return null;
  const message = '一级至四级伤残职工保留劳动关系，没有一次性工伤医疗补助金和伤残就业补助金';
  return { name: 'no-subsidy-for-grade', message, items: ['medical_subsidy', 'employment_subsidy'] };
};

const severalInjuries: Check = ({ earlier_grades, province }, items) => {
  const subsidies = items.filter(({ item }) => item === 'medical_subsidy' || item === 'employment_subsidy');
  const stated = province !== undefined && PROVINCES[province]?.several_injuries !== undefined;
  if (earlier_grades === undefined || subsidies.length === 0 || stated) return null;
  const message = '该省标准表没有写明多次工伤如何支付，按本次等级计算，请核对';
  return { name: 'several-injuries-not-stated', message, items: codes(subsidies) };
};

const CHECKS: readonly Check[] = [
  ...[boundsNotChecked, monthsNotChecked, tableNotVerified, dependantsNotGiven, injuryBeforeTable],
  ...[noSubsidyForGrade, severalInjuries],
];

export const caseWarnings: (...args: Parameters<Check>) => Warning[] = (...args) =>
  CHECKS.map((check) => check(...args)).filter((warning) => warning !== null);
