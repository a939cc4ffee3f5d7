/**
 * The recorder of one examination room: one recording at a time. It starts only when picture, sound, room on the disk and
 * encoder are there, and says so only when the first seconds are on the disk.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { GapCause, RecordingEnd } from '@anban/server/contract/recordings';
import type { Signatory } from '../evidence/chain.ts';
import { ChainDamaged, ChainFile } from './chain-file.ts';
import { chainPath, type RecordingAbout, readAbout, recordingFolders, segmentIndexes, writeAbout } from './folder.ts';
import { BALLAST, BALLAST_BYTES, OPENING_MS, Recording, type RecordingParts } from './recording.ts';
import { bytesNeeded } from './room.ts';
import { salvage } from './salvage.ts';
import { existingKey, recordingKey } from './vault.ts';

/** How long camera, microphone and encoder may take until something is on the disk, ms. */
const SOURCES_MS = 5000;
const FIRST_FRAGMENT_MS = OPENING_MS + 10_000;
/** After a longer death nobody sits before the camera any more: the recording is ended instead. ms. */
const RESUME_WITHIN_MS = 30 * 60_000;

export const START_FAULTS = {
  alreadyRecording: { code: 'Y01', hint: 'a recording runs: end it first (anban recording stop)' },
  notEnrolled: { code: 'Y02', hint: 'the terminal has no key that the centre knows: enrol it' },
  diskSpace: {
    code: 'Y03',
    hint: 'no room for the planned length and the reserve: free the disk, or delete by retention',
  },
  cameraSilent: { code: 'Y04', hint: 'no picture from the camera of the room within 5 s' },
  microphoneSilent: { code: 'Y05', hint: 'no sound, or nothing but zeros, from the microphone of the room within 5 s' },
  encoderFailed: {
    code: 'Y06',
    hint: 'ffmpeg gave nothing, or the disk took nothing: is ffmpeg with libx264 installed?',
  },
} as const;
export type StartFault = keyof typeof START_FAULTS;

export interface RecorderOptions extends RecordingParts {
  readonly site: Buffer;
  /** Null until the terminal is enrolled. */
  readonly signatory: () => Signatory | null;
}

export interface Subject {
  readonly sessionId: string;
  readonly examineeId: string;
  readonly by: 'identity-check' | 'officer';
}

/** What an officer sees before the examination begins. */
export interface RecorderView {
  readonly recording: (RecordingAbout & { readonly troubles: readonly GapCause[] }) | null;
  readonly freeBytes: number;
  readonly neededBytes: number;
}

export class Recorder {
  readonly #options: RecorderOptions;
  #current: Recording | null = null;
  #starting = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    mkdirSync(options.config.folder, { recursive: true, mode: 0o700 });
  }

  get view(): RecorderView {
    const { config, free } = this.#options;
    const recording = this.#running;
    return {
      recording: recording === null ? null : { ...recording.about, troubles: recording.troubles },
      freeBytes: free(),
      neededBytes: bytesNeeded(config),
    };
  }

  get #running(): Recording | null {
    return this.#current === null || this.#current.over ? null : this.#current;
  }

  /** Whether this examinee is being recorded. */
  records(examineeId: string): boolean {
    return this.#running?.about.examineeId === examineeId;
  }

  /** Why nobody could be recorded now, or null; logged. Looks at the sources, which takes up to five seconds. */
  async obstacle(): Promise<StartFault | null> {
    const { config, signatory, free, log } = this.#options;
    const fault = await (async () => {
      if (this.#running !== null || this.#starting) return 'alreadyRecording';
      if (signatory() === null) return 'notEnrolled';
      return free() < bytesNeeded(config) ? 'diskSpace' : this.#missingSource();
    })();
    if (fault !== null) log.write('recording-refused', { fault });
    return fault;
  }

  /** Answers when the first seconds are on the disk, or why there is no recording: then none was begun, or it is marked as failed. */
  async start(subject: Subject): Promise<Result<RecordingAbout, StartFault>> {
    if (this.#running !== null || this.#starting) return fail('alreadyRecording');
    this.#starting = true;
    try {
      const started = await this.#start(subject);
      if (!started.ok) this.#options.log.write('recording-refused', { fault: started.fault });
      return started;
    } finally {
      this.#starting = false;
    }
  }

  async #start({ sessionId, examineeId, by }: Subject): Promise<Result<RecordingAbout, StartFault>> {
    const { config, clock, signatory, free, log, site } = this.#options;
    const who = signatory();
    if (who === null) return fail('notEnrolled');
    if (free() < bytesNeeded(config)) return fail('diskSpace');
    const missing = await this.#missingSource();
    if (missing !== null) return fail(missing);
    const startedAt = new Date(clock.now()).toISOString();
    const { terminalId, regionCode } = who;
    const about = { id: newId(), terminalId, regionCode, sessionId, examineeId, startedAt };
    const folder = join(config.folder, about.id);
    mkdirSync(folder, { mode: 0o700 });
    const key = recordingKey(site, folder, about.id);
    writeFileSync(join(folder, BALLAST), Buffer.alloc(BALLAST_BYTES), { flush: true });
    writeAbout(folder, about);
    const chain = ChainFile.open(chainPath(folder));
    const { picturesPerSecond, segmentSeconds } = config;
    chain.append({ kind: 'started', at: startedAt, by, picturesPerSecond, segmentSeconds });
    const recording = new Recording(this.#options, { folder, about, chain, key, firstIndex: 1, goodUntil: null });
    this.#current = recording;
    recording.start();
    if (!((await this.#within(FIRST_FRAGMENT_MS, recording.running)) && (await recording.running))) {
      await recording.end('failed');
      return fail('encoderFailed');
    }
    log.write('recording-started', { recordingId: about.id, by });
    this.#options.onGrown();
    return ok(about);
  }

  /** Null: nothing ran. */
  async stop(why: RecordingEnd): Promise<RecordingAbout | null> {
    const recording = this.#running;
    if (recording === null) return null;
    await recording.end(why);
    return recording.about;
  }

  /** At the start of the process: what a death left is put in order, and the newest goes on if it is fresh. */
  resume(): void {
    const { config, log, site } = this.#options;
    for (const folder of recordingFolders(config.folder)) {
      const about = readAbout(folder);
      const key = about === null ? null : existingKey(site, folder, about.id);
      if (about === null || key === null) continue;
      try {
        this.#resumeOne(folder, about, key);
      } catch (error) {
        const why = error instanceof ChainDamaged ? 'chain-damaged' : 'unreadable';
        log.write('recording-failed', { recordingId: about.id, why, error: null });
      }
    }
  }

  #resumeOne(folder: string, about: RecordingAbout, key: Buffer): void {
    const { clock, log } = this.#options;
    const chain = ChainFile.open(chainPath(folder));
    if (chain.ended || chain.entries.length === 0) return;
    const now = clock.now();
    const goodUntil = salvage(folder, key, chain, now);
    const firstIndex = Math.max(0, ...segmentIndexes(folder), ...listedIndexes(chain)) + 1;
    const recording = new Recording(this.#options, { folder, about, chain, key, firstIndex, goodUntil });
    const isFresh = now - goodUntil < RESUME_WITHIN_MS;
    log.write('recording-resumed', { recordingId: about.id, ms: now - goodUntil, goesOn: isFresh });
    if (!isFresh || this.#running !== null) return void recording.end('failed');
    this.#current = recording;
    recording.start();
  }

  /** When the process ends on purpose: the recording goes on when it starts again. */
  async close(): Promise<void> {
    await this.#running?.suspend();
  }

  async #missingSource(): Promise<'cameraSilent' | 'microphoneSilent' | null> {
    const { camera, microphone } = this.#options;
    const stop = new AbortController();
    const picture = (async () => {
      for await (const _frame of camera.frames(stop.signal)) return;
      await never;
    })();
    const sound = new Promise<void>((resolve) => {
      void microphone.listen((pcm) => pcm.some((byte) => byte !== 0) && resolve(), stop.signal);
    });
    const both = await Promise.all([this.#within(SOURCES_MS, picture), this.#within(SOURCES_MS, sound)]);
    stop.abort();
    if (!both[0]) return 'cameraSilent';
    return both[1] ? null : 'microphoneSilent';
  }

  #within(ms: number, event: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, () => resolve(false));
      void event.then(() => {
        cancel();
        resolve(true);
      });
    });
  }
}

const never = new Promise<void>(() => {});

const listedIndexes = (chain: ChainFile): number[] =>
  chain.entries.flatMap((entry) => (entry.kind === 'segment' ? [entry.index] : []));
