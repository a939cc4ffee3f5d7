/**
 * A third-generation card shows its holder after external authentication with a key that no terminal holds (RKSSSE). The
 * centre's security module computes both answers from what the terminal collected ("HSM two-step", LD/T 33).
 */
import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '@anban/foundation/result';
import { exchange, SW_OK } from '../smart-card/apdu.ts';
import type { SmartCard } from '../smart-card/transport.ts';
import type { SscReadFault } from './faults.ts';
import type { ReadFault } from './select.ts';
import type { SscAlgorithm } from './social-security-card.ts';

/** Eight bytes each. */
export interface HolderAccessRequest {
  /** Six digits. */
  readonly region: string;
  /** The historical bytes of the answer to reset; their last eight are the factor of dispersal. */
  readonly atrHistorical: Uint8Array;
  readonly algorithm: SscAlgorithm | null;
  /** 32 hexadecimal digits. */
  readonly cardId: string;
  readonly internalFactor: Uint8Array;
  readonly internalRaw: Uint8Array;
  readonly externalFactor: Uint8Array;
  /** The card's challenge. */
  readonly externalRaw: Uint8Array;
}

/** Eight bytes each: what a genuine card answers to `internalRaw`, and the answer to `externalRaw`. */
export interface HolderAccessAnswer {
  readonly internal: Uint8Array;
  readonly external: Uint8Array;
}

/** Whoever has the keys: the centre's security module. */
export interface HolderAccess {
  authorise(request: HolderAccessRequest): Promise<Result<HolderAccessAnswer, 'refused' | 'unreachable'>>;
}

const KEY_RKSSSE = 0x0a;
const LENGTH = 8;

/** Opens EF06 of the selected application; afterwards it can be read until the card is reset. */
export async function authenticate(
  card: SmartCard,
  access: HolderAccess,
  about: Pick<HolderAccessRequest, 'region' | 'algorithm' | 'cardId'>,
): Promise<Result<void, ReadFault>> {
  const atrHistorical = historicalBytes(card.atr);
  const factor = atrHistorical.slice(-LENGTH);
  const internalRaw = Uint8Array.from(randomBytes(LENGTH));
  const challenge = await exchange(card, { ins: 0x84, p1: 0, p2: 0, le: LENGTH });
  if (!challenge.ok) return challenge;
  if (challenge.value.sw !== SW_OK || challenge.value.data.length !== LENGTH) return fail('cardUnreadable');
  const externalRaw = challenge.value.data;
  const request = { ...about, atrHistorical, internalFactor: factor, internalRaw, externalFactor: factor, externalRaw };
  const answer = await access.authorise(request);
  if (!answer.ok) return fail<SscReadFault>(answer.fault === 'refused' ? 'centreRefused' : 'centreUnreachable');
  const { internal, external } = answer.value;
  // External first: the card's challenge holds for the next command only.
  const opened = await exchange(card, {
    ins: 0x82,
    p1: 0,
    p2: KEY_RKSSSE,
    data: Uint8Array.of(...external, ...externalRaw),
  });
  if (!opened.ok) return opened;
  if (opened.value.sw !== SW_OK) return fail('centreRefused');
  const proof = await exchange(card, {
    ins: 0x88,
    p1: 0,
    p2: 0,
    data: Uint8Array.of(...factor, ...internalRaw),
    le: LENGTH,
  });
  if (!proof.ok) return proof;
  const genuine = proof.value.sw === SW_OK && Buffer.compare(proof.value.data, internal) === 0;
  return genuine ? ok(undefined) : fail('cardNotGenuine');
}

/** The last bytes of an answer to reset, as many as the low half of its second byte says; no check byte with T=0. */
export function historicalBytes(atr: Uint8Array): Uint8Array {
  const [, t0 = 0] = atr;
  let at = 2;
  let interfaces = t0 >> 4;
  let withCheck = false;
  while (interfaces !== 0 && at < atr.length) {
    for (let bit = 0; bit < 3; bit++) at += (interfaces >> bit) & 1;
    if ((interfaces & 8) === 0) break;
    const td = atr[at++] ?? 0;
    if ((td & 0x0f) !== 0) withCheck = true;
    interfaces = td >> 4;
  }
  return atr.slice(at, Math.min(at + (t0 & 0x0f), atr.length - (withCheck ? 1 : 0)));
}
