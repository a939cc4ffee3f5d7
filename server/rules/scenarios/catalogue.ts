/** The scenarios of articles 14, 15 and 16, what an officer has to find in each, and the words of 意见（三）. */
import { z } from 'zod';
import table from '../tables/scenarios.json' with { type: 'json' };

export const SCENARIO_CODES = [
  'G14_1',
  'G14_2',
  'G14_3',
  'G14_4',
  'G14_5',
  'G14_6',
  'G14_7',
  'G15_1',
  'G15_2',
  'G15_3',
  'X16_1',
  'X16_2',
  'X16_3',
] as const;
export type ScenarioCode = (typeof SCENARIO_CODES)[number];

/** What an applicant can apply for: article 16 excludes and is never applied for. */
export type ClaimCode = Exclude<ScenarioCode, `X16_${string}`>;

export const isScenarioCode = (text: string): text is ScenarioCode => SCENARIO_CODES.some((code) => code === text);
export const isClaimCode = (code: ScenarioCode): code is ClaimCode => !code.startsWith('X16_');
export const CLAIM_CODES: readonly ClaimCode[] = SCENARIO_CODES.filter(isClaimCode);

const Text = z.string().min(1);
const Scenario = z.strictObject({
  code: z.enum(SCENARIO_CODES),
  /** injury: 认定工伤 (art 14); deemed: 视同工伤 (art 15); excluded: art 16, only if it caused the injury. */
  effect: z.enum(['injury', 'deemed', 'excluded']),
  article: Text,
  text: Text,
  /** What the officer ticks, each with its evidence, before a decision. */
  elements: z.array(z.strictObject({ id: Text, name: Text })).min(1),
  evidence: z.array(Text).min(1),
  /** false: a valid certificate of an occupational disease is not investigated again (认定办法 art 13). */
  investigate: z.boolean(),
});
export type Scenario = Readonly<z.infer<typeof Scenario>>;

/** 意见（三）人社部发〔2025〕62号: for officers to go through and for people to read, never to decide by themselves. */
const Checklist = z.strictObject({
  id: z.enum(['work-time', 'workplace', 'work-cause', 'commuting']),
  name: Text,
  items: z.array(Text).min(1),
});
export type Checklist = Readonly<z.infer<typeof Checklist>>;

const { scenarios, checklists } = z
  .object({ scenarios: z.array(Scenario), checklists: z.array(Checklist) })
  .parse(table);

export const SCENARIOS: readonly Scenario[] = scenarios;
export const CHECKLISTS: readonly Checklist[] = checklists;

export function scenarioOf(code: ScenarioCode): Scenario {
  const found = scenarios.find((scenario) => scenario.code === code);
  if (found === undefined) throw new Error(`scenario ${code} is missing in tables/scenarios.json`);
  return found;
}

/** Elements that nobody has ticked yet. A decision needs none left (工伤认定办法 art 19). */
export const untickedElements = (code: ScenarioCode, ticked: readonly string[]): Scenario['elements'] =>
  scenarioOf(code).elements.filter(({ id }) => !ticked.includes(id));
