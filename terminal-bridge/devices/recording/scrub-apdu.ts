/**
 * Takes the person out of what passes between us and a social security card, byte for byte: lengths and status words stay,
 * so that a replay reads a card as whole as the real one was. What is not understood is taken for personal. No command
 * keeps its data but SELECT, so that no PIN is ever written, nor its length.
 */
import { walkBer, walkSimple } from '../social-security-card/tlv.ts';

const FILLER = 0xee;
const INS = { select: 0xa4, readRecord: 0xb2, getResponse: 0xc0 } as const;
const KEPT_WHOLE: ReadonlySet<number> = new Set(Object.values(INS));
/** What a directory's own description says: its name, the number of a file, the algorithm of its keys. */
const PUBLIC_BER: ReadonlySet<number> = new Set([0x84, 0x86, 0x88]);
/** 卡类别, 规范版本, 初始化机构编号, each with its length: the same on millions of cards. */
const PUBLIC_SIMPLE: ReadonlyMap<number, number> = new Map([
  [0x02, 1],
  [0x03, 4],
  [0x04, 12],
]);
/** 卡识别码, dates, nation, place of birth: digits, two a byte. */
const BCD: ReadonlySet<number> = new Set([0x01, 0x05, 0x06, 0x0b, 0x0c, 0x0d]);
/** 卡号, 社会保障号码, sex. */
const TEXT: ReadonlySet<number> = new Set([0x07, 0x08, 0x0a]);
const NAMES: ReadonlySet<number> = new Set([0x09, 0x4e]);
/** 样 in GB18030. */
const NAME_BYTES = [0xd1, 0xf9] as const;

/** The command as it is written down. */
export function scrubCommand(apdu: Uint8Array): Uint8Array {
  return apdu.slice(0, KEPT_WHOLE.has(apdu[1] ?? 0) ? apdu.length : 4);
}

/** The last eight historical bytes are the card's own factor of dispersal. */
export function scrubReset(atr: Uint8Array): Uint8Array {
  const scrubbed = Uint8Array.from(atr);
  if (scrubbed.length > 8) scrubbed.fill(FILLER, -8);
  return scrubbed;
}

/** Scrubs one answer after the other of one card: what GET RESPONSE fetches belongs to the command before it. */
export class AnswerScrubber {
  #about = 0;
  #begun = false;

  scrub(apdu: Uint8Array, answer: Uint8Array): Uint8Array {
    const scrubbed = Uint8Array.from(answer);
    const data = scrubbed.subarray(0, Math.max(0, scrubbed.length - 2));
    const fetched = apdu[1] === INS.getResponse;
    if (!fetched) this.#about = apdu[1] ?? 0;
    // The second part of something begins anywhere in it.
    const whole = !(fetched && this.#begun) && answer.length >= 2;
    this.#begun = fetched ? this.#begun || data.length > 0 : data.length > 0;
    if (whole && this.#about === INS.select) hideDirectory(data);
    else if (whole && this.#about === INS.readRecord) hideRecords(data);
    else (answer.length < 2 ? scrubbed : data).fill(FILLER);
    return scrubbed;
  }
}

/** In place: the walks give views into the data; whatever they do not reach is filled. */
function hideDirectory(data: Uint8Array): void {
  const entries = walkBer(data);
  if (entries.length === 0) data.fill(FILLER);
  for (const { tag, value } of entries) if (!PUBLIC_BER.has(tag)) value.fill(FILLER);
}

function hideRecords(data: Uint8Array): void {
  let end = data.byteOffset;
  for (const { tag, value } of walkSimple(data)) {
    hideValue(tag, value);
    end = value.byteOffset + value.length;
  }
  data.subarray(end - data.byteOffset).fill(FILLER);
}

function hideValue(tag: number, value: Uint8Array): void {
  if (PUBLIC_SIMPLE.get(tag) === value.length) return;
  if (NAMES.has(tag)) hideName(value);
  else if (BCD.has(tag)) value.set(value.map((byte) => (byte === 0xff || byte === 0xee ? byte : 0x11)));
  else if (TEXT.has(tag)) value.set(value.map((byte) => (byte === 0 || byte === 0xff ? byte : 0x31)));
  else value.fill(FILLER);
}

/** As many bytes as the name had, so that one that goes on in the extension still does. */
function hideName(value: Uint8Array): void {
  const length = value.findLastIndex((byte) => byte !== 0 && byte !== 0xff) + 1;
  for (let at = 0; at < length; at++) value[at] = NAME_BYTES[at % 2] ?? FILLER;
}
