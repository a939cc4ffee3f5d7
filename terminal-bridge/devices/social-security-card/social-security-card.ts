/** 社会保障卡: what a terminal reads of it (LD/T 32: EF05 issuer data, EF06 holder data). */
import type { Coded, IdentityDocument } from '../identity-document.ts';

/** Generation, by 规范版本. 3.0 shows its holder only after external authentication. */
export type SscVersion = '1.0' | '2.0' | '3.0';
/** Of the card's keys. */
export type SscAlgorithm = 'DES' | 'SSF33' | 'SM4';

export interface SocialSecurityCard {
  readonly version: SscVersion;
  /** Null where the card does not tell. */
  readonly algorithm: SscAlgorithm | null;
  /** 卡号: nine characters. */
  readonly cardNumber: string;
  readonly cardNumberValid: boolean;
  /** 卡识别码: 32 hexadecimal digits. */
  readonly cardId: string;
  /** 发卡地区代码: its first six digits. */
  readonly region: string;
  /** 卡类别: 1 preschool, 2 student, 3 adult, 4 senior. */
  readonly category: Coded | null;
  /** 初始化机构编号. */
  readonly institution: string | null;
  /** YYYY-MM-DD. */
  readonly issuedOn: string | null;
  /** YYYY-MM-DD. */
  readonly validTo: string | null;
  /** Null: the card shows its holder to nobody without the centre. The centre finds the person by the card number. */
  readonly holder: SscHolder | null;
}

/** Null where the field is blank, which is common: the card is often not fully personalised. */
export interface SscHolder {
  /** 社会保障号码, for citizens their identity number. Not checked. */
  readonly number: string;
  readonly name: string;
  readonly sex: Coded | null;
  readonly nation: Coded | null;
  /** GB/T 2260, six digits. */
  readonly birthPlace: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
}

const NOT_STATED: Coded = { code: '9', label: '未说明' };

/**
 * The card as an identity document, or null where its holder is not shown.
 * It carries no portrait that a terminal may read, so a face comparison is never possible with it alone.
 */
export function identityDocumentOf(card: SocialSecurityCard): IdentityDocument | null {
  const { holder } = card;
  if (holder === null) return null;
  return {
    kind: 'social-security-card',
    number: holder.number,
    name: holder.name,
    nameLatin: null,
    sex: holder.sex ?? NOT_STATED,
    nation: holder.nation,
    nationality: null,
    birthDate: holder.birthDate,
    address: null,
    issuer: null,
    validFrom: card.issuedOn,
    validTo: card.validTo,
    passNumber: null,
    portrait: new Uint8Array(),
  };
}
