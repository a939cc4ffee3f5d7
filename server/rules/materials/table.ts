/** The matrix of materials (tables/materials.json) and what is not asked any more (tables/removed-items.json). */
import { z } from 'zod';
import { CLAIM_CODES } from '../scenarios/catalogue.ts';
import materials from '../tables/materials.json' with { type: 'json' };
import removed from '../tables/removed-items.json' with { type: 'json' };

const Text = z.string().min(1);

/** R must be given; S comes from a data share; C may be replaced by a commitment; O optional. */
export const MATERIAL_TAGS = ['R', 'S', 'C', 'O'] as const;

const Material = z.strictObject({
  id: Text,
  name: Text,
  tags: z.array(z.enum(MATERIAL_TAGS)).min(1),
  /** Who has it: an employer's item never holds up another applicant (条例 art 19: burden of proof). */
  by: z.enum(['applicant', 'employer']),
  /** Departments that share it. */
  sources: z.array(Text),
  /** The fact that a commitment would state. */
  replacement: Text.nullable(),
  form: z.enum(['electronic', 'original', 'copy', 'photo']),
  getFrom: Text,
  /** 社会保险经办条例 art 31: nothing is asked without a legal basis. */
  basis: Text,
  instrument: z.boolean(),
  /** Looked up by us or not at all. */
  neverAsked: z.boolean(),
});
export type Material = Readonly<z.infer<typeof Material>>;

export const CIRCUMSTANCES = ['traffic', 'missing'] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

const ScenarioBlock = z.strictObject({
  adds: z.array(Text),
  /** Common items that the block makes superfluous. */
  replaces: z.array(Text),
  /** The scenario itself means a death. */
  death: z.boolean(),
  conditions: z.record(z.string(), z.enum(CIRCUMSTANCES)),
});

const MaterialTable = z.strictObject({
  version: Text,
  source: Text,
  common: z.array(Text),
  scenarios: z.record(z.enum(CLAIM_CODES), ScenarioBlock),
  death: z.array(Text),
  assessment: z.array(Text).max(5),
  items: z.array(Material),
});

const RemovedItem = z.strictObject({
  name: Text,
  /** None of these may stand in the name of anything that is asked. */
  words: z.array(Text).min(1),
  instead: Text,
  coveredBy: Text.nullable(),
  basis: Text,
});
export type RemovedItem = Readonly<z.infer<typeof RemovedItem>>;

export const MATERIAL_TABLE: Readonly<z.infer<typeof MaterialTable>> = MaterialTable.parse(materials);
export const REMOVED_ITEMS: readonly RemovedItem[] = z
  .strictObject({ version: Text, source: Text, items: z.array(RemovedItem) })
  .parse(removed).items;

const BY_ID = new Map(MATERIAL_TABLE.items.map((item) => [item.id, item]));

export function materialOf(id: string): Material {
  const item = BY_ID.get(id);
  if (item === undefined) throw new Error(`material ${id} is missing in tables/materials.json`);
  return item;
}
