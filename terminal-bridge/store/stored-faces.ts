/**
 * 存储人脸数: how many pictures this terminal keeps of anybody (Order 19 art 15 counts stored faces). None by design, so
 * this looks instead of promising: files of the state folder that begin as a picture does. Publicity and the encrypted
 * recordings of examinations, which are no face recognition, have folders of their own.
 */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';

/** JPEG, PNG, BMP, WebP (RIFF), and the portrait of an ID card as it lies on the chip (WLT). */
const HEADS = ['ffd8ff', '89504e47', '424d', '52494646', '574c66'].map((hex) => Buffer.from(hex, 'hex'));
const OTHERS = ['playlist', 'recordings', 'examination-recording'];
const LONGEST_HEAD = 8;
/** Looked at again after so long, ms. */
const EVERY_MS = 10_000;

export class StoredFaces {
  readonly #folder: string;
  readonly #clock: Clock;
  #seen: { readonly count: number; readonly at: number } | null = null;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  get count(): number {
    const now = this.#clock.now();
    if (this.#seen === null || now - this.#seen.at >= EVERY_MS) {
      this.#seen = { count: picturesIn(this.#folder), at: now };
    }
    return this.#seen.count;
  }
}

function picturesIn(folder: string): number {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !OTHERS.includes(entry.name)) count += picturesIn(path);
    if (entry.isFile() && isPicture(path)) count += 1;
  }
  return count;
}

function isPicture(path: string): boolean {
  const head = Buffer.alloc(LONGEST_HEAD);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head);
    } finally {
      closeSync(file);
    }
  } catch {
    // Gone in this moment, or not ours to read.
    return false;
  }
  return HEADS.some((known) => head.subarray(0, known.length).equals(known));
}
