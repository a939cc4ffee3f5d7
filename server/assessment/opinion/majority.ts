/**
 * From the signed opinions to the one conclusion that the committee can make (令55 arts 15, 16, 34(5)): every expert of
 * the panel signs, every kind is decided by a majority of the panel. Pure.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import canonicalize from 'canonicalize';
import type { KindCode } from '../kinds/catalogue.ts';
import { type Conclusion, parseConclusion } from '../kinds/conclusion.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { type Clause, checkClauses } from './clause.ts';

export interface KindOpinion {
  readonly kind: KindCode;
  readonly conclusion: Conclusion;
  readonly clauses: readonly Clause[];
}

export interface SignedOpinion {
  readonly expertId: string;
  readonly kinds: readonly KindOpinion[];
}

export interface PanelQuestion {
  /** Who is seated: 3 or 5. */
  readonly panel: readonly string[];
  /** The kinds of the application. */
  readonly kinds: readonly KindCode[];
}

export interface KindMajority extends KindOpinion {
  /** Experts of this opinion; at least 2 of 3, 3 of 5. */
  readonly votes: number;
}

export interface PanelConclusion {
  readonly panel: number;
  readonly kinds: readonly KindMajority[];
}

/** One opinion on its own: answers exactly the kinds asked, fitting conclusions, fitting clauses. */
export function checkOpinion(
  { kinds, panel }: PanelQuestion,
  opinion: SignedOpinion,
): Result<SignedOpinion, AssessmentFault> {
  if (!panel.includes(opinion.expertId)) return fail(fault('not-on-panel', { expertId: opinion.expertId }));
  const answered = opinion.kinds.map(({ kind }) => kind);
  const complete = answered.length === kinds.length && kinds.every((kind) => answered.includes(kind));
  if (!complete) return fail(fault('kind-unanswered', { wanted: kinds, answered }));
  for (const { kind, conclusion, clauses } of opinion.kinds) {
    const read = parseConclusion(kind, conclusion);
    if (!read.ok) return read;
    const fits = checkClauses(read.value, clauses);
    if (!fits.ok) return fits;
  }
  return ok(opinion);
}

/** The only conclusion there can be; `no-majority` names the kinds without one and how the opinions were spread. */
export function conclude(
  question: PanelQuestion,
  opinions: readonly SignedOpinion[],
): Result<PanelConclusion, AssessmentFault> {
  const { panel, kinds } = question;
  if (panel.length !== 3 && panel.length !== 5) return fail(fault('panel-size', { panel: panel.length }));
  for (const opinion of opinions) {
    const checked = checkOpinion(question, opinion);
    if (!checked.ok) return checked;
  }
  const signed = opinions.map(({ expertId }) => expertId);
  const repeated = signed.find((id, i) => signed.indexOf(id) !== i);
  if (repeated !== undefined) return fail(fault('opinion-repeated', { expertId: repeated }));
  const missing = panel.filter((id) => !signed.includes(id));
  if (missing.length > 0) return fail(fault('opinions-missing', { missing }));
  const decided = kinds.map((kind) => ({ kind, ...majorityOf(kind, panel.length, opinions) }));
  const undecided = decided.filter(({ majority }) => majority === null);
  if (undecided.length > 0) {
    const details = { undecided: undecided.map(({ kind, spread }) => ({ kind, spread })) };
    return fail(fault('no-majority', details));
  }
  return ok({ panel: panel.length, kinds: decided.flatMap(({ majority }) => majority ?? []) });
}

/** The opinion that more than half of the panel share, clauses of all of them together; and how many held each. */
function majorityOf(kind: KindCode, panel: number, opinions: readonly SignedOpinion[]) {
  const groups = new Map<string, KindOpinion[]>();
  for (const own of opinions.flatMap((opinion) => opinion.kinds.filter((one) => one.kind === kind))) {
    const key = identityOf(own.conclusion);
    groups.set(key, [...(groups.get(key) ?? []), own]);
  }
  const ordered = [...groups.values()].sort((a, b) => b.length - a.length);
  const spread = ordered.map((group) => group.length);
  const [largest = []] = ordered;
  const [first] = largest;
  if (first === undefined || largest.length * 2 <= panel) return { majority: null, spread };
  const clauses = new Map(largest.flatMap((one) => one.clauses.map((clause) => [clause.clause, clause])));
  const majority: KindMajority = { ...first, clauses: [...clauses.values()], votes: largest.length };
  return { majority, spread };
}

/** Two experts agree when they conclude the same; the words of a device's reason are each expert's own. */
function identityOf(conclusion: Conclusion): string {
  const { form } = conclusion;
  if (form !== 'device') return canonicalize(conclusion) ?? form;
  return canonicalize({ form, confirmed: conclusion.confirmed, device: conclusion.device.normalize('NFKC') }) ?? form;
}
