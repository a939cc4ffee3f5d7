/** Command and response APDUs (ISO/IEC 7816-3 and -4), short form: what goes to a card and comes back. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { LinkFault, SmartCard } from './transport.ts';

export interface Command {
  readonly cla?: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array;
  /** Expected length, 0 for "all there is". Absent: none is asked for. */
  readonly le?: number;
}

export interface Response {
  /** SW1 SW2, such as 0x9000. */
  readonly sw: number;
  readonly data: Uint8Array;
}

export const SW_OK = 0x9000;

/** Rounds of 61xx and 6Cxx for one command, and bytes of its answer, after which the card is not taken seriously. */
const MOST_ROUNDS = 40;
const MOST_BYTES = 8192;

/** The bytes of a command. At most 255 bytes of data: a longer one is a bug. */
export function commandBytes({ cla = 0x00, ins, p1, p2, data, le }: Command): Uint8Array {
  if (data !== undefined && data.length > 255) throw new Error('a short APDU carries at most 255 bytes');
  // Written in place: the data may be a PIN, of which no copies are to stay behind.
  const bytes = new Uint8Array(4 + (data === undefined ? 0 : 1 + data.length) + (le === undefined ? 0 : 1));
  bytes.set([cla, ins, p1, p2]);
  if (data !== undefined) {
    bytes[4] = data.length;
    bytes.set(data, 5);
  }
  if (le !== undefined) bytes[bytes.length - 1] = le;
  return bytes;
}

/**
 * The whole answer to a command. Fetches what the card has ready (61xx: GET RESPONSE) and repeats with the length that
 * the card names (6Cxx), whatever the reader or its driver do about these themselves. `once`: the command itself is never
 * sent a second time, because each time may count against the card (VERIFY).
 */
export async function exchange(
  card: SmartCard,
  command: Command,
  { once = false }: { readonly once?: boolean } = {},
): Promise<Result<Response, LinkFault>> {
  const parts: Uint8Array[] = [];
  let next = command;
  for (let round = 0, length = 0; round < MOST_ROUNDS && length <= MOST_BYTES; round++) {
    const reply = await transmit(card, next);
    if (!reply.ok) return reply;
    const { sw, data } = reply.value;
    parts.push(data);
    length += data.length;
    const [sw1, sw2] = [sw >> 8, sw & 0xff];
    if (sw1 === 0x61) next = { cla: command.cla ?? 0x00, ins: 0xc0, p1: 0, p2: 0, le: sw2 };
    else if (sw1 === 0x6c && !once) next = { ...next, le: sw2 };
    else return ok({ sw, data: Buffer.concat(parts) });
  }
  return fail({ kind: 'failed', detail: 'the card never comes to an end' });
}

async function transmit(card: SmartCard, command: Command): Promise<Result<Response, LinkFault>> {
  const apdu = commandBytes(command);
  const reply = await card.transmit(apdu);
  // Commands may carry a PIN.
  apdu.fill(0);
  if (!reply.ok) return reply;
  const bytes = reply.value;
  const [sw1, sw2] = [bytes.at(-2), bytes.at(-1)];
  if (sw1 === undefined || sw2 === undefined)
    return fail({ kind: 'failed', detail: 'an answer without a status word' });
  return ok({ sw: (sw1 << 8) | sw2, data: bytes.subarray(0, -2) });
}
