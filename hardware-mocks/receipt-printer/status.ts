/** The printer's condition and the status bytes that tell it. Source: ESC/POS Command Reference, DLE EOT, GS a, GS r. */

export type Paper = 'ok' | 'low' | 'out';
export type Cover = 'closed' | 'open';
export type Condition = { readonly paper: Paper; readonly cover: Cover };

/** Bits 1 and 4 of every DLE EOT answer are set: it is how a host tells it from other bytes. */
const FIXED = 0x12;

export const isOnline = ({ paper, cover }: Condition): boolean => paper !== 'out' && cover === 'closed';

/** The one byte that answers DLE EOT n. */
export function realTimeStatus(n: 1 | 2 | 3 | 4, condition: Condition): number {
  switch (n) {
    case 1:
      return FIXED | (isOnline(condition) ? 0 : 0x08);
    case 2:
      return FIXED | (condition.cover === 'open' ? 0x04 : 0) | (condition.paper === 'out' ? 0x20 : 0);
    case 3:
      return FIXED;
    case 4:
      // The near-end sensor sits before the end sensor: a roll that is out is also near its end.
      return FIXED | (condition.paper === 'ok' ? 0 : 0x0c) | (condition.paper === 'out' ? 0x60 : 0);
  }
}

/** The byte that answers GS r n: 1 or 49 paper, 2 or 50 drawer; nothing for another n. */
export function transmittedStatus(n: number, { paper }: Condition): number | undefined {
  if (n === 1 || n === 49) return (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
  if (n === 2 || n === 50) return 0;
  return undefined;
}

/** The four bytes of Automatic Status Back (GS a). */
export function automaticStatus(condition: Condition): Uint8Array {
  const { paper, cover } = condition;
  const printer = 0x14 | (isOnline(condition) ? 0 : 0x08) | (cover === 'open' ? 0x20 : 0);
  return Uint8Array.of(printer, 0, (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0), 0x0f);
}

/** What GS I n answers: type bits, or maker and model between `_` and NUL. */
export function identity(n: number): Uint8Array {
  const word = (text: string): Uint8Array => Buffer.from(`_${text}\0`, 'latin1');
  if (n === 65) return word('1.20 EMU');
  if (n === 66) return word('EMULATED');
  if (n === 67) return word('EMU-80');
  if (n === 68) return word('EMU0000002');
  // Bit 1: a cutter is fitted; bit 0: two-byte characters are.
  return Uint8Array.of(n === 2 || n === 50 ? 0x03 : 0x20);
}
