/** The data of a read (3001, or 3010 with fingerprints) to a document. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { parseDocumentNumber } from '../document-number.ts';
import type { IdentityDocument } from '../identity-document.ts';
import {
  foreignResidence2017,
  foreignResidence2023,
  residencePermit,
  residentCard,
  type TextOfCard,
  TYPE_MARK,
} from './layouts.ts';
import { TEXT_BYTES, textOf } from './text-fields.ts';

export interface ParseOptions {
  /** The data begin with three lengths (3010), not two (3001). */
  readonly fingerprints?: boolean;
  /** Reads the 2023 foreigner's card too, by a layout that was never seen on a real one. */
  readonly provisional?: boolean;
}

export interface CardData {
  readonly document: IdentityDocument;
  /** Length of the fingerprint block: 0, 512 or 1024 on real cards. Its content is not kept. */
  readonly fingerprintBytes: number;
}

/** `cardUnsupported`: a card of another type. `cardUnreadable`: the data make no sense. */
export type CardDataFault = 'cardUnsupported' | 'cardUnreadable';

/** `data`: big-endian lengths of text, photo and (3010) fingerprints, then these. */
export function parseCardData(data: Uint8Array, options: ParseOptions = {}): Result<CardData, CardDataFault> {
  const lengthBytes = options.fingerprints === true ? 6 : 4;
  if (data.length < lengthBytes) return fail('cardUnreadable');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [textLength, photoLength] = [view.getUint16(0), view.getUint16(2)];
  const fingerprintBytes = lengthBytes === 6 ? view.getUint16(4) : 0;
  const photoStart = lengthBytes + textLength;
  if (textLength !== TEXT_BYTES || data.length < photoStart + photoLength + fingerprintBytes)
    return fail('cardUnreadable');
  const text = parseTextBlock(data.subarray(lengthBytes, photoStart), options);
  if (!text.ok) return text;
  const portrait = data.slice(photoStart, photoStart + photoLength);
  return ok({ document: { ...text.value, portrait }, fingerprintBytes });
}

/** `block`: 256 bytes. */
export function parseTextBlock(
  block: Uint8Array,
  { provisional = false }: ParseOptions = {},
): Result<Omit<IdentityDocument, 'portrait'>, CardDataFault> {
  const layout = layoutFor(textOf(block, TYPE_MARK), provisional);
  if (layout === null) return fail('cardUnsupported');
  const text = layout(block);
  const { birthDate, validFrom, validTo } = text;
  if (text.name === '' || text.number === '') return fail('cardUnreadable');
  if (birthDate === undefined || validFrom === undefined || validTo === undefined) return fail('cardUnreadable');
  // Where the layout itself is in doubt, a number that checks says that the fields stand where we think.
  if (isProvisional(text) && !parseDocumentNumber(text.kind, text.number).ok) return fail('cardUnreadable');
  return ok({ ...text, birthDate, validFrom, validTo });
}

const isProvisional = ({ kind }: TextOfCard): boolean => kind === 'foreign-residence-2023';

/** Null: a card that is not read. Anything but the three marks stands in the reserved field of a resident card. */
function layoutFor(mark: string, provisional: boolean): ((block: Uint8Array) => TextOfCard) | null {
  if (mark === 'I') return foreignResidence2017;
  if (mark === 'J') return residencePermit;
  if (mark === 'Y') return provisional ? foreignResidence2023 : null;
  return residentCard;
}
