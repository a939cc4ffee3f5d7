/**
 * Feeds the encoder at the pace of the clock: picture n belongs to second n ÷ rate, sample m to second m ÷ 16,000, whatever
 * the camera and the microphone deliver. So sound and picture stay together, and time in the file is time in the room.
 * What is missing is filled (black, zeros) and told; it is never covered up with what was there before.
 */
import type { GapCause } from '@anban/server/contract/recordings';
import { FrozenDetector } from '../devices/camera/frozen.ts';
import { BLACK_JPEG } from './black.ts';
import { type Encoder, SOUND_RATE } from './encoder.ts';
import type { GapLog } from './gap-log.ts';

/** No new picture for so long is a gap, ms. One picture may be late. */
export const PICTURE_LATE_MS = 1000;
/** Sound is fed this much later than it came, so that a late block leaves no hole, ms. */
const SOUND_DELAY_MS = 300;
export const SOUND_LATE_MS = 1000;
/** A living microphone is never quite silent: nothing but zeros for so long is a dead one, ms. */
export const ZEROS_MS = 3000;
/** More than this waiting comes of a microphone that is faster than our clock; the oldest is dropped, ms. */
const SOUND_MOST_MS = 1500;
/** The clock of the machine against the one that cannot be set, ms. */
export const JUMP_MS = 1000;
/** The feeder itself did not run: the process hung or the machine slept, ms. */
export const STALL_MS = 5000;

const BYTES_PER_MS = (SOUND_RATE * 2) / 1000;

export interface FeederOptions {
  readonly picturesPerSecond: number;
  /** Wall clock and a clock that cannot be set, both ms. */
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly gaps: GapLog;
  readonly onJump: (from: number, until: number, jumpMs: number) => void;
}

export class Feeder {
  readonly #options: FeederOptions;
  readonly #frozen = new FrozenDetector();
  #encoder: Encoder | null = null;
  #epoch = 0;
  #last = 0;
  #offset: number;
  #pictures = 0;
  #soundBytes = 0;
  #picture: { readonly jpeg: Uint8Array; readonly at: number } | null = null;
  #soundAt: number;
  #isHeard = false;
  #loudAt: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** When the watch over picture and sound began. */
  readonly #born: number;

  constructor(options: FeederOptions) {
    this.#options = options;
    this.#born = options.monotonic();
    this.#soundAt = this.#born;
    this.#loudAt = this.#born;
    this.#offset = options.now() - this.#born;
  }

  /** A picture and a sound have come. */
  get hasBoth(): boolean {
    return this.#picture !== null && this.#isHeard;
  }

  /** The wall clock at a time of the other clock, ms. */
  wallOf(monotonic: number): number {
    return Math.round(monotonic + this.#offset);
  }

  /** From now on into this encoder; its second 0 is the answer, on the clock that cannot be set. */
  feed(encoder: Encoder): number {
    this.#encoder = encoder;
    this.#epoch = this.#options.monotonic();
    this.#last = this.#epoch;
    this.#pictures = 0;
    this.#soundBytes = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return this.#epoch;
  }

  rest(): void {
    this.#encoder = null;
  }

  see(jpeg: Uint8Array): void {
    const at = this.#options.monotonic();
    this.#frozen.see(jpeg);
    if (this.#frozen.frozen) this.#begin('picture-frozen', this.#picture?.at ?? at);
    else if (this.#frozen.living) this.#end('picture-frozen', at);
    this.#picture = { jpeg, at };
  }

  hear(pcm: Buffer): void {
    const at = this.#options.monotonic();
    this.#soundAt = at;
    this.#isHeard = true;
    if (pcm.some((byte) => byte !== 0)) this.#loudAt = at;
    if (this.#encoder === null) return;
    this.#waiting.push(pcm);
    this.#waitingBytes += pcm.length;
    const most = SOUND_MOST_MS * BYTES_PER_MS;
    if (this.#waitingBytes > most) this.#takeSound(this.#waitingBytes - SOUND_DELAY_MS * BYTES_PER_MS);
  }

  /** Call several times a second. False: so much time was missed that the encoder is to be begun anew. */
  tick(): boolean {
    const at = this.#options.monotonic();
    this.#watch(at);
    const encoder = this.#encoder;
    if (encoder === null) return true;
    if (at - this.#last > STALL_MS) return false;
    this.#last = at;
    this.#feedPictures(encoder, at);
    this.#feedSound(encoder, at);
    return true;
  }

  #feedPictures(encoder: Encoder, at: number): void {
    const due = Math.floor(((at - this.#epoch) * this.#options.picturesPerSecond) / 1000);
    const isFresh = this.#picture !== null && at - this.#picture.at <= PICTURE_LATE_MS;
    const jpeg = isFresh && this.#picture !== null ? this.#picture.jpeg : BLACK_JPEG;
    for (; this.#pictures < due; this.#pictures += 1) encoder.picture(jpeg);
  }

  #feedSound(encoder: Encoder, at: number): void {
    const due = Math.max(0, Math.floor((at - this.#epoch - SOUND_DELAY_MS) * (SOUND_RATE / 1000)) * 2);
    const wanted = due - this.#soundBytes;
    if (wanted <= 0) return;
    const there = this.#takeSound(wanted);
    encoder.sound(there.length < wanted ? Buffer.concat([there, Buffer.alloc(wanted - there.length)]) : there);
    this.#soundBytes = due;
  }

  /** The oldest `bytes` of what waits, or all of it. */
  #takeSound(bytes: number): Buffer {
    const all = Buffer.concat(this.#waiting);
    // Whole samples only.
    const taken = all.subarray(0, Math.min(bytes, all.length) & ~1);
    const rest = all.subarray(taken.length);
    this.#waiting = [rest];
    this.#waitingBytes = rest.length;
    return taken;
  }

  #watch(at: number): void {
    this.#judge('picture-missing', at, this.#picture?.at ?? this.#born, PICTURE_LATE_MS);
    this.#judge('sound-missing', at, this.#soundAt, SOUND_LATE_MS);
    const isHeard = at - this.#soundAt <= SOUND_LATE_MS;
    if (isHeard) this.#judge('sound-silent', at, this.#loudAt, ZEROS_MS);
    else this.#end('sound-silent', this.#soundAt);
    const offset = this.#options.now() - at;
    const jumpMs = Math.round(offset - this.#offset);
    if (Math.abs(jumpMs) < JUMP_MS) return;
    const before = this.wallOf(at);
    this.#offset = offset;
    this.#options.onJump(before, this.wallOf(at), jumpMs);
  }

  #judge(cause: GapCause, at: number, last: number, lateAfter: number): void {
    if (at - last > lateAfter) this.#begin(cause, last);
    else this.#end(cause, last);
  }

  #begin(cause: GapCause, at: number): void {
    this.#options.gaps.begin(cause, this.wallOf(at));
  }

  #end(cause: GapCause, at: number): void {
    this.#options.gaps.end(cause, this.wallOf(at));
  }
}
