/** What can be wrong with an emulated card, on demand. */
import type { VirtualCard } from './vpcd.ts';

export const SSC_FAULTS = {
  none: 'a good card',
  'memory-fails': 'every read of a record ends with 6581',
  'holder-cut-short': 'the records of EF06 break off in the middle of a value',
  'forged-proof': 'the answer to internal authentication is not the right one',
} as const;
export type SscFaultKind = keyof typeof SSC_FAULTS;
export const isSscFaultKind = (text: string): text is SscFaultKind => Object.hasOwn(SSC_FAULTS, text);

/** The card with the fault. */
export function withFault(card: VirtualCard, fault: SscFaultKind): VirtualCard {
  if (fault === 'none') return card;
  return { atr: card.atr, reset: () => card.reset(), answer: (apdu) => bend(fault, apdu, card.answer(apdu)) };
}

const READ_RECORD = 0xb2;
const EF06 = 0x06;
const INTERNAL_AUTHENTICATE = 0x88;

function bend(fault: SscFaultKind, apdu: Uint8Array, good: Uint8Array): Uint8Array {
  const [, ins, , p2 = 0] = apdu;
  if (fault === 'memory-fails' && ins === READ_RECORD) return Uint8Array.of(0x65, 0x81);
  if (fault === 'holder-cut-short' && ins === READ_RECORD && p2 >> 3 === EF06 && good.length > 6)
    return Buffer.concat([good.subarray(0, 4), good.subarray(-2)]);
  if (fault === 'forged-proof' && ins === INTERNAL_AUTHENTICATE) return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0x90, 0);
  return good;
}
