/**
 * What a person laid down to say who they are, whatever the card: the one value that the rest of the program sees.
 * Nothing in it is checked; judging a number or a validity is not a reader's business.
 */

/**
 * - `resident-card` 居民身份证
 * - `foreign-residence-2017`, `foreign-residence-2023` 外国人永久居留身份证, by version
 * - `residence-permit` 港澳台居民居住证
 * - `social-security-card` 社会保障卡
 * - `electronic-social-security-card` 电子社保卡, as the centre resolved the code on the phone
 */
export const DOCUMENT_KINDS = [
  'resident-card',
  'foreign-residence-2017',
  'foreign-residence-2023',
  'residence-permit',
  'social-security-card',
  'electronic-social-security-card',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A code of a national standard and its label; an unknown code is its own label. */
export interface Coded {
  readonly code: string;
  readonly label: string;
}

/** Null: this kind of card does not hold it, or this card does not. */
export interface IdentityDocument {
  readonly kind: DocumentKind;
  /** As on the chip, blanks removed. 18 characters; 15 for a foreigner's of 2017. */
  readonly number: string;
  /** The Chinese name; the Latin one where there is no Chinese one. */
  readonly name: string;
  readonly nameLatin: string | null;
  /** GB/T 2261.1: '0' unknown, '1' male, '2' female, '9' not stated. */
  readonly sex: Coded;
  /** GB/T 3304, of Chinese citizens. */
  readonly nation: Coded | null;
  /** GB/T 2659, three letters, of foreigners. */
  readonly nationality: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly address: string | null;
  readonly issuer: string | null;
  /** YYYY-MM-DD. */
  readonly validFrom: string | null;
  /** YYYY-MM-DD, or null for 长期 and where the card does not say. */
  readonly validTo: string | null;
  /** 通行证号码, on a residence permit. */
  readonly passNumber: string | null;
  /** The WLT block: 1024 bytes, or empty when the card has none. */
  readonly portrait: Uint8Array;
}
