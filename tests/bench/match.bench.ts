/**
 * Face matching: one live frame from JPEG to distance, over the bare inference of the same networks on prepared input
 * in the same run, both in turn so that a busy machine slows both. Prints one JSON line. All times in ms.
 */
import { systemClock } from '@anban/foundation/clock';
import type { Frame } from '../../terminal-bridge/devices/camera/camera.ts';
import { Agreement } from '../../terminal-bridge/matching/agreement.ts';
import { DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import { throughCard } from '../../terminal-bridge/matching/evaluation/compress.ts';
import { median } from '../../terminal-bridge/matching/evaluation/rates.ts';
import { EngineFaceMatcher } from '../../terminal-bridge/matching/face-matcher.ts';
import { EnginePool } from '../../terminal-bridge/matching/pool.ts';
import { BareWorker } from '../../terminal-bridge/matching/testing/bare-worker.ts';
import { DemoFaces } from '../../terminal-bridge/matching/testing/demo-faces.ts';

const FRAMES = 40;
const MATCHES = 9;

const faces = await DemoFaces.load();
const film = Array.from({ length: 8 }, (_, i) => faces.frame(['woman'], i * 1.5));
const rssBefore = process.memoryUsage.rss();
const calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);

const startedAt = performance.now();
const pool = await EnginePool.start({ workers: 2, clock: systemClock });
const readyMs = performance.now() - startedAt;
const matcher = new EngineFaceMatcher(pool, calibration, systemClock);
const card = await pool.cutCard(faces.photo('woman'));
if (card === null) throw new Error('no face in the photo');
const chip = await throughCard(card);
const portrait = { width: chip.width, height: chip.height, data: Uint8Array.from(chip.data) };
const first = await timed(match);
const rssMb = (process.memoryUsage.rss() - rssBefore) / 1_048_576;

const frame = await frameToDecision();
const { alone, together } = await oneAndTwo();
await pool.close();

const rounded = (value: number) => Math.round(value * 100) / 100;
const figures = {
  frameToDecisionMs: rounded(frame.full),
  frameToDecisionP95Ms: rounded(frame.p95),
  bareInferenceMs: rounded(frame.bare),
  ratio: rounded(frame.full / frame.bare),
  goal: 1.2,
  matchMs: rounded(alone),
  twoMatchesInParallelMs: rounded(together),
  twoOverOne: rounded(together / alone),
  startMs: rounded(readyMs),
  firstMatchMs: rounded(first),
  rssGrowthMb: Math.round(rssMb),
};
process.stdout.write(`${JSON.stringify({ name: 'match', figures })}\n`);

/** Medians of both, taken in turn. */
async function frameToDecision(): Promise<{ full: number; p95: number; bare: number }> {
  const bareWorker = await BareWorker.start();
  const described = await pool.describePortrait({ ...portrait, channels: 3 });
  if (described === null) throw new Error('no face in the portrait');
  const full: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < FRAMES; i += 1) {
    full.push(
      await timed(async () => {
        const { descriptor } = await pool.observe(film[i % film.length] ?? Buffer.alloc(0));
        if (descriptor === null) throw new Error('the frame could not be compared');
        const agreement = new Agreement(described, calibration);
        agreement.add(descriptor);
        if (agreement.verdict === 'no-match') throw new Error('not the same person');
      }),
    );
    bare.push(await bareWorker.inferOnce());
  }
  await bareWorker.close();
  const p95 = [...full].sort((a, b) => a - b)[Math.ceil(0.95 * full.length) - 1] ?? Number.NaN;
  return { full: median(full) ?? Number.NaN, p95, bare: median(bare) ?? Number.NaN };
}

/** A whole match: portrait, two frames that agree. Frames come at once, so that only work counts. */
async function match(): Promise<void> {
  const verdict = await matcher.match(portrait, frames(), {
    signal: new AbortController().signal,
    deadlineMs: 60_000,
    onGuidance: () => {},
  });
  if (verdict.outcome !== 'pass') throw new Error(`the match ended with ${verdict.outcome}`);
}

async function* frames(): AsyncGenerator<Frame> {
  for (const [i, jpeg] of film.entries()) yield { jpeg, at: i * 200 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians of one match alone and of two at the same time, taken in turn. */
async function oneAndTwo(): Promise<{ alone: number; together: number }> {
  const alone: number[] = [];
  const together: number[] = [];
  for (let i = 0; i < MATCHES; i += 1) {
    alone.push(await timed(match));
    together.push(await timed(() => Promise.all([match(), match()])));
  }
  return { alone: median(alone) ?? Number.NaN, together: median(together) ?? Number.NaN };
}
