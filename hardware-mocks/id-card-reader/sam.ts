/** The SAM_V module: commands in, answers out, and the state of the session with the card (readers.md 1.3–1.6). */
import type { Person } from '../people/person.ts';
import { fingerprintBlock, managementNumber, newestAddresses, portraitBlock, textBlock } from './card.ts';
import { answer, type Request, SW } from './codec.ts';

/** 05.03-20260101-0000012345-0001234567, little-endian. */
const SAM_ID = Buffer.from('05000300052535013930000087d61200', 'hex');
const SPEEDS = [115200, 57600, 38400, 19200, 9600] as const;
const FASTEST_RF_FRAME = { least: 18, most: 58 };

/** How far the session with the card that lies there has come. */
type Session = 'none' | 'found' | 'selected' | 'read';

export interface SamOptions {
  /** Modules differ: after a read, some do not find the card again until it was lifted. */
  readonly answers80AfterRead: boolean;
  /** Bits per second at power-on. */
  readonly speed: number;
}

export class Sam {
  readonly #options: SamOptions;
  #card: Person | null = null;
  #session: Session = 'none';
  #wasRead = false;
  /** Bits per second the module listens and answers at. */
  speed: number;

  constructor(options: SamOptions) {
    this.#options = options;
    this.speed = options.speed;
  }

  lay(card: Person | null): void {
    this.#card = card;
    this.#session = 'none';
    this.#wasRead = false;
  }

  /** Power off and on; the card, if any, stays where it is. */
  powerUp(): void {
    this.lay(this.#card);
    this.speed = this.#options.speed;
  }

  /** The answer to a request and the speed that holds after it. A request that is not obeyed changes nothing. */
  answer(request: Request): { readonly bytes: Buffer; readonly speedAfter: number } {
    const same = (bytes: Buffer) => ({ bytes, speedAfter: this.speed });
    if (request.kind === 'wrong-checksum') return same(answer(SW.wrongChecksum));
    if (request.kind === 'wrong-length') return same(answer(SW.wrongLength));
    const { code, data } = request;
    const expected = code === 0x61ff ? 1 : 0;
    if (this.#knows(code) && data.length !== expected) return same(answer(SW.wrongLength));
    const speed = code >> 8 === 0x60 ? SPEEDS[code & 0xff] : undefined;
    if (speed !== undefined) return { bytes: answer(SW.ok), speedAfter: speed };
    return same(this.#obey(code, data));
  }

  #knows(code: number): boolean {
    if (code >> 8 === 0x60) return (code & 0xff) < SPEEDS.length;
    return COMMANDS.has(code);
  }

  #obey(code: number, data: Uint8Array): Buffer {
    switch (code) {
      case 0x10ff:
        this.#session = 'none';
        return answer(SW.ok);
      case 0x11ff:
        return answer(SW.ok);
      case 0x12ff:
        return answer(SW.ok, SAM_ID);
      case 0x2001:
        return this.#find();
      case 0x2002:
        return this.#select();
      case 0x3001:
      case 0x3010:
        return this.#read(code === 0x3010);
      case 0x3003:
        return this.#newestAddress();
      case 0x3005:
        return this.#card !== null && this.#addressable()
          ? answer(SW.ok, managementNumber(this.#card))
          : answer(SW.readFailed);
      case 0x61ff:
        return answer(isRfFrameSize(data[0] ?? 0) ? SW.ok : SW.unknownCommand);
      default:
        return answer(SW.unknownCommand);
    }
  }

  #find(): Buffer {
    const hidden = this.#wasRead && this.#options.answers80AfterRead;
    this.#session = this.#card === null || hidden ? 'none' : 'found';
    return this.#session === 'found' ? answer(SW.found, Buffer.alloc(4)) : answer(SW.noCard);
  }

  #select(): Buffer {
    if (this.#session !== 'found') return answer(SW.selectFailed);
    this.#session = 'selected';
    return answer(SW.ok, Buffer.alloc(8));
  }

  /** One selection is good for one read. */
  #read(withFingerprints: boolean): Buffer {
    if (this.#card === null || this.#session !== 'selected') return answer(SW.readFailed);
    this.#session = 'read';
    this.#wasRead = true;
    const parts = [textBlock(this.#card), portraitBlock(this.#card)];
    if (withFingerprints) parts.push(fingerprintBlock());
    const lengths = parts.flatMap((part) => [part.length >> 8, part.length & 0xff]);
    return answer(SW.ok, Buffer.concat([Uint8Array.from(lengths), ...parts]));
  }

  #newestAddress(): Buffer {
    if (this.#card === null || !this.#addressable()) return answer(SW.readFailed);
    const addresses = newestAddresses(this.#card);
    return addresses.length === 0 ? answer(SW.nothingThere) : answer(SW.ok, addresses);
  }

  #addressable(): boolean {
    return this.#card !== null && (this.#session === 'selected' || this.#session === 'read');
  }
}

const COMMANDS: ReadonlySet<number> = new Set([
  0x10ff, 0x11ff, 0x12ff, 0x2001, 0x2002, 0x3001, 0x3003, 0x3005, 0x3010, 0x61ff,
]);

const isRfFrameSize = (n: number): boolean => n >= FASTEST_RF_FRAME.least && n <= FASTEST_RF_FRAME.most;
