/** The list of materials of one case: what is asked of whom, in which words, on which basis. */
import { offerCommitment } from '../commitment/commitment.ts';
import type { ClaimCode } from '../scenarios/catalogue.ts';
import { CIRCUMSTANCES, type Circumstance, MATERIAL_TABLE, type Material, materialOf } from './table.ts';

export const APPLICANTS = ['worker', 'relative', 'employer', 'union'] as const;
export type Applicant = (typeof APPLICANTS)[number];

/** Where an item stands: obtained from a share, committed, uploaded (or filled in and signed), or the share failed. */
export type Holding = 'obtained' | 'committed' | 'uploaded' | 'failed';
export type Holdings = Readonly<Record<string, Holding>>;

export interface MaterialQuery {
  readonly scenario: ClaimCode;
  readonly applicant: Applicant;
  readonly death?: boolean | undefined;
  /** What is known of the case; left out: conditional items are listed, but hold nothing up. */
  readonly circumstances?: readonly Circumstance[] | undefined;
  readonly falseCommitmentRecord?: boolean | undefined;
  readonly held?: Holdings | undefined;
}

export type Shown =
  | '已由系统取得'
  | '由系统取得'
  | '可承诺'
  | '已承诺'
  | '请提交'
  | '已提交'
  | '由用人单位提交'
  | '选交'
  | '无需提交';

/** One row of the notice of materials (提交材料通知单). */
export interface MaterialRow extends Material {
  /** The words on the notice. */
  readonly shown: Shown;
  /** Whether the person may commit instead (commitment rules); an offer, not a must. */
  readonly mayCommit: boolean;
  /** Whether the application is incomplete without it. */
  readonly required: boolean;
  /** Only in this circumstance; null: always. */
  readonly condition: Circumstance | null;
  /** Who has it or where it comes from, in words. */
  readonly from: string;
}

/** The common block, the scenario's, and in a death its own; without what the scenario makes superfluous. */
export function materialsFor(query: MaterialQuery): readonly MaterialRow[] {
  const { adds, replaces, death, conditions } = MATERIAL_TABLE.scenarios[query.scenario];
  const ofDeath = death || query.death === true ? MATERIAL_TABLE.death : [];
  const ids = new Set([...MATERIAL_TABLE.common.filter((id) => !replaces.includes(id)), ...adds, ...ofDeath]);
  return [...ids].flatMap((id) => {
    const condition = conditions[id] ?? null;
    const applies = condition === null || query.circumstances === undefined || query.circumstances.includes(condition);
    return applies ? [rowOf(materialOf(id), condition, query)] : [];
  });
}

/** At most five for an assessment (令55 art 9): what we or a share hold is not asked again. */
export const assessmentMaterials = (query: Omit<MaterialQuery, 'scenario'>): readonly MaterialRow[] =>
  MATERIAL_TABLE.assessment.map((id) => rowOf(materialOf(id), null, query));

type Person = Omit<MaterialQuery, 'scenario'>;

function rowOf(item: Material, condition: Circumstance | null, query: Person): MaterialRow {
  const person = { falseCommitmentRecord: query.falseCommitmentRecord ?? false };
  const mayCommit = offerCommitment(item, person).ok;
  const needed = isNeeded(item, query);
  const conditional = condition !== null && query.circumstances === undefined;
  const required =
    needed && !conditional && !item.neverAsked && !item.tags.includes('O') && !leftToEmployer(item, query);
  const shown = needed ? shownFor(item, mayCommit, query.held?.[item.id], leftToEmployer(item, query)) : '无需提交';
  return { ...item, shown, mayCommit: needed && mayCommit, required, condition, from: fromWords(item) };
}

/** Who applies in person has no agent and no kinship to prove. */
const isNeeded = ({ id }: Material, { applicant }: Person): boolean => id !== 'M03' || applicant !== 'worker';

const leftToEmployer = ({ by }: Material, { applicant }: Person): boolean =>
  by === 'employer' && applicant !== 'employer';

function shownFor({ tags, neverAsked }: Material, mayCommit: boolean, holding?: Holding, employers = false): Shown {
  if (holding === 'obtained') return '已由系统取得';
  if (holding === 'uploaded') return '已提交';
  if (holding === 'committed' && mayCommit) return '已承诺';
  if (neverAsked || (tags.includes('S') && holding !== 'failed')) return '由系统取得';
  if (tags.includes('O')) return '选交';
  if (mayCommit) return '可承诺';
  return employers ? '由用人单位提交' : '请提交';
}

function fromWords({ sources, by, getFrom }: Material): string {
  if (sources.length > 0) return `${sources.join('、')}（共享）`;
  return by === 'employer' ? '用人单位' : getFrom;
}

export interface MissingMaterial {
  readonly id: string;
  readonly name: string;
  readonly shown: Shown;
}

/**
 * What still keeps the application from being complete, by name; empty: it can be submitted. What must be given is
 * there, what is shared is obtained, committed (only where that is offered) or uploaded.
 */
export function submissionComplete(rows: readonly MaterialRow[], held: Holdings): readonly MissingMaterial[] {
  return rows
    .filter((row) => row.required && !isHeld(row, held[row.id]))
    .map((row) => ({ id: row.id, name: row.name, shown: shownFor(row, row.mayCommit, held[row.id]) }));
}

const isHeld = ({ mayCommit }: MaterialRow, holding: Holding | undefined): boolean =>
  holding === 'obtained' || holding === 'uploaded' || (holding === 'committed' && mayCommit);

export const isApplicant = (text: string): text is Applicant => APPLICANTS.some((known) => known === text);
export const isCircumstance = (text: string): text is Circumstance => CIRCUMSTANCES.some((known) => known === text);
