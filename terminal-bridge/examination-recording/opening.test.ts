/** The first seconds of a recording, while camera and microphone open, against a clock that is moved by hand. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { createEventLog } from '@anban/foundation/event-log';
import { newId } from '@anban/foundation/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Frame } from '../devices/camera/camera.ts';
import { terminalKey } from '../evidence/key.ts';
import { BRIDGE_EVENTS } from '../log.ts';
import { ChainFile } from './chain-file.ts';
import { ExaminationRecordingConfig } from './config.ts';
import { chainPath } from './folder.ts';
import { OPENING_MS, Recording } from './recording.ts';

let folder: string;
let clock: ManualClock;
let encoders: number[];
let recording: Recording;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-opening-'));
  clock = new ManualClock();
  encoders = [];
});
afterEach(async () => {
  await recording.end('officer');
  rmSync(folder, { recursive: true, force: true });
});

/** A room whose camera gives pictures at once, and whose microphone takes `soundAfter` ms to open; null: never does. */
function begin(soundAfter: number | null): ChainFile {
  const chain = ChainFile.open(chainPath(folder));
  const at = new Date(clock.now()).toISOString();
  chain.append({ kind: 'started', at, by: 'officer', picturesPerSecond: 12, segmentSeconds: 60 });
  const born = clock.now();
  const every = (ms: number, work: () => void, signal: AbortSignal) => {
    clock.after(ms, () => {
      if (signal.aborted) return;
      work();
      every(ms, work, signal);
    });
  };
  let shot = 0;
  async function* frames(signal?: AbortSignal): AsyncGenerator<Frame> {
    while (signal?.aborted === false) {
      await new Promise<void>((resolve) => clock.after(50, resolve));
      yield { jpeg: Buffer.from(`picture ${shot++}`), at: clock.now() };
    }
  }
  recording = new Recording(
    {
      config: ExaminationRecordingConfig.parse({
        ...{ folder, keepDays: 30, camera: { kind: 'mjpeg', url: 'http://127.0.0.1:1/' } },
        microphone: { kind: 'alsa', device: 'default' },
      }),
      camera: { frames },
      microphone: {
        async listen(onSound, signal) {
          if (soundAfter === null) return;
          every(100, () => clock.now() - born >= soundAfter && onSound(Buffer.alloc(3200, 7)), signal);
        },
      },
      startEncoder(sink) {
        encoders.push(clock.now() - born);
        return { picture() {}, sound() {}, backlog: 0, finish: () => sink.ended(), kill: () => sink.ended() };
      },
      ...{ clock, monotonic: () => clock.now(), free: () => 1e12, onGrown: () => {} },
      key: terminalKey(generateKeyPairSync('ed25519').privateKey),
      log: createEventLog('test', BRIDGE_EVENTS, { write: () => {} }),
    },
    {
      ...{ folder, chain, key: Buffer.alloc(32), firstIndex: 1, goodUntil: null },
      about: {
        ...{ id: newId(), terminalId: newId(), regionCode: '370702', sessionId: newId(), examineeId: newId() },
        startedAt: at,
      },
    },
  );
  recording.start();
  return chain;
}
const gaps = (chain: ChainFile) => chain.entries.flatMap((entry) => (entry.kind === 'gap' ? [entry.cause] : []));

// Bug: every recording began with a gap of the seconds that its own microphone took to open.
it('a microphone that takes three seconds to open leaves no gap: the recording begins when both run', async () => {
  const chain = begin(3000);
  await clock.advance(8000);
  expect(encoders).toEqual([3000]);
  expect([gaps(chain), recording.troubles]).toEqual([[], []]);
});

it('a microphone that never opens keeps the pictures waiting for five seconds only, and is a gap', async () => {
  begin(null);
  await clock.advance(OPENING_MS + 1000);
  expect(encoders).toEqual([OPENING_MS]);
  expect(recording.troubles).toEqual(['sound-missing']);
});
