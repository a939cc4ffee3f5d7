/** Chance that is the same each time: numbers that follow from a text alone (sfc32, seeded by SHA-256). */
import { createHash } from 'node:crypto';

export class Random {
  readonly #state: Uint32Array;

  /** `text` names the stream: two streams of different names have nothing to do with each other. */
  constructor(text: string) {
    const digest = createHash('sha256').update(text).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
    for (let n = 0; n < 12; n += 1) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const s = this.#state;
    const [a = 0, b = 0, c = 0, d = 0] = s;
    const sum = (a + b + d) >>> 0;
    s[3] = d + 1;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  /** From `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.fraction() < share;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.fraction() * list.length)] ?? list[0];
  }

  /** By weight; the weights need not sum up to anything. */
  weighted<T>(list: readonly [Weighted<T>, ...Weighted<T>[]]): T {
    let left = this.fraction() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    return list[0][1];
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.next() & 255);
  }

  /** 64 hex digits, as a digest of something would be. */
  digest(): string {
    return Buffer.from(this.bytes(32)).toString('hex');
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 9)).join('');
  }
}

export type Weighted<T> = readonly [weight: number, value: T];
