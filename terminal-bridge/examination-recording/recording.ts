/**
 * One recording from its start to its end: camera and microphone through the encoder into segments, everything that was
 * not as it should be into the list. Ends in order whatever happens to camera, microphone, encoder or disk; the one thing
 * it does not survive is the death of this process, and then `salvage` goes on from what is on the disk.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import type { GapCause, RecordingEnd } from '@anban/server/contract/recordings';
import type { Camera } from '../devices/camera/camera.ts';
import type { TerminalKey } from '../evidence/key.ts';
import { type BridgeLog, errorName } from '../log.ts';
import type { ChainFile, EntryDraft } from './chain-file.ts';
import type { ExaminationRecordingConfig } from './config.ts';
import { type Encoder, FRAGMENT_SECONDS, type StartEncoder } from './encoder.ts';
import { Feeder } from './feeder.ts';
import { manifestPath, type RecordingAbout, signedList, writeDurably } from './folder.ts';
import type { Fragment, Head } from './fragments.ts';
import { type Gap, GapLog } from './gap-log.ts';
import type { Microphone } from './microphone.ts';
import { FLOOR_BYTES } from './room.ts';
import { type FinishedSegment, Segments } from './segments.ts';

/** Freed when the disk is full, so that the end can still be written. */
export const BALLAST = 'ballast';
export const BALLAST_BYTES = 64 * 1024;
const TICKS_PER_SECOND = 20;
const RESTART_MS = 1000;
/** How long camera and microphone may take to open before what they do not give counts as missing, ms. */
export const OPENING_MS = 5000;
const FINISH_MS = 10_000;
/** An encoder that gives nothing for so long hangs, ms. */
const SILENT_ENCODER_MS = FRAGMENT_SECONDS * 1000 + 13_000;
/** Bytes that wait for an encoder that cannot keep up. */
const BACKLOG_LIMIT = 24 * 1024 * 1024;

export interface RecordingParts {
  readonly config: ExaminationRecordingConfig;
  readonly camera: Pick<Camera, 'frames'>;
  readonly microphone: Microphone;
  readonly startEncoder: StartEncoder;
  readonly clock: Clock;
  /** A clock that nobody can set, ms. */
  readonly monotonic: () => number;
  readonly free: () => number;
  readonly key: TerminalKey;
  readonly log: BridgeLog;
  /** The list has grown. */
  readonly onGrown: () => void;
}

export interface RecordingPlace {
  readonly folder: string;
  readonly about: RecordingAbout;
  readonly chain: ChainFile;
  readonly key: Buffer;
  readonly firstIndex: number;
  /** Of a recording that goes on after a death: until when it was good, ms. */
  readonly goodUntil: number | null;
}

export class Recording {
  readonly #parts: RecordingParts;
  readonly #place: RecordingPlace;
  readonly #gaps: GapLog;
  readonly #feeder: Feeder;
  readonly #segments: Segments;
  readonly #sources = new AbortController();
  #encoder: Encoder | null = null;
  #head: Head | null = null;
  /** Second 0 of the encoder that runs, and its end so far. */
  #epoch = 0;
  #until = 0;
  #heardOf = 0;
  /** Why there was no encoder; written when the next one gives its first fragment. */
  #interruption: GapCause | null = null;
  #lostBecause: GapCause = 'encoder-failed';
  #work: Promise<void> = Promise.resolve();
  #cancelTick: () => void = () => {};
  #cancelRestart: () => void = () => {};
  #ending: Promise<void> | null = null;
  #encoderGone: () => void = () => {};
  #began: (well: boolean) => void = () => {};
  /** True as soon as something is on the disk; false when the first encoder ended before. */
  readonly running: Promise<boolean>;

  constructor(parts: RecordingParts, place: RecordingPlace) {
    this.#parts = parts;
    this.#place = place;
    this.running = new Promise((resolve) => {
      this.#began = resolve;
    });
    this.#gaps = new GapLog((gap) => this.#writeGap(gap));
    this.#feeder = new Feeder({
      picturesPerSecond: parts.config.picturesPerSecond,
      now: () => parts.clock.now(),
      monotonic: parts.monotonic,
      gaps: this.#gaps,
      onJump: (from, until, jumpMs) =>
        this.#writeGap({ cause: 'clock-jump', from: Math.min(from, until), until: Math.max(from, until), jumpMs }),
    });
    this.#segments = new Segments({
      folder: place.folder,
      key: place.key,
      seconds: parts.config.segmentSeconds,
      firstIndex: place.firstIndex,
      wallAt: (seconds) => this.#wallAt(seconds),
      onFinished: (segment) => this.#list(segment),
    });
    if (place.goodUntil !== null) this.#interrupt('recorder-stopped', place.goodUntil);
  }

  get about(): RecordingAbout {
    return this.#place.about;
  }

  /** What is wrong at this moment; an officer sees it at once. */
  get troubles(): readonly GapCause[] {
    return this.#gaps.open;
  }

  get over(): boolean {
    return this.#ending !== null;
  }

  start(): void {
    void this.#watchCamera();
    void this.#parts.microphone.listen((pcm) => this.#feeder.hear(pcm), this.#sources.signal);
    this.#whenBothRun(this.#parts.monotonic());
  }

  /** A camera and a microphone take seconds to open: nothing is missing before the first second of the recording. */
  #whenBothRun(since: number): void {
    const { clock, monotonic } = this.#parts;
    if (this.#feeder.hasBoth || monotonic() - since >= OPENING_MS) {
      this.#startEncoder();
      this.#tick();
    } else this.#cancelTick = clock.after(1000 / TICKS_PER_SECOND, () => this.#whenBothRun(since));
  }

  /** Ends it in order: what the encoder holds, the open segment, the gaps, the last entry, the manifest. */
  end(why: RecordingEnd): Promise<void> {
    this.#ending ??= this.#end(why);
    return this.#ending;
  }

  /** Stops as the process does, without an end: it goes on after the restart. Whole fragments stay. */
  async suspend(): Promise<void> {
    this.#ending ??= this.#stopEncoder().then(() => this.#inOrder(() => this.#segments.finish()));
    await this.#ending;
  }

  async #watchCamera(): Promise<void> {
    for await (const { jpeg } of this.#parts.camera.frames(this.#sources.signal)) this.#feeder.see(jpeg);
  }

  #tick(): void {
    const { clock, monotonic } = this.#parts;
    this.#cancelTick = clock.after(1000 / TICKS_PER_SECOND, () => {
      if (this.over) return;
      const keepsUp = this.#feeder.tick();
      const encoder = this.#encoder;
      if (!keepsUp) this.#lostBecause = 'recorder-stalled';
      const isStuck = monotonic() - this.#heardOf > SILENT_ENCODER_MS || (encoder?.backlog ?? 0) > BACKLOG_LIMIT;
      if (encoder !== null && (!keepsUp || isStuck)) encoder.kill();
      if (!keepsUp) this.#feeder.rest();
      this.#tick();
    });
  }

  #startEncoder(): void {
    if (this.over) return;
    const encoder = this.#parts.startEncoder({
      head: (head) => {
        this.#head = head;
      },
      fragment: (fragment) => {
        this.#heardOf = this.#parts.monotonic();
        void this.#inOrder(() => this.#keep(fragment));
      },
      ended: () => void this.#inOrder(() => this.#lost(encoder)),
    });
    this.#encoder = encoder;
    this.#epoch = this.#feeder.feed(encoder);
    this.#until = 0;
    this.#heardOf = this.#epoch;
  }

  async #keep(fragment: Fragment): Promise<void> {
    if (this.#head === null) return;
    if (this.#interruption !== null) this.#gaps.end(this.#interruption, this.#wallAt(fragment.from));
    this.#interruption = null;
    await this.#segments.add(fragment, this.#head);
    this.#until = fragment.until;
    this.#began(true);
    if (this.#parts.free() < FLOOR_BYTES) void this.end('disk-full');
  }

  async #lost(encoder: Encoder): Promise<void> {
    if (this.#encoder !== encoder) return;
    this.#encoder = null;
    this.#encoderGone();
    if (this.over) return;
    this.#feeder.rest();
    this.#began(false);
    // First the segment: what lasts is written anew with each, and this gap begins after it.
    await this.#segments.finish();
    this.#interrupt(this.#lostBecause, this.#wallAt(this.#until));
    this.#lostBecause = 'encoder-failed';
    this.#cancelRestart = this.#parts.clock.after(RESTART_MS, () => this.#startEncoder());
  }

  #interrupt(cause: GapCause, from: number): void {
    if (this.#interruption !== null) return;
    this.#interruption = cause;
    this.#gaps.begin(cause, from);
  }

  #list({ from, until, ...segment }: FinishedSegment): void {
    const { clock } = this.#parts;
    const span = { from: instant(from), until: instant(until) };
    this.#append({ kind: 'segment', at: instant(clock.now()), ...segment, ...span, complete: true });
    if (!this.over) this.#gaps.flush(clock.now());
    this.#parts.onGrown();
  }

  #writeGap({ cause, from, until, jumpMs }: Gap): void {
    const span = { from: instant(from), until: instant(until) };
    this.#parts.log.write('recording-gap', { recordingId: this.about.id, cause, ms: until - from });
    try {
      const jump = jumpMs === undefined ? {} : { jumpMs };
      this.#append({ kind: 'gap', at: instant(this.#parts.clock.now()), cause, ...span, ...jump });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A full disk gives way once: then there is room for the end. */
  #append(draft: EntryDraft): void {
    const { chain, folder } = this.#place;
    try {
      chain.append(draft);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      rmSync(join(folder, BALLAST), { force: true });
      chain.append(draft);
    }
  }

  async #end(why: RecordingEnd): Promise<void> {
    const { clock, log, key, onGrown } = this.#parts;
    const { folder, about, chain } = this.#place;
    // Nothing more fits on a full disk: what the encoder still holds is let go.
    if (why === 'disk-full' || why === 'failed') this.#encoder?.kill();
    await this.#stopEncoder();
    await this.#inOrder(() => this.#segments.finish());
    this.#gaps.endAll(clock.now());
    rmSync(join(folder, BALLAST), { force: true });
    this.#append({ kind: 'ended', at: instant(clock.now()), why });
    writeDurably(manifestPath(folder), `${JSON.stringify(signedList(about, chain.entries, chain.head, key))}\n`);
    log.write('recording-ended', { recordingId: about.id, why, entries: chain.entries.length });
    onGrown();
  }

  async #stopEncoder(): Promise<void> {
    this.#cancelTick();
    this.#cancelRestart();
    this.#sources.abort();
    const encoder = this.#encoder;
    if (encoder === null) return;
    const gone = new Promise<void>((resolve) => {
      this.#encoderGone = resolve;
    });
    this.#feeder.tick();
    this.#feeder.rest();
    encoder.finish();
    const cancel = this.#parts.clock.after(FINISH_MS, () => encoder.kill());
    await gone;
    cancel();
  }

  /** One thing after the other; what the disk refuses ends the recording. */
  #inOrder(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#failed(error));
    return this.#work;
  }

  #failed(error: unknown): void {
    const why = isDiskFull(error) ? 'disk-full' : 'failed';
    this.#parts.log.write('recording-failed', { recordingId: this.about.id, why, error: errorName(error) });
    // Not awaited: the end waits for the work that stands before it, and this is part of that work.
    void this.end(why).catch((again: unknown) =>
      this.#parts.log.write('recording-failed', { recordingId: this.about.id, why, error: errorName(again) }),
    );
  }

  #wallAt(seconds: number): number {
    return this.#feeder.wallOf(this.#epoch + seconds * 1000);
  }
}

const instant = (ms: number): string => new Date(ms).toISOString();
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
