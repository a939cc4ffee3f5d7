/** The answer of `anban rules materials`. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { nearestName } from '../benefits/nearest.ts';
import { readProvince } from '../benefits/provinces.ts';
import { timerOf } from '../deadlines/timers.ts';
import { CLAIM_CODES, type ClaimCode, isClaimCode, isScenarioCode, scenarioOf } from '../scenarios/catalogue.ts';
import { type MaterialFault, materialFault } from './faults.ts';
import {
  APPLICANTS,
  type Applicant,
  assessmentMaterials,
  isApplicant,
  isCircumstance,
  type MaterialRow,
  materialsFor,
} from './materials.ts';
import { CIRCUMSTANCES, type Circumstance, MATERIAL_TABLE } from './table.ts';

/** The options as typed. */
export interface MaterialOptions {
  readonly scenario?: string;
  readonly assessment?: boolean;
  readonly death?: boolean;
  readonly province?: string;
  readonly applicant?: string;
  readonly circumstance?: readonly string[];
}

export interface MaterialAnswer {
  /** null: the list of an assessment. */
  readonly scenario: ClaimCode | null;
  readonly article: string;
  readonly text: string;
  readonly applicant: Applicant;
  readonly death: boolean;
  readonly province: string | null;
  /** How many rows still have to be brought by the applicant, as things stand. */
  readonly toSubmit: number;
  /** Until when the application is accepted once everything is there. */
  readonly acceptance: { readonly length: number; readonly unit: string; readonly basis: string };
  readonly tableVersion: string;
  readonly items: readonly MaterialRow[];
}

interface Checked {
  readonly scenario: ClaimCode | null;
  readonly applicant: Applicant;
  readonly province: string | undefined;
  readonly circumstances: readonly Circumstance[] | undefined;
}

/** Pure: options in, the list or the first fault out. */
export function answerMaterials(options: MaterialOptions): Result<MaterialAnswer, MaterialFault> {
  const checked = check(options);
  if (!checked.ok) return checked;
  const { scenario, applicant, province, circumstances } = checked.value;
  const death = options.death ?? false;
  const query = { applicant, death, circumstances };
  const items = scenario === null ? assessmentMaterials(query) : materialsFor({ ...query, scenario });
  const { length, unit, basis } = timerOf(scenario === null ? 'LA_CHECK' : 'ACC15', province);
  const about =
    scenario === null
      ? { article: '劳动能力鉴定管理办法（令55）第九条', text: '劳动能力鉴定申请' }
      : { article: scenarioOf(scenario).article, text: scenarioOf(scenario).text };
  return ok({
    scenario,
    ...about,
    applicant,
    death: death || (scenario !== null && MATERIAL_TABLE.scenarios[scenario].death),
    province: province ?? null,
    toSubmit: items.filter(({ shown, required }) => required && shown === '请提交').length,
    acceptance: { length, unit, basis },
    tableVersion: MATERIAL_TABLE.version,
    items,
  });
}

function check(options: MaterialOptions): Result<Checked, MaterialFault> {
  const scenario = readScenario(options);
  if (!scenario.ok) return scenario;
  const applicant = options.applicant ?? 'worker';
  if (!isApplicant(applicant)) return fail(materialFault('unknown-applicant', `one of ${APPLICANTS.join(', ')}`));
  const province = options.province === undefined ? undefined : readProvince(options.province);
  if (province !== undefined && 'fault' in province)
    return fail(materialFault('unknown-province', province.hint ?? 'Chinese name such as 浙江 or 浙江省'));
  const circumstances = options.circumstance?.filter(isCircumstance);
  if (circumstances?.length !== options.circumstance?.length)
    return fail(materialFault('unknown-circumstance', `one of ${CIRCUMSTANCES.join(', ')}`));
  return ok({ scenario: scenario.value, applicant, province: province?.value, circumstances });
}

function readScenario({ scenario, assessment }: MaterialOptions): Result<ClaimCode | null, MaterialFault> {
  const codes = `one of ${CLAIM_CODES.join(', ')}`;
  if ((scenario === undefined) === (assessment !== true))
    return fail(materialFault('scenario-or-assessment', `either --assessment or --scenario with ${codes}`));
  if (scenario === undefined) return ok(null);
  const code = scenario.toUpperCase();
  if (!isScenarioCode(code)) {
    const near = nearestName(code, CLAIM_CODES);
    return fail(materialFault('unknown-scenario', near === undefined ? codes : `did you mean ${near}? ${codes}`));
  }
  if (!isClaimCode(code))
    return fail(materialFault('excluded-scenario', `${code} needs an instrument of a competent body; ${codes}`));
  return ok(code);
}

/** The names of the command line's JSON. */
export function materialJson({ toSubmit, tableVersion, items, ...answer }: MaterialAnswer): unknown {
  const rows = items.map(({ mayCommit, neverAsked, getFrom, ...row }) => ({
    ...row,
    may_commit: mayCommit,
    never_asked: neverAsked,
    get_from: getFrom,
  }));
  return { ...answer, to_submit: toSubmit, table_version: tableVersion, items: rows };
}

/** For a terminal: one line for each item. */
export function materialLines({ text, article, items, toSubmit }: MaterialAnswer): string {
  const rows = items.map(({ id, shown, name, from, condition }) => {
    const only = condition === null ? '' : condition === 'traffic' ? '（涉及交通事故时）' : '（下落不明时）';
    return `${id}  ${shown.padEnd(6, '　')}  ${name}${only}｜${from}`;
  });
  return [`${text}（${article}）`, ...rows, `需要提交：${toSubmit}项`].join('\n');
}
