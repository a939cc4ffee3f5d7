/** As much of JPEG (ITU-T T.81) as a camera source needs: how large the picture is, and where one picture ends. */

export interface JpegSize {
  readonly width: number;
  readonly height: number;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Width and height from the frame header, without decoding; null when this is no JPEG. */
export function jpegSize(bytes: Uint8Array): JpegSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === TEM || isRestart(marker)) {
      at += 2;
      continue;
    }
    if (marker === EOI || marker === SOS) return null;
    if (isFrameHeader(marker)) {
      const height = word(bytes, at + 5);
      const width = word(bytes, at + 7);
      return width > 0 && height > 0 ? { width, height } : null;
    }
    at += 2 + Math.max(2, word(bytes, at + 2));
  }
  return null;
}

const word = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/**
 * Cuts a stream of JPEGs laid end to end (ffmpeg's raw MJPEG) into pictures. It walks the segments by their lengths,
 * so that a thumbnail inside a picture does not end it. Bytes outside pictures and pictures over `limit` are dropped.
 */
export class JpegSplitter {
  readonly #limit: number;
  #held: Buffer = Buffer.alloc(0);
  /** Where the walk through the picture at the start of `#held` goes on. */
  #at = 0;
  #inScan = false;
  /** Bytes thrown away so far: noise between pictures, and pictures that were damaged or too large. */
  discarded = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The pictures that `chunk` completes, in order. */
  push(chunk: Uint8Array): Uint8Array[] {
    const before = this.#held;
    this.#held = before.length === 0 ? Buffer.from(chunk) : Buffer.concat([before, chunk]);
    // What was a part of somebody's picture is overwritten, here and below.
    before.fill(0);
    const pictures: Uint8Array[] = [];
    while (this.#findStart()) {
      const end = this.#findEnd();
      if (end === 'more') {
        if (this.#held.length <= this.#limit) break;
        this.#drop(2);
      } else if (end === 'damaged') this.#drop(2);
      else {
        if (end > this.#limit) this.discarded += end;
        else pictures.push(Uint8Array.from(this.#held.subarray(0, end)));
        this.#restart(end);
      }
    }
    return pictures;
  }

  /** Overwrites what is held of a picture that has not come whole. */
  wipe(): void {
    this.#restart(this.#held.length);
  }

  /** Moves to the next start of a picture; false when more bytes are needed. */
  #findStart(): boolean {
    if (this.#at > 0) return true;
    const start = this.#held.indexOf(Buffer.of(0xff, SOI));
    if (start === -1) {
      const keep = this.#held.at(-1) === 0xff ? 1 : 0;
      this.#drop(this.#held.length - keep);
      return false;
    }
    this.#drop(start);
    this.#at = 2;
    return true;
  }

  #findEnd(): number | 'more' | 'damaged' {
    const held = this.#held;
    for (;;) {
      if (this.#inScan && !this.#skipScan()) return 'more';
      if (this.#at + 4 > held.length) {
        if (held[this.#at] === 0xff && held[this.#at + 1] === EOI) return this.#at + 2;
        return 'more';
      }
      if (held[this.#at] !== 0xff) return 'damaged';
      const marker = held[this.#at + 1] ?? 0;
      if (marker === EOI) return this.#at + 2;
      if (marker === SOI || marker === 0) return 'damaged';
      if (marker === 0xff) this.#at += 1;
      else if (marker === TEM || isRestart(marker)) this.#at += 2;
      else {
        this.#inScan = marker === SOS;
        this.#at += 2 + Math.max(2, word(held, this.#at + 2));
      }
    }
  }

  /** Entropy-coded data run to the first marker that is neither a stuffed zero nor a restart. */
  #skipScan(): boolean {
    for (;;) {
      const next = this.#held.indexOf(0xff, this.#at);
      if (next === -1 || next + 1 >= this.#held.length) {
        this.#at = next === -1 ? Math.max(this.#at, this.#held.length) : next;
        return false;
      }
      const marker = this.#held[next + 1] ?? 0;
      if (marker !== 0 && marker !== 0xff && !isRestart(marker)) {
        this.#at = next;
        this.#inScan = false;
        return true;
      }
      this.#at = marker === 0xff ? next + 1 : next + 2;
    }
  }

  #drop(count: number): void {
    this.discarded += count;
    this.#restart(count);
  }

  #restart(from: number): void {
    this.#held.subarray(0, from).fill(0);
    this.#held = this.#held.subarray(from);
    this.#at = 0;
    this.#inScan = false;
  }
}
