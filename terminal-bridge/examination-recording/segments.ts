/** From fragments to segments: files that play each for itself, encrypted while they are written, then listed. */
import { createHash, type Hash } from 'node:crypto';
import { segmentPath } from './folder.ts';
import { type Fragment, type Head, moved } from './fragments.ts';
import { SegmentWriter } from './vault.ts';

/** A fragment never ends to the microsecond where the next one begins. */
const ROUNDING_S = 0.5;

export interface FinishedSegment {
  readonly index: number;
  readonly digest: string;
  readonly bytes: number;
  /** Wall clock, ms. */
  readonly from: number;
  readonly until: number;
  readonly pictures: number;
  readonly soundMs: number;
}

interface Open {
  readonly writer: SegmentWriter;
  readonly head: Head;
  readonly index: number;
  /** Seconds of the encoder at its beginning. */
  readonly start: number;
  readonly from: number;
  readonly hash: Hash;
  bytes: number;
  until: number;
  pictures: number;
  soundMs: number;
}

export interface SegmentsOptions {
  readonly folder: string;
  readonly key: Buffer;
  readonly seconds: number;
  readonly firstIndex: number;
  /** Wall clock of a second of the encoder that runs, ms. */
  readonly wallAt: (seconds: number) => number;
  readonly onFinished: (segment: FinishedSegment) => void;
}

export class Segments {
  readonly #options: SegmentsOptions;
  #next: number;
  #open: Open | null = null;

  constructor(options: SegmentsOptions) {
    this.#options = options;
    this.#next = options.firstIndex;
  }

  /** On the disk when this resolves. Rejects with what the disk says; the segment then ends before this fragment. */
  async add(fragment: Fragment, head: Head): Promise<void> {
    if (this.#open !== null && fragment.from - this.#open.start >= this.#options.seconds - ROUNDING_S)
      await this.finish();
    this.#open ??= await this.#begin(fragment, head);
    const open = this.#open;
    const bytes = moved(fragment.bytes, head.tracks, open.start);
    await open.writer.append(bytes);
    open.hash.update(bytes);
    open.bytes += bytes.length;
    open.until = this.#options.wallAt(fragment.until);
    open.pictures += fragment.pictures;
    open.soundMs += fragment.soundMs;
  }

  /** Closes and lists the open segment, if there is one. */
  async finish(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    await open.writer.close();
    // Nothing but a head: no fragment reached the disk.
    if (open.pictures === 0) return;
    const { index, hash, bytes, from, until, pictures, soundMs } = open;
    const digest = hash.digest('hex');
    this.#options.onFinished({ index, digest, bytes, from, until: Math.max(from, until), pictures, soundMs });
  }

  /** First chunk: what salvage has to know. Second: the head. Then one for each fragment. */
  async #begin(fragment: Fragment, head: Head): Promise<Open> {
    const { folder, key, wallAt } = this.#options;
    const index = this.#next;
    this.#next += 1;
    const from = wallAt(fragment.from);
    const writer = await SegmentWriter.create(segmentPath(folder, index), key, index);
    await writer.append(Buffer.from(JSON.stringify({ from }), 'utf8'));
    await writer.append(head.bytes);
    const hash = createHash('sha256').update(head.bytes);
    const counts = { bytes: head.bytes.length, until: from, pictures: 0, soundMs: 0 };
    return { writer, head, index, start: fragment.from, from, hash, ...counts };
  }
}
