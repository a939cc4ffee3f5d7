import { ManualClock } from '@anban/foundation/clock';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../devices/camera/camera.ts';
import { Mailbox } from '../devices/camera/mailbox.ts';
import type { Guidance } from '../protocol/messages.ts';
import type { Calibration } from './bands.ts';
import type { Observation } from './engine/engine.ts';
import { EngineFaceMatcher, type RunningEngine } from './face-matcher.ts';

const CALIBRATION: Calibration = {
  id: 'test-calibration',
  engine: 'test-engine',
  modelDigest: 'a'.repeat(64),
  metric: 'euclidean',
  passAtMost: 0.4,
  noMatchAbove: 0.6,
  howMade: 'by hand',
  measurements: [],
};
const PORTRAIT = { width: 102, height: 126, data: new Uint8Array(102 * 126 * 3) };

const sees = (persons: number, advice: Guidance): Observation => ({ persons, advice, descriptor: null });
const NOBODY = sees(0, 'look-at-camera');
const CROWD = sees(2, 'one-person-only');

/** Someone at this distance from the holder of the card. */
function someone(distance: number): Observation {
  const descriptor = new Float32Array(128);
  descriptor[0] = distance;
  return { persons: 1, advice: null, descriptor };
}

/** A person before the camera, frame by frame; the test moves time. */
class Scene {
  readonly clock = new ManualClock();
  readonly said: Guidance[] = [];
  readonly stop = new AbortController();
  readonly handedOut: Float32Array[] = [];
  portraitDescriptor: Float32Array | null = new Float32Array(128);
  portraitFails = false;
  engineHangs = false;
  cameraLeft = false;
  #next: Observation = NOBODY;
  #frames = 0;
  readonly #mailbox = new Mailbox<Frame>(() => {
    this.cameraLeft = true;
  });
  readonly verdict;

  constructor(options: { portraitDescriptor?: null; portraitFails?: true } = {}) {
    if (options.portraitDescriptor === null) this.portraitDescriptor = null;
    this.portraitFails = options.portraitFails === true;
    const engine: RunningEngine = {
      status: { status: 'ready' },
      onStatus: () => () => {},
      close: async () => {},
      observe: () => (this.engineHangs ? new Promise(() => undefined) : Promise.resolve(this.#observe())),
      describePortrait: async () => {
        if (this.portraitFails) throw new Error('worker lost');
        return this.portraitDescriptor;
      },
    };
    this.verdict = new EngineFaceMatcher(engine, CALIBRATION, this.clock).match(PORTRAIT, this.#mailbox, {
      signal: this.stop.signal,
      deadlineMs: 8000,
      onGuidance: (guidance) => this.said.push(guidance),
    });
  }

  /** The camera shows this, `after` ms later than what it showed before. */
  async shows(seen: Observation, after = 200): Promise<void> {
    await this.clock.advance(after);
    this.#next = seen;
    this.#frames += 1;
    await this.#give(this.#frames);
  }

  /** The camera sends the bytes of the last frame once more. */
  async repeats(times: number, every = 66): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      await this.clock.advance(every);
      await this.#give(this.#frames);
    }
  }

  async waits(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  cameraEnds(): void {
    this.#mailbox.close();
  }

  async #give(byte: number): Promise<void> {
    this.#mailbox.put({ jpeg: Uint8Array.of(byte), at: this.clock.now() });
    await this.clock.advance(0);
  }

  #observe(): Observation {
    const { persons, advice, descriptor } = this.#next;
    if (descriptor === null) return this.#next;
    const copy = descriptor.slice();
    this.handedOut.push(copy);
    return { persons, advice, descriptor: copy };
  }
}

describe('the holder of the card before the camera', () => {
  it('passes after two frames that agree', async () => {
    const scene = new Scene();
    await scene.shows(someone(0.2));
    await scene.shows(someone(0.3));
    expect(await scene.verdict).toEqual({
      outcome: 'pass',
      figures: {
        engine: 'test-engine',
        modelDigest: 'a'.repeat(64),
        calibrationId: 'test-calibration',
        distance: expect.closeTo(0.25, 6),
        passAtMost: 0.4,
        noMatchAbove: 0.6,
        framesCompared: 2,
      },
    });
    expect(scene.said).toEqual(['look-at-camera', 'checking']);
  });

  // Bug: on a machine so slow that one frame was compared in all that time, its holder was sent away for the whole day,
  // with a photo that "may be old".
  it('who was seen once, and well, in all that time is in no doubt; who was seen badly is', async () => {
    for (const [distance, verdict] of [
      [0.2, { outcome: 'unavailable', reason: 'noFaceSeen' }],
      [0.5, { outcome: 'officer', figures: { framesCompared: 1 } }],
      [0.9, { outcome: 'officer', figures: { framesCompared: 1 } }],
    ] as const) {
      const scene = new Scene();
      await scene.shows(someone(distance));
      for (let i = 0; i < 16; i += 1) await scene.shows(NOBODY, 500);
      await scene.waits(500);
      expect(await scene.verdict).toMatchObject(verdict);
    }
  });

  // Bug: on a busy machine a stranger was in doubt (F01) and a holder without a decision, for want of another frame.
  it('on a slow machine, time goes on for whom it is just comparing, and for six seconds only', async () => {
    for (const [distance, verdict] of [
      [0.2, { outcome: 'pass', figures: { framesCompared: 2 } }],
      [0.9, { outcome: 'no-match', figures: { framesCompared: 3 } }],
    ] as const) {
      const scene = new Scene();
      await scene.shows(someone(distance), 6000);
      await scene.shows(someone(distance), 2500);
      await scene.shows(someone(distance), 2500);
      expect(await scene.verdict).toMatchObject(verdict);
    }
    const scene = new Scene();
    await scene.shows(someone(0.9), 7000);
    await scene.shows(someone(0.9), 2000);
    await scene.waits(5000);
    expect(await scene.verdict).toMatchObject({ outcome: 'officer', figures: { framesCompared: 2 } });
  });

  it('does not pass on two frames of the same moment', async () => {
    const scene = new Scene();
    await scene.shows(someone(0.2));
    await scene.shows(someone(0.2), 100);
    await scene.waits(8000);
    expect(await scene.verdict).toMatchObject({ outcome: 'unavailable' });
  });

  it('does not pass on the same bytes twice', async () => {
    const scene = new Scene();
    await scene.shows(someone(0.2));
    await scene.repeats(3, 200);
    await scene.shows(NOBODY);
    await scene.waits(8000);
    expect(await scene.verdict).toMatchObject({ outcome: 'unavailable' });
  });

  it('far away at first is told to come closer, and passes then', async () => {
    const scene = new Scene();
    await scene.shows(sees(1, 'come-closer'));
    await scene.shows(someone(0.2), 1000);
    await scene.shows(someone(0.2));
    expect(await scene.verdict).toMatchObject({ outcome: 'pass' });
    expect(scene.said).toEqual(['look-at-camera', 'come-closer', 'checking']);
  });

  it('leaves nothing behind: descriptors are wiped and the camera is left', async () => {
    const scene = new Scene();
    scene.portraitDescriptor?.fill(0.01);
    await scene.shows(someone(0.2));
    await scene.shows(someone(0.2));
    await scene.verdict;
    await scene.waits(0);
    expect(scene.handedOut).toHaveLength(2);
    for (const descriptor of scene.handedOut) expect(descriptor.every((value) => value === 0)).toBe(true);
    expect(scene.portraitDescriptor?.every((value) => value === 0)).toBe(true);
    expect(scene.cameraLeft).toBe(true);
  });
});

describe('somebody else before the camera', () => {
  it('is no match after three frames', async () => {
    const scene = new Scene();
    for (let i = 0; i < 3; i += 1) await scene.shows(someone(0.9));
    expect(await scene.verdict).toMatchObject({ outcome: 'no-match', figures: { framesCompared: 3 } });
  });

  it('who changes places with the holder is left to the officer', async () => {
    const scene = new Scene();
    for (const distance of [0.9, 0.2, 0.2, 0.2, 0.2]) await scene.shows(someone(distance));
    expect(await scene.verdict).toMatchObject({ outcome: 'officer', figures: { framesCompared: 5 } });
  });

  it('who resembles the holder is left to the officer after five frames', async () => {
    const scene = new Scene();
    for (let i = 0; i < 5; i += 1) await scene.shows(someone(0.5));
    expect(await scene.verdict).toMatchObject({ outcome: 'officer' });
  });
});

describe('nobody can be compared', () => {
  it('nobody comes: no face seen at the deadline', async () => {
    const scene = new Scene();
    for (let i = 0; i < 40; i += 1) await scene.shows(NOBODY);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'noFaceSeen' });
    expect(scene.said).toEqual(['look-at-camera']);
  });

  it('two persons stay: several faces', async () => {
    const scene = new Scene();
    for (let i = 0; i < 40; i += 1) await scene.shows(CROWD);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'severalFaces' });
    expect(scene.said).toEqual(['look-at-camera', 'one-person-only']);
  });

  it('a second person hidden for a moment does not let the first one through', async () => {
    const scene = new Scene();
    await scene.shows(CROWD);
    await scene.shows(someone(0.2));
    await scene.shows(someone(0.2));
    expect(scene.handedOut.every((descriptor) => descriptor.every((value) => value === 0))).toBe(true);
    await scene.waits(8000);
    expect(await scene.verdict).toMatchObject({ outcome: 'unavailable' });
  });

  it('the camera shows one picture for ever: frozen, without waiting for the deadline', async () => {
    const scene = new Scene();
    await scene.shows(NOBODY);
    await scene.repeats(30);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraFrozen' });
  });

  it('the camera freezes after a frame that would have passed: nothing rests on it', async () => {
    const scene = new Scene();
    await scene.shows(someone(0.2));
    await scene.repeats(30);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraFrozen' });
  });

  it('the camera sends nothing: lost', async () => {
    const scene = new Scene();
    await scene.waits(8000);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraLost' });
  });

  it('the camera is unplugged meanwhile: lost', async () => {
    const scene = new Scene();
    await scene.shows(NOBODY);
    await scene.waits(8000);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraLost' });
  });

  it('the camera is closed: lost at once', async () => {
    const scene = new Scene();
    await scene.shows(NOBODY);
    scene.cameraEnds();
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraLost' });
  });

  it('the portrait shows no face: told at once', async () => {
    const scene = new Scene({ portraitDescriptor: null });
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'portraitNoFace' });
  });

  it('the engine dies: told at once', async () => {
    const scene = new Scene({ portraitFails: true });
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
  });

  // Bug: the person was told that the camera was away.
  it('the engine hangs over a picture: told as the engine', async () => {
    const scene = new Scene();
    scene.engineHangs = true;
    await scene.shows(someone(0.2));
    await scene.waits(8000);
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
  });

  it('the person cancels: no verdict, even after a frame that would have passed', async () => {
    const scene = new Scene();
    await scene.shows(someone(0.2));
    scene.stop.abort();
    expect(await scene.verdict).toEqual({ outcome: 'unavailable', reason: 'noFaceSeen' });
    expect(scene.cameraLeft).toBe(true);
  });
});

describe('guidance', () => {
  it('stands long enough to be read, and is not thrown over by one frame without a face', async () => {
    const scene = new Scene();
    await scene.shows(sees(1, 'come-closer'));
    await scene.shows(sees(1, 'centre'));
    await scene.shows(NOBODY);
    await scene.shows(sees(1, 'come-closer'), 800);
    await scene.shows(sees(1, 'hold-still'));
    expect(scene.said).toEqual(['look-at-camera', 'come-closer', 'hold-still']);
    scene.stop.abort();
    await scene.verdict;
  });
});
