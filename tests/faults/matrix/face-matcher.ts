/** The face matcher in the matrix: real threads under the real pool, ended, hung and made to babble. */
import { Worker } from 'node:worker_threads';
import { ManualClock } from '@anban/foundation/clock';
import type { Frame } from '../../../terminal-bridge/devices/camera/camera.ts';
import type { Calibration } from '../../../terminal-bridge/matching/bands.ts';
import type { Pixels } from '../../../terminal-bridge/matching/engine/pixels.ts';
import { EngineFaceMatcher, type RunningEngine } from '../../../terminal-bridge/matching/face-matcher.ts';
import { EnginePool } from '../../../terminal-bridge/matching/pool.ts';
import { Births } from './births.ts';
import { HelperHands } from './helper-state.ts';
import { NO_CABLE, settleHelpers } from './helpers.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline, once, wait } from './waiting.ts';

const FRAME_EVERY_MS = 200;
/** As the bridge has it unless configured otherwise. */
const MATCH_MS = 8000;
const PEOPLE = 100;
const CALIBRATION: Calibration = {
  id: 'matrix',
  engine: 'matrix',
  modelDigest: 'a'.repeat(64),
  metric: 'euclidean',
  passAtMost: 0.4,
  noMatchAbove: 0.6,
  howMade: 'by hand',
  measurements: [],
};

export const faceMatcher: DeviceUnderTest = {
  name: 'face matcher',
  about:
    'A thread with an engine. Unplug: it is ended, and ends at once whenever it is started; replug: it is ended once.',
  senseless: { ...NO_CABLE, 'half answer': 'messages between threads come whole or not at all' },
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const hands = new HelperHands();
    /** An end takes its time in the real world, for which the clock must stand. */
    const dying = new Set<Worker>();
    const threads = new Births('worker_threads', 'exit', ({ worker }) =>
      worker instanceof Worker ? tellingItsEnd(worker, dying) : null,
    );
    const pool = await EnginePool.start({
      workers: 1,
      clock,
      workerFile: new URL('matcher-thread.ts', import.meta.url),
      modelFile: hands.file,
    });
    const engine = new Counted(pool);
    const matcher = new EngineFaceMatcher(engine, CALIBRATION, clock);
    let person = 0;
    return {
      clock,
      status: () => matcher.status,
      settle: () =>
        settleHelpers(() => {
          if (threads.living.some((thread) => dying.has(thread))) return true;
          const id = threads.living.at(-1)?.threadId;
          const isAsked = pool.status.status !== 'ready' || engine.underWay > 0;
          return id !== undefined && isAsked && !hands.hasLetFall(id);
        }),
      async operate(ms, atMiddle) {
        person = (person + 1) % PEOPLE;
        engine.onFrame = once(atMiddle);
        const frames = before(clock, person, deadline(clock, MATCH_MS));
        const verdict = await matcher.match(portraitOf(person), frames, {
          signal: deadline(clock, ms),
          deadlineMs: MATCH_MS,
          onGuidance: () => undefined,
        });
        if (verdict.outcome === 'unavailable' || verdict.outcome === 'stopped') return verdict.reason;
        return verdict.outcome === 'pass' ? 'ok' : `the holder is said to be: ${verdict.outcome}`;
      },
      apply: (fault) =>
        hands.apply(fault, async () => {
          await Promise.all(threads.living.map((thread) => thread.terminate()));
        }),
      mend: () => hands.mend(),
      async close() {
        await matcher.close();
        threads.forget();
        hands.forget();
      },
    };
  },
};

function tellingItsEnd(worker: Worker, dying: Set<Worker>): Worker {
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    dying.add(worker);
    return terminate();
  };
  return worker;
}

/** Knows what the thread is being asked, for which the clock of the test must stand. */
class Counted implements RunningEngine {
  onFrame: () => void = () => undefined;
  underWay = 0;
  readonly #pool: EnginePool;

  constructor(pool: EnginePool) {
    this.#pool = pool;
  }

  get status() {
    return this.#pool.status;
  }
  onStatus(...args: Parameters<EnginePool['onStatus']>) {
    return this.#pool.onStatus(...args);
  }
  close() {
    return this.#pool.close();
  }
  observe(jpeg: Uint8Array) {
    this.onFrame();
    return this.#counted(this.#pool.observe(jpeg));
  }
  describePortrait(portrait: Pixels) {
    return this.#counted(this.#pool.describePortrait(portrait));
  }

  async #counted<T>(work: Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work;
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Somebody before the camera; no two pictures are the same. */
async function* before(clock: ManualClock, person: number, over: AbortSignal): AsyncGenerator<Frame> {
  for (let i = 0; !over.aborted; i++) {
    await wait(clock, FRAME_EVERY_MS);
    yield { jpeg: Uint8Array.of(person, i % 256, i >> 8), at: clock.now() };
  }
}

const portraitOf = (person: number) => ({ width: 102, height: 126, data: new Uint8Array(102 * 126 * 3).fill(person) });
