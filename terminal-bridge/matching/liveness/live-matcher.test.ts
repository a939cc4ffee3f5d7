/** A whole check with a made-up engine: what is compared, watched and asked, and what comes of it. */
import { ManualClock } from '@anban/foundation/clock';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../devices/camera/camera.ts';
import { Mailbox } from '../../devices/camera/mailbox.ts';
import type { Guidance } from '../../protocol/messages.ts';
import type { Calibration } from '../bands.ts';
import type { Observation } from '../engine/engine.ts';
import type { MatchVerdict } from '../matcher.ts';
import { EngineError } from '../seat.ts';
import { CHALLENGE, type Move } from './challenge.ts';
import { LiveFaceMatcher } from './live-matcher.ts';
import type { WatchingEngine } from './live-session.ts';
import type { LivenessMode } from './policy.ts';
import type { Signs } from './signs.ts';
import { NOBODY, person } from './testing/signs.ts';

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
const MOVES: readonly Move[] = ['turn-left', 'open-mouth'];
const EVERY_MS = 80;

interface Options {
  readonly mode?: LivenessMode;
  /** How long the engine takes for one look, ms. */
  readonly looksMs?: number;
  readonly deadlineMs?: number;
}

class Visit {
  readonly clock = new ManualClock();
  readonly said: Guidance[] = [];
  shows: Signs = person();
  /** Distance of who stands there from the portrait. */
  distance = 0.2;
  verdict: MatchVerdict | null = null;
  /** What the engine does from now on instead of answering. */
  engineIs: 'well' | 'hung' | 'dead' = 'well';
  #count = 0;
  readonly #frames = new Mailbox<Frame>(() => {});

  constructor({ mode = 'challenge', looksMs = 20, deadlineMs = 60_000 }: Options = {}) {
    const later = async <T>(value: T): Promise<T> => {
      await new Promise<void>((resolve) => void this.clock.after(looksMs, resolve));
      if (this.engineIs === 'hung') await new Promise(() => undefined);
      if (this.engineIs === 'dead') throw new EngineError('no engine is running');
      return value;
    };
    const engine: WatchingEngine = {
      status: { status: 'ready' },
      onStatus: () => () => {},
      close: async () => {},
      describePortrait: async () => new Float32Array(128),
      observe: () => later(this.#observed()),
      watch: () => later(copyOf(this.shows)),
    };
    new LiveFaceMatcher(engine, CALIBRATION, this.clock, { mode, draw: () => MOVES })
      .match(PORTRAIT, this.#frames, {
        signal: new AbortController().signal,
        deadlineMs,
        onGuidance: (guidance) => this.said.push(guidance),
      })
      .then((verdict) => {
        this.verdict = verdict;
      });
  }

  /** Frames of what is shown, until `until` holds or the time is over; each frame `frame(n)`, by default all different. */
  async goesOn(until: () => boolean, most = 60_000, frame = (n: number): number => n): Promise<void> {
    for (let t = 0; t < most && this.verdict === null && !until(); t += EVERY_MS) {
      await this.clock.advance(EVERY_MS);
      this.#count += 1;
      const id = frame(this.#count);
      this.#frames.put({ jpeg: Uint8Array.of(id >> 8, id & 255), at: this.clock.now() });
    }
    await this.clock.advance(0);
  }

  /** Somebody who does as asked. */
  async obeys(how: Partial<Record<Guidance, Signs>> = {}, until = never): Promise<void> {
    const doing: Partial<Record<Guidance, Signs>> = {
      'turn-left': person({ yaw: 0.3 }),
      'turn-right': person({ yaw: -0.3 }),
      'open-mouth': person({ mouth: 0.6 }),
      ...how,
    };
    await this.goesOn(() => {
      const asked = this.said.at(-1);
      this.shows = (asked === undefined ? undefined : doing[asked]) ?? person();
      return until();
    });
  }

  #observed(): Observation {
    if (this.shows.face === null) return { persons: 0, advice: 'look-at-camera', descriptor: null };
    const descriptor = new Float32Array(128);
    descriptor[0] = this.distance;
    return { persons: 1, advice: null, descriptor };
  }
}

/** Whoever was given signs wipes them. */
const copyOf = (signs: Signs): Signs =>
  signs.face === null ? signs : { ...signs, face: { ...signs.face, points: signs.face.points.slice() } };

const never = () => false;

describe('a living person', () => {
  it('passes when they move as asked, each movement asked for in words', async () => {
    const visit = new Visit();
    await visit.obeys();
    expect(visit.verdict).toMatchObject({ outcome: 'pass' });
    expect(visit.said).toEqual([
      'look-at-camera',
      'checking',
      'look-straight',
      'turn-left',
      'look-straight',
      'open-mouth',
      'look-straight',
      'checking',
    ]);
  });

  it('passes without any movement where staff stand beside the terminal', async () => {
    const visit = new Visit({ mode: 'passive' });
    await visit.goesOn(never);
    expect(visit.verdict).toMatchObject({ outcome: 'pass' });
    expect(visit.said).not.toContain('look-straight');
  });

  it('is not called another one because the machine takes 1.6 s for every look (padSwapped)', async () => {
    const visit = new Visit({ looksMs: 1600 });
    await visit.obeys();
    expect(visit.verdict).toMatchObject({ outcome: 'pass' });
  });

  it('passes though the detector loses them at the end of the turn (padSwapped)', async () => {
    const visit = new Visit();
    let turning = 0;
    await visit.goesOn(() => {
      const asked = visit.said.at(-1);
      turning = asked === 'turn-left' ? turning + 1 : 0;
      visit.shows = asked === 'open-mouth' ? person({ mouth: 0.6 }) : person({ yaw: turning === 4 ? 0.25 : 0 });
      if (turning > 4) visit.shows = NOBODY;
      return false;
    });
    expect(visit.verdict).toMatchObject({ outcome: 'pass' });
  });

  // Found in the evaluation: while "look straight" was still being read, the time for the turn ran (padUnanswered).
  it('has the whole time for a movement from when they are told', async () => {
    const visit = new Visit();
    await visit.goesOn(() => visit.said.includes('turn-left'));
    const told = visit.clock.now();
    await visit.goesOn(never);
    expect(visit.verdict).toMatchObject({ reason: 'padUnanswered' });
    expect(visit.clock.now() - told).toBeGreaterThanOrEqual(CHALLENGE.moveMs);
  });

  it('who does not move is sent to officers, and so is who moves as nobody asked', async () => {
    const still = new Visit();
    await still.goesOn(never);
    expect(still.verdict).toMatchObject({ outcome: 'stopped', reason: 'padUnanswered' });
    const wrong = new Visit();
    await wrong.obeys({ 'turn-left': person({ yaw: -0.3 }) });
    expect(wrong.verdict).toMatchObject({ outcome: 'stopped', reason: 'padUnanswered' });
  });

  it('who is not the holder of the card is told so, and asked for nothing', async () => {
    const visit = new Visit();
    visit.distance = 0.9;
    await visit.goesOn(never);
    expect(visit.verdict).toMatchObject({ outcome: 'no-match' });
    expect(visit.said).not.toContain('look-straight');
  });
});

// Bug: a mask or dark glasses were spoken of, and the face was compared all the same.
describe('a covered face', () => {
  const covered = (how: object): Signs => {
    const { face, ...rest } = person();
    return { ...rest, face: face === null ? null : { ...face, ...how } };
  };

  it.each([
    ['mouth under cloth', { mouthDetail: 0.05 }],
    ['mouth under a hand', { lipRedness: -0.1 }],
    ['eyes', { eyeDetail: 0.01 }],
  ])('whose %s cannot be seen is not compared, however well it fits', async (_, how) => {
    const visit = new Visit({ deadlineMs: 8000 });
    visit.shows = covered(how);
    await visit.goesOn(never);
    expect(visit.verdict).toEqual({ outcome: 'unavailable', reason: 'noFaceSeen' });
    expect(visit.said).toContain('uncover');
  });

  it('is compared as soon as it is uncovered', async () => {
    const visit = new Visit({ mode: 'passive' });
    visit.shows = covered({ lipRedness: -0.1 });
    await visit.goesOn(() => visit.said.includes('uncover'));
    visit.shows = person();
    await visit.goesOn(never);
    expect(visit.verdict).toMatchObject({ outcome: 'pass' });
  });
});

describe('something else is stopped, and no movement is asked of it', () => {
  const stopped = async (shows: (n: number) => Signs, frame?: (n: number) => number) => {
    const visit = new Visit();
    let n = 0;
    await visit.goesOn(
      () => {
        visit.shows = shows(n++);
        return false;
      },
      60_000,
      frame,
    );
    expect(visit.said).not.toContain('turn-left');
    return visit.verdict;
  };

  it('a photo with its border', async () => {
    expect(await stopped(() => person({ edge: 1 }))).toMatchObject({ outcome: 'stopped', reason: 'padFlat' });
  });

  it('a screen', async () => {
    expect(await stopped(() => person({ peak: 3 }))).toMatchObject({ outcome: 'stopped', reason: 'padScreen' });
  });

  it('one picture again and again', async () => {
    const verdict = await stopped(
      () => person(),
      () => 1,
    );
    expect(verdict).toEqual({ outcome: 'unavailable', reason: 'cameraFrozen' });
  });

  it('a few pictures in turn', async () => {
    const verdict = await stopped(
      () => person(),
      (n) => n % 5,
    );
    expect(verdict).toMatchObject({ outcome: 'stopped', reason: 'padStream' });
  });
});

describe('during the movements', () => {
  it('another face at the end is noticed', async () => {
    const visit = new Visit();
    await visit.goesOn(() => visit.said.includes('turn-left'));
    visit.distance = 1.2;
    await visit.obeys();
    expect(visit.verdict).toMatchObject({ outcome: 'stopped', reason: 'padSwapped' });
  });

  it('a camera that falls silent is the camera, and not the person who did not answer', async () => {
    const visit = new Visit();
    await visit.goesOn(() => visit.said.includes('turn-left'));
    await visit.clock.advance(4000);
    // Bug: it counted as an attack, which locks the face for the day and keeps the person out at the door.
    expect(visit.verdict).toEqual({ outcome: 'unavailable', reason: 'cameraLost' });
  });
});

// Found in the fault matrix: whose engine hung heard that the camera was lost, or waited for twenty seconds.
describe('an engine that does not answer is the engine, and not the camera', () => {
  /** Longer than a look may take, shorter than the comparison would go on. */
  const SOON_MS = 6000;
  const whose = async (visit: Visit, engineIs: 'hung' | 'dead') => {
    visit.engineIs = engineIs;
    const from = visit.clock.now();
    await visit.obeys();
    return { verdict: visit.verdict, waitedMs: visit.clock.now() - from };
  };

  it.each(['hung', 'dead'] as const)('when it is %s from the start', async (engineIs) => {
    const { verdict, waitedMs } = await whose(new Visit(), engineIs);
    expect(verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
    expect(waitedMs).toBeLessThan(engineIs === 'dead' ? 500 : SOON_MS);
  });

  it('when the time for the comparison is over before that for a look', async () => {
    const { verdict } = await whose(new Visit({ deadlineMs: 4000 }), 'hung');
    expect(verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
  });

  it.each(['hung', 'dead'] as const)('when it is %s during the movements', async (engineIs) => {
    const visit = new Visit();
    await visit.goesOn(() => visit.said.includes('turn-left'));
    const { verdict, waitedMs } = await whose(visit, engineIs);
    expect(verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
    expect(waitedMs).toBeLessThan(SOON_MS);
  });

  it('when it hangs over the last look at the face', async () => {
    const visit = new Visit({ looksMs: 2 * EVERY_MS });
    await visit.obeys({}, () => visit.said.slice(2).includes('checking'));
    const { verdict, waitedMs } = await whose(visit, 'hung');
    expect(verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
    expect(waitedMs).toBeLessThan(SOON_MS);
  });
});
