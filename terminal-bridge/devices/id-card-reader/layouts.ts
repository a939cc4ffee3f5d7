/** Where each kind of card keeps what (GA 450 and its supplements; bytes). The type mark says which layout holds. */
import type { IdentityDocument } from '../identity-document.ts';
import { nationOf, sexOf } from './codes.ts';
import { dayOf, expiryOf, type Field, numberOf, textOf, textOrNull } from './text-fields.ts';

export const TYPE_MARK: Field = [248, 2];

/** Without the portrait. The dates are undefined where the block holds none. */
export type TextOfCard = Omit<IdentityDocument, 'portrait' | 'birthDate' | 'validFrom' | 'validTo'> & {
  readonly birthDate: string | undefined;
  readonly validFrom: string | undefined;
  readonly validTo: string | null | undefined;
};

/** Name to expiry stand at the same places on residents' cards and residence permits; sex to number on a third. */
const SHARED = {
  name: [0, 30],
  sex: [30, 2],
  birthDate: [36, 16],
  address: [52, 70],
  number: [122, 36],
  issuer: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
} as const satisfies Record<string, Field>;
const NATION: Field = [32, 4];
const PASS_NUMBER: Field = [220, 18];

const FOREIGN_2017 = {
  nameLatin: [0, 120],
  sex: [120, 2],
  number: [122, 30],
  nationality: [152, 6],
  name: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  birthDate: [220, 16],
} as const satisfies Record<string, Field>;

const FOREIGN_2023 = { latinStart: [52, 70], latinEnd: [220, 22], nationality: [242, 6] } as const satisfies Record<
  string,
  Field
>;

const dates = (block: Uint8Array, at: { birthDate: Field; validFrom: Field; validTo: Field }) => ({
  birthDate: dayOf(block, at.birthDate),
  validFrom: dayOf(block, at.validFrom),
  validTo: expiryOf(block, at.validTo),
});

export const residentCard = (block: Uint8Array): TextOfCard => ({
  kind: 'resident-card',
  number: numberOf(block, SHARED.number),
  name: textOf(block, SHARED.name),
  nameLatin: null,
  sex: sexOf(textOf(block, SHARED.sex)),
  nation: nationOf(textOf(block, NATION)),
  nationality: null,
  address: textOrNull(block, SHARED.address),
  issuer: textOrNull(block, SHARED.issuer),
  passNumber: null,
  ...dates(block, SHARED),
});

export const residencePermit = (block: Uint8Array): TextOfCard => ({
  ...residentCard(block),
  kind: 'residence-permit',
  nation: null,
  passNumber: textOrNull(block, PASS_NUMBER),
});

export function foreignResidence2017(block: Uint8Array): TextOfCard {
  const nameLatin = textOrNull(block, FOREIGN_2017.nameLatin);
  return {
    kind: 'foreign-residence-2017',
    number: numberOf(block, FOREIGN_2017.number),
    name: textOf(block, FOREIGN_2017.name) || (nameLatin ?? ''),
    nameLatin,
    sex: sexOf(textOf(block, FOREIGN_2017.sex)),
    nation: null,
    nationality: textOrNull(block, FOREIGN_2017.nationality),
    address: null,
    issuer: null,
    passNumber: null,
    ...dates(block, FOREIGN_2017),
  };
}

/** Provisional: this layout is known from a single public source and was never seen on a card. */
export function foreignResidence2023(block: Uint8Array): TextOfCard {
  const nameLatin = latinName(block);
  return {
    kind: 'foreign-residence-2023',
    number: numberOf(block, SHARED.number),
    name: textOf(block, SHARED.name) || (nameLatin ?? ''),
    nameLatin,
    sex: sexOf(textOf(block, SHARED.sex)),
    nation: null,
    nationality: textOrNull(block, FOREIGN_2023.nationality),
    address: null,
    issuer: null,
    passNumber: null,
    ...dates(block, SHARED),
  };
}

/** Both parts as one run of characters, so that a blank at the seam stays. */
function latinName(block: Uint8Array): string | null {
  const { latinStart, latinEnd } = FOREIGN_2023;
  const part = ([offset, length]: Field) => block.subarray(offset, offset + length);
  const whole = Uint8Array.of(...part(latinStart), ...part(latinEnd));
  return textOrNull(whole, [0, whole.length]);
}
