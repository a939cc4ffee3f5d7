/**
 * The card's PIN. A terminal never brings it near its lock: it asks for the tries that are left, and sends nothing when a
 * wrong one would leave fewer than two. The PIN is in no log, no fault and no error. No command and no screen asks for a
 * PIN yet; over PC/SC it passes through a pipe to a process of its own, whose buffers are the system's.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { exchange, SW_OK } from '../smart-card/apdu.ts';
import type { LinkFault, SmartCard } from '../smart-card/transport.ts';
import type { SscFault } from './faults.ts';
import { SW, triesOf } from './status-words.ts';

/** So many must be left after a wrong PIN of ours. */
const LEAST_LEFT = 2;

export interface PinFault {
  readonly kind: SscFault | LinkFault['kind'];
  /** After the attempt, where the card tells. */
  readonly triesLeft: number | null;
}

/** Tries left; null where the card does not tell without a PIN. The application must be selected. */
export async function pinTriesLeft(card: SmartCard): Promise<Result<number | null, PinFault>> {
  const asked = await exchange(card, { ins: 0x20, p1: 0, p2: 0 }, { once: true });
  if (!asked.ok) return fail({ kind: asked.fault.kind, triesLeft: null });
  return ok(asked.value.sw === SW.pinBlocked ? 0 : triesOf(asked.value.sw));
}

/** `pin`: 4 to 12 digits. `pinWrong` with the tries left; nothing is sent when these are too few or unknown. */
export async function verifyPin(card: SmartCard, pin: string): Promise<Result<void, PinFault>> {
  if (!/^\d{4,12}$/.test(pin)) return fail({ kind: 'pinMalformed', triesLeft: null });
  const left = await pinTriesLeft(card);
  if (!left.ok) return left;
  const triesLeft = left.value;
  if (triesLeft === null) return fail({ kind: 'pinTriesUnknown', triesLeft });
  if (triesLeft === 0) return fail({ kind: 'pinBlocked', triesLeft });
  if (triesLeft - 1 < LEAST_LEFT) return fail({ kind: 'pinTriesLow', triesLeft });
  const data = bcd(pin);
  const sent = await exchange(card, { ins: 0x20, p1: 0, p2: 0, data }, { once: true });
  data.fill(0);
  if (!sent.ok) return fail({ kind: sent.fault.kind, triesLeft: null });
  const { sw } = sent.value;
  if (sw === SW_OK) return ok(undefined);
  if (sw === SW.pinBlocked) return fail({ kind: 'pinBlocked', triesLeft: 0 });
  const tries = triesOf(sw);
  return fail({ kind: tries === null ? 'cardUnreadable' : 'pinWrong', triesLeft: tries });
}

/** Two digits a byte, filled up with F. */
function bcd(pin: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(pin.length / 2)).fill(0xff);
  for (const [place, digit] of [...pin].entries()) {
    const [at, shift] = [place >> 1, place % 2 === 0 ? 4 : 0];
    bytes[at] = ((bytes[at] ?? 0) & ~(0x0f << shift)) | (Number(digit) << shift);
  }
  return bytes;
}
