/** One simulated presentation through the real pipeline: emulated camera, MJPEG over HTTP, the bridge's camera, workers. */
import { systemClock } from '@anban/foundation/clock';
import { CameraEmulator, type Pose, type Presentation } from '../../hardware-mocks/camera/emulator.ts';
import { mjpegHttpSource } from '../../terminal-bridge/devices/camera/mjpeg-http.ts';
import { StreamCamera } from '../../terminal-bridge/devices/camera/stream-camera.ts';
import type { Calibration } from '../../terminal-bridge/matching/bands.ts';
import { DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { decodeFrame } from '../../terminal-bridge/matching/engine/decode.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import { LiveFaceMatcher } from '../../terminal-bridge/matching/liveness/live-matcher.ts';
import type { LivenessMode } from '../../terminal-bridge/matching/liveness/policy.ts';
import type { MatchVerdict } from '../../terminal-bridge/matching/matcher.ts';
import { EnginePool } from '../../terminal-bridge/matching/pool.ts';

/** `frozen` is a condition of the emulated camera, the others are presentations; `live` is no attack. */
export type Species = Presentation | 'frozen';

const POSE_OF: Readonly<Record<string, Pose>> = {
  'turn-left': 'left',
  'turn-right': 'right',
  'open-mouth': 'mouth-open',
};

export class PadBench {
  readonly #pool: EnginePool;
  readonly #calibration: Calibration;

  private constructor(pool: EnginePool, calibration: Calibration) {
    this.#pool = pool;
    this.#calibration = calibration;
  }

  static async open(): Promise<PadBench> {
    const shipped = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
    // Presentation attacks are measured alone: whoever is shown counts as the holder, so that nothing else stops them.
    const calibration = { ...shipped, passAtMost: shipped.noMatchAbove, noMatchAbove: shipped.noMatchAbove * 1.05 };
    return new PadBench(await EnginePool.start({ workers: 2, clock: systemClock }), calibration);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** The holder, or an attacker with the holder's picture, obeys what is asked as well as they can. */
  async present(species: Species, person: string, mode: LivenessMode): Promise<{ verdict: MatchVerdict; ms: number }> {
    const emulator = new CameraEmulator({ port: 0, fps: 15 });
    await emulator.start();
    const camera = new StreamCamera(mjpegHttpSource(emulator.url), { clock: systemClock, probeEvery: 60_000 });
    try {
      emulator.show({ kind: 'person', id: person });
      const portrait = await this.#portrait(emulator);
      if (species === 'frozen') emulator.setCondition('frozen');
      else emulator.present(species);
      const stop = new AbortController();
      const matcher = new LiveFaceMatcher(this.#pool, this.#calibration, systemClock, { mode });
      const begun = performance.now();
      const verdict = await matcher.match(portrait, camera.frames(stop.signal), {
        signal: stop.signal,
        deadlineMs: 20_000,
        onGuidance: (guidance) => emulator.strike(POSE_OF[guidance] ?? 'front'),
      });
      stop.abort();
      return { verdict, ms: performance.now() - begun };
    } finally {
      await camera.close();
      await emulator.close();
    }
  }

  async #portrait(emulator: CameraEmulator): Promise<{ width: number; height: number; data: Uint8Array }> {
    const response = await fetch(emulator.url.replace('stream.mjpeg', 'snapshot.jpg'));
    const picture = await decodeFrame(new Uint8Array(await response.arrayBuffer()));
    if (picture === null) throw new Error('the emulated camera gave no picture');
    const data = new Uint8Array(picture.width * picture.height * 3);
    for (let i = 0; i < picture.width * picture.height; i += 1)
      for (let c = 0; c < 3; c += 1) data[3 * i + c] = picture.data[picture.channels * i + c] ?? 0;
    return { width: picture.width, height: picture.height, data };
  }
}
