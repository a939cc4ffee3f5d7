/** The chip of an emulated social security card: commands in, answers out (ISO 7816-4, LD/T 32; readers.md 3.2–3.5). */
import { randomBytes } from 'node:crypto';
import type { Person } from '../people/person.ts';
import { type Files, filesOf, type SscKind } from './content.ts';
import { cryptogram } from './keys.ts';

const SSSE = '7378312e73682ec9e7bbe1b1a3d5cf';
const BANK = Buffer.from('1PAY.SYS.DDF01', 'latin1').toString('hex');
const RKSSSE = 0x0a;
/** Chip maker, COS, card maker, region, serial: the last eight bytes are the factor of the card's keys. */
const HISTORICAL = Buffer.from('814a444686605199000001ac37', 'hex');
const ATR_SSC = Buffer.concat([Buffer.from('3b6d0000', 'hex'), HISTORICAL]);
const ATR_OTHER = Buffer.from('3b6500002063cb6800', 'hex');
const MOST_TRIES = 6;

export interface ChipOptions {
  /** As over T=0: 61xx and GET RESPONSE, 6Cxx for another length than the record's. Default true. */
  readonly t0?: boolean;
  /** Answers "read all records". Default false, as most cards. */
  readonly allRecords?: boolean;
  /** Knows only P1 = 00 to select a file. Default false. */
  readonly oldSelect?: boolean;
  /** Tells the tries left to a VERIFY without a PIN. Default true. */
  readonly tellsTries?: boolean;
}

export class SscChip {
  readonly atr: Buffer;
  readonly #kind: SscKind;
  readonly #files: Files;
  readonly #pin: string;
  readonly #options: Required<ChipOptions>;
  #triesLeft = MOST_TRIES;
  #application: 'none' | 'ssse' | 'bank' = 'none';
  #file: number | null = null;
  #opened = false;
  #challenge: Buffer | null = null;
  #ready: Buffer = Buffer.alloc(0);

  /** `pin`: 4 to 12 digits, invented. */
  constructor(person: Person, kind: SscKind, pin = '864209', options: ChipOptions = {}) {
    this.#kind = kind;
    this.#files = filesOf(person, kind);
    this.#pin = pin.length % 2 === 0 ? pin : `${pin}f`;
    this.#options = { t0: true, allRecords: false, oldSelect: false, tellsTries: true, ...options };
    this.atr = kind === 'other' || kind === 'bank' ? ATR_OTHER : ATR_SSC;
  }

  get triesLeft(): number {
    return this.#triesLeft;
  }

  /** Power off and on: what was selected and opened is so no more. */
  reset(): void {
    this.#application = 'none';
    this.#file = null;
    this.#opened = false;
    this.#challenge = null;
    this.#ready = Buffer.alloc(0);
  }

  /** The answer to a command, with its status word. */
  answer(apdu: Uint8Array): Buffer {
    const [cla, ins, p1 = 0, p2 = 0] = apdu;
    if (apdu.length < 4 || cla === undefined || ins === undefined) return sw(0x6700);
    if (cla !== 0x00) return sw(0x6e00);
    const challenge = this.#challenge;
    this.#challenge = null;
    if (ins === 0xc0) return this.#getResponse(apdu[4] ?? 0);
    this.#ready = Buffer.alloc(0);
    const data = apdu.length > 5 ? apdu.subarray(5, 5 + (apdu[4] ?? 0)) : new Uint8Array();
    switch (ins) {
      case 0xa4:
        return this.#select(p1, data);
      case 0xb2:
        return this.#readRecord(p1, p2, apdu[4] ?? 0);
      case 0x84:
        return this.#getChallenge(apdu[4] ?? 0);
      case 0x88:
        return this.#later(cryptogram('internal', data.subarray(0, 8), data.subarray(8, 16)));
      case 0x82:
        return this.#externalAuthenticate(p2, data, challenge);
      case 0x20:
        return this.#verify(data);
      default:
        return sw(0x6d00);
    }
  }

  #select(p1: number, data: Uint8Array): Buffer {
    if (p1 === 0x04) return this.#selectByName(Buffer.from(data).toString('hex'));
    if (p1 !== 0x00 && (p1 !== 0x02 || this.#options.oldSelect)) return sw(0x6a86);
    const id = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    if (this.#application !== 'ssse' || !this.#files.has(id)) return sw(0x6a82);
    this.#file = id;
    return sw(0x9000);
  }

  #selectByName(name: string): Buffer {
    if (this.#kind === 'locked') return sw(0x6a81);
    if (name === SSSE && this.#kind !== 'bank' && this.#kind !== 'other') {
      this.#application = 'ssse';
      this.#file = null;
      return this.#later(fci(this.#kind));
    }
    // A social security card is a bank card besides.
    if (name === BANK && this.#kind !== 'other') {
      this.#application = 'bank';
      return this.#later(Buffer.from(`6f15840e${BANK}a503880101`, 'hex'));
    }
    return sw(0x6a82);
  }

  #readRecord(p1: number, p2: number, le: number): Buffer {
    const [sfi, mode] = [p2 >> 3, p2 & 7];
    const id = sfi === 0 ? this.#file : 0xef00 + sfi;
    const records = id === null ? undefined : this.#files.get(id);
    if (this.#application !== 'ssse') return sw(0x6985);
    if (records === undefined) return sw(id === null ? 0x6986 : 0x6a82);
    if (id === 0xef06 && this.#kind === '3.0' && !this.#opened) return sw(0x6982);
    if (mode === 5)
      return this.#options.allRecords ? this.#ofLength(Buffer.concat(records.slice(p1 - 1)), le) : sw(0x6a86);
    const record = mode === 4 ? records[p1 - 1] : mode === 0 ? records.find((one) => one[0] === p1) : undefined;
    if (record === undefined) return sw(mode === 4 || mode === 0 ? 0x6a83 : 0x6a86);
    return this.#ofLength(record, le);
  }

  #getChallenge(le: number): Buffer {
    if (le !== 8) return sw(0x6700);
    this.#challenge = randomBytes(8);
    return Buffer.concat([this.#challenge, sw(0x9000)]);
  }

  #externalAuthenticate(key: number, data: Uint8Array, challenge: Buffer | null): Buffer {
    if (key !== RKSSSE) return sw(0x6a88);
    if (challenge === null) return sw(0x6984);
    const expected = Buffer.concat([cryptogram('external', HISTORICAL.subarray(-8), challenge), challenge]);
    this.#opened = expected.equals(data);
    return sw(this.#opened ? 0x9000 : 0x6988);
  }

  #verify(data: Uint8Array): Buffer {
    if (this.#triesLeft === 0) return sw(0x6983);
    if (data.length === 0) return sw(this.#options.tellsTries ? 0x63c0 + this.#triesLeft : 0x6700);
    const right = Buffer.from(data).toString('hex') === this.#pin;
    this.#triesLeft = right ? MOST_TRIES : this.#triesLeft - 1;
    if (right) return sw(0x9000);
    return this.#triesLeft === 0 ? sw(0x6983) : sw(0x63c0 + this.#triesLeft);
  }

  /** Data that the host has to ask for with its exact length. */
  #ofLength(data: Buffer, le: number): Buffer {
    if (le === data.length) return Buffer.concat([data, sw(0x9000)]);
    if (this.#options.t0) return sw(0x6c00 | (data.length & 0xff));
    return le === 0 ? Buffer.concat([data, sw(0x9000)]) : sw(0x6c00 | data.length);
  }

  /** Data of a command that carried data itself: over T=0 the host fetches them. */
  #later(data: Buffer): Buffer {
    if (!this.#options.t0) return Buffer.concat([data, sw(0x9000)]);
    this.#ready = data;
    return sw(0x6100 | data.length);
  }

  #getResponse(le: number): Buffer {
    if (this.#ready.length === 0) return sw(0x6985);
    const part = this.#ready.subarray(0, le === 0 ? 256 : le);
    this.#ready = this.#ready.subarray(part.length);
    return Buffer.concat([part, sw(this.#ready.length === 0 ? 0x9000 : 0x6100 | this.#ready.length)]);
  }
}

const sw = (word: number): Buffer => Buffer.from([word >> 8, word & 0xff]);

/** 2.0 names its directory only; 3.0 its algorithm too, 03: SM4. */
const fci = (kind: SscKind): Buffer =>
  Buffer.from(kind === '3.0' ? `6f1c840f${SSSE}a50988011e9f0c03860103` : `6f16840f${SSSE}a50388011e`, 'hex');
