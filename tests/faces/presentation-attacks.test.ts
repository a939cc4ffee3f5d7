/**
 * Photos, screens and fed-in streams before the emulated camera, judged by the terminal's own networks: real MJPEG and
 * real time where the stream itself is in question, simulated time otherwise. Error rates: `anban face pad evaluate`.
 */
import { systemClock } from '@anban/foundation/clock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CameraEmulator } from '../../hardware-mocks/camera/emulator.ts';
import { attemptOnce, portraitOf } from '../../scripts/pad/attempt.ts';
import { USUAL_PACE } from '../../scripts/pad/paced-engine.ts';
import { mjpegHttpSource } from '../../terminal-bridge/devices/camera/mjpeg-http.ts';
import { StreamCamera } from '../../terminal-bridge/devices/camera/stream-camera.ts';
import { type Calibration, DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import { LiveFaceMatcher } from '../../terminal-bridge/matching/liveness/live-matcher.ts';
import { EnginePool } from '../../terminal-bridge/matching/pool.ts';

let pool: EnginePool;
let calibration: Calibration;

beforeAll(async () => {
  calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
  pool = await EnginePool.start({ workers: 2, clock: systemClock });
});
afterAll(() => pool.close());

/** Simulated time does not care how busy the machine is, and a test's limit is only for one that hangs. */
const PATIENT = { timeout: 120_000 } as const;

describe('before a terminal with nobody beside it, in simulated time', PATIENT, () => {
  it.each([
    ['print', 'padFlat'],
    ['bent-print', 'padFlat'],
    ['cut-out', 'padFlat'],
    ['screen', 'padScreen'],
    ['loop', 'padStream'],
  ] as const)('a %s is stopped: %s', async (species, reason) => {
    const attempt = { species, person: 'zhao-min', mode: 'challenge', seed: 11 } as const;
    const outcome = await attemptOnce(pool, calibration, USUAL_PACE, attempt);
    expect(outcome).toMatchObject({ result: 'stopped', reason });
    expect(outcome.said).not.toContain('turn-left');
  });

  it('somebody whom the detector loses when they turn their head passes all the same', async () => {
    // 孙丽 to her left: lost in every picture of the full turn.
    const attempt = { species: 'live', person: 'sun-li', mode: 'challenge', seed: 3 } as const;
    const slow = { watch: 250, observe: 400, portrait: 500 };
    const outcome = await attemptOnce(pool, calibration, slow, attempt);
    expect(outcome.said).toContain('turn-left');
    expect(outcome).toMatchObject({ result: 'passed' });
  });
});

describe('over MJPEG, as it comes from the camera', PATIENT, () => {
  let emulator: CameraEmulator;
  let camera: StreamCamera;

  beforeEach(async () => {
    emulator = new CameraEmulator({ port: 0, fps: 12 });
    emulator.show({ kind: 'person', id: 'wang-jianhua' });
    await emulator.start();
    camera = new StreamCamera(mjpegHttpSource(emulator.url), { clock: systemClock, probeEvery: 60_000 });
  });
  afterEach(async () => {
    await camera.close();
    await emulator.close();
  });

  async function check() {
    const response = await fetch(emulator.url.replace('stream.mjpeg', 'snapshot.jpg'));
    const portrait = await portraitOf(Buffer.from(await response.arrayBuffer()));
    const stop = new AbortController();
    const matcher = new LiveFaceMatcher(pool, calibration, systemClock, { mode: 'passive' });
    const verdict = await matcher.match(portrait, camera.frames(stop.signal), {
      signal: stop.signal,
      // Not what is tested here: a busy machine may take longer than a terminal.
      deadlineMs: 60_000,
      onGuidance: () => {},
    });
    stop.abort();
    return verdict;
  }

  it('a person passes where no movement is asked', async () => {
    expect(await check()).toMatchObject({ outcome: 'pass' });
  });

  it('pictures faster than any sensor gives are stopped', async () => {
    emulator.present('injected');
    expect(await check()).toMatchObject({ outcome: 'stopped', reason: 'padStream' });
  });

  it('one picture again and again is a frozen camera', async () => {
    emulator.setCondition('frozen');
    expect(await check()).toEqual({ outcome: 'unavailable', reason: 'cameraFrozen' });
  });
});
