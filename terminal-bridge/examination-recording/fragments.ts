/**
 * As much of fragmented MP4 (ISO/IEC 14496-12) as a recorder needs: where the head of the stream and each fragment end,
 * what stands in a fragment, and how to move it in time, so that every segment plays from zero.
 */
export interface Track {
  readonly id: number;
  /** Ticks per second. */
  readonly timescale: number;
  readonly handler: 'vide' | 'soun' | 'other';
}

/** `ftyp` and `moov`: what every file begins with. */
export interface Head {
  readonly bytes: Buffer;
  readonly tracks: readonly Track[];
}

/** One `moof` with its `mdat`. Begins with a picture that stands for itself. */
export interface Fragment {
  readonly bytes: Buffer;
  /** Seconds since the encoder began: first picture, and end of the last one. */
  readonly from: number;
  readonly until: number;
  readonly pictures: number;
  readonly soundMs: number;
}

interface Box {
  readonly type: string;
  readonly at: number;
  readonly body: number;
  readonly end: number;
}

/** Larger boxes are no fragments of ours. */
const BOX_LIMIT = 64 * 1024 * 1024;

export class StreamDamaged extends Error {
  override readonly name = 'StreamDamaged';
}

/** Cuts the encoder's output into its head and its fragments. Throws `StreamDamaged` when it is no fragmented MP4. */
export class FragmentSplitter {
  #held: Buffer = Buffer.alloc(0);
  #ftyp: Buffer | null = null;
  #moof: Buffer | null = null;
  #head: Head | null = null;

  push(chunk: Uint8Array): (Head | Fragment)[] {
    this.#held = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    const found: (Head | Fragment)[] = [];
    while (this.#held.length >= 8) {
      const size = this.#held.readUInt32BE(0);
      if (size < 8 || size > BOX_LIMIT) throw new StreamDamaged('box of an impossible size');
      if (this.#held.length < size) break;
      const part = this.#take(this.#held.toString('latin1', 4, 8), Buffer.from(this.#held.subarray(0, size)));
      if (part !== null) found.push(part);
      this.#held = this.#held.subarray(size);
    }
    return found;
  }

  #take(type: string, bytes: Buffer): Head | Fragment | null {
    if (type === 'ftyp') this.#ftyp = bytes;
    if (type === 'moov' && this.#ftyp !== null) {
      this.#head = { bytes: Buffer.concat([this.#ftyp, bytes]), tracks: tracksOf(bytes) };
      return this.#head;
    }
    if (type === 'moof') this.#moof = bytes;
    if (type !== 'mdat' || this.#moof === null || this.#head === null) return null;
    const whole = Buffer.concat([this.#moof, bytes]);
    this.#moof = null;
    return fragmentOf(whole, this.#head.tracks);
  }
}

export const isFragment = (part: Head | Fragment): part is Fragment => 'pictures' in part;

/** What a fragment holds, from its `moof`. */
export function fragmentOf(bytes: Buffer, tracks: readonly Track[]): Fragment {
  let span = { from: 0, until: 0, pictures: 0 };
  let soundMs = 0;
  for (const { track, base, samples, duration } of runsOf(bytes, tracks)) {
    const { timescale, handler } = track;
    if (handler === 'vide') span = { from: base / timescale, until: (base + duration) / timescale, pictures: samples };
    else if (handler === 'soun') soundMs = Math.round((duration / timescale) * 1000);
  }
  return { bytes, ...span, soundMs };
}

/** The same fragment, `seconds` earlier; nothing begins before zero. */
export function moved(bytes: Buffer, tracks: readonly Track[], seconds: number): Buffer {
  const copy = Buffer.from(bytes);
  for (const { track, base, tfdt } of runsOf(bytes, tracks)) {
    const ticks = Math.max(0, base - Math.round(seconds * track.timescale));
    if (copy[tfdt.body] === 1) copy.writeBigUInt64BE(BigInt(ticks), tfdt.body + 4);
    else copy.writeUInt32BE(ticks, tfdt.body + 4);
  }
  return copy;
}

interface Run {
  readonly track: Track;
  readonly tfdt: Box;
  /** Ticks. */
  readonly base: number;
  readonly duration: number;
  readonly samples: number;
}

function runsOf(bytes: Buffer, tracks: readonly Track[]): Run[] {
  const moof = boxes(bytes, 0, bytes.length).find(({ type }) => type === 'moof');
  if (moof === undefined) throw new StreamDamaged('no moof');
  return boxes(bytes, moof.body, moof.end)
    .filter(({ type }) => type === 'traf')
    .map((traf) => {
      const inside = boxes(bytes, traf.body, traf.end);
      const tfhd = one(inside, 'tfhd');
      const tfdt = one(inside, 'tfdt');
      const track = tracks.find(({ id }) => id === bytes.readUInt32BE(tfhd.body + 4));
      if (track === undefined) throw new StreamDamaged('a fragment of no track');
      const base =
        bytes[tfdt.body] === 1 ? Number(bytes.readBigUInt64BE(tfdt.body + 4)) : bytes.readUInt32BE(tfdt.body + 4);
      const usual = usualDuration(bytes, tfhd);
      const sums = inside.filter(({ type }) => type === 'trun').map((trun) => sumOf(bytes, trun, usual));
      const total = (of: (sum: { samples: number; duration: number }) => number) =>
        sums.reduce((all, sum) => all + of(sum), 0);
      return { track, tfdt, base, samples: total((sum) => sum.samples), duration: total((sum) => sum.duration) };
    });
}

/** `default_sample_duration` of `tfhd`, which stands after two fields that may be left out. */
function usualDuration(bytes: Buffer, tfhd: Box): number {
  const flags = bytes.readUInt32BE(tfhd.body) & 0xff_ffff;
  if ((flags & 0x8) === 0) return 0;
  const at = tfhd.body + 8 + ((flags & 0x1) === 0 ? 0 : 8) + ((flags & 0x2) === 0 ? 0 : 4);
  return bytes.readUInt32BE(at);
}

function sumOf(bytes: Buffer, trun: Box, usual: number): { samples: number; duration: number } {
  const flags = bytes.readUInt32BE(trun.body) & 0xff_ffff;
  const samples = bytes.readUInt32BE(trun.body + 4);
  if ((flags & 0x100) === 0) return { samples, duration: samples * usual };
  const width = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length;
  const first = trun.body + 8 + ((flags & 0x1) === 0 ? 0 : 4) + ((flags & 0x4) === 0 ? 0 : 4);
  if (first + samples * width > trun.end) throw new StreamDamaged('trun is cut off');
  let duration = 0;
  for (let i = 0; i < samples; i += 1) duration += bytes.readUInt32BE(first + i * width);
  return { samples, duration };
}

function tracksOf(moov: Buffer): Track[] {
  return boxes(moov, 8, moov.length)
    .filter(({ type }) => type === 'trak')
    .map((trak) => {
      const inside = boxes(moov, trak.body, trak.end);
      const tkhd = one(inside, 'tkhd');
      const mdia = one(inside, 'mdia');
      const media = boxes(moov, mdia.body, mdia.end);
      const mdhd = one(media, 'mdhd');
      const kind = moov.toString('latin1', one(media, 'hdlr').body + 8, one(media, 'hdlr').body + 12);
      const after = (box: Box) => box.body + (moov[box.body] === 1 ? 20 : 12);
      const handler = kind === 'vide' || kind === 'soun' ? kind : 'other';
      return { id: moov.readUInt32BE(after(tkhd)), timescale: moov.readUInt32BE(after(mdhd)), handler };
    });
}

function boxes(bytes: Buffer, from: number, end: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= end; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > end) throw new StreamDamaged('box beyond its place');
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), at, body: at + 8, end: at + size });
    at += size;
  }
  return found;
}

function one(all: readonly Box[], type: string): Box {
  const box = all.find((candidate) => candidate.type === type);
  if (box === undefined) throw new StreamDamaged(`no ${type}`);
  return box;
}
