/** 回避 (令55 art 28): who must not take part, by what is known of the case and what was declared. Pure. */
import type { Affiliation } from './candidates.ts';

export const RECUSAL_REASONS = [
  'treated-the-person',
  'same-employer',
  'same-hospital',
  'kinship',
  'interest',
  'party-objection',
] as const;
export type RecusalReason = (typeof RECUSAL_REASONS)[number];

/** What a case knows about who may be partial. */
export interface RecusalFacts {
  /** Where the injured person works. */
  readonly employer: string;
  readonly treatingHospitals: readonly string[];
  /** Blind indexes (pool.ts licenseIndex) of the doctors who treated the person. */
  readonly treatingLicenses: readonly Buffer[];
}

export interface RecusalRules {
  /** Whether working at the hospital that treated the person is enough; differs between regions. */
  readonly sameHospital: boolean;
}

export interface DeclaredRecusal {
  readonly expertId: string;
  readonly reason: RecusalReason;
  readonly state: 'open' | 'granted' | 'refused';
}

const sameName = (a: string, b: string): boolean => {
  const plain = (text: string) => text.normalize('NFKC').replace(/[\s()（）]/g, '');
  return plain(a) !== '' && plain(a) === plain(b);
};

/** Why this expert must step aside, or null. An open declaration counts until it is decided. */
export function recusalOf(
  { expertId, affiliation }: { expertId: string; affiliation: Pick<Affiliation, 'hospital' | 'licenseIndex'> },
  facts: RecusalFacts,
  declared: readonly DeclaredRecusal[],
  rules: RecusalRules,
): RecusalReason | null {
  if (facts.treatingLicenses.some((index) => index.equals(affiliation.licenseIndex))) return 'treated-the-person';
  if (sameName(facts.employer, affiliation.hospital)) return 'same-employer';
  const own = declared.find((one) => one.expertId === expertId && one.state !== 'refused');
  if (own !== undefined) return own.reason;
  const treated = facts.treatingHospitals.some((hospital) => sameName(hospital, affiliation.hospital));
  return rules.sameHospital && treated ? 'same-hospital' : null;
}
