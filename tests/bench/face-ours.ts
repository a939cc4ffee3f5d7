/** Our engine, in a process of its own, one worker: the benchmark's contender. */
import { systemClock } from '@anban/foundation/clock';
import { DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { measureOf } from '../../terminal-bridge/matching/engine/metric.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import { EnginePool } from '../../terminal-bridge/matching/pool.ts';
import { serve } from './face-messages.ts';

const measure = measureOf(loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS));
const pool = await EnginePool.start({ workers: 1, clock: systemClock });
const plain = (found: Float32Array | null) => (found === null ? null : [...found]);

serve({
  describe: async (pixels) => plain(await pool.describePortrait(pixels)),
  describeFrame: async (jpeg) => plain((await pool.observe(jpeg)).descriptor),
  distance: (one, other) => measure(Float32Array.from(one), Float32Array.from(other)),
});
