/** `anban face pad evaluate`: every kind of attack and living people, so many attempts each, through the liveness check. */
import { systemClock } from '@anban/foundation/clock';
import { FACES } from '../../hardware-mocks/people/faces.ts';
import { DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import type { LivenessMode } from '../../terminal-bridge/matching/liveness/policy.ts';
import { EnginePool } from '../../terminal-bridge/matching/pool.ts';
import { type Attempt, asPassive, attemptOnce, type Outcome } from './attempt.ts';
import { type Pace, USUAL_PACE } from './paced-engine.ts';
import { SPECIES, type Species } from './species.ts';

/** 朱琳 has 马兰's face: each face once. */
const PEOPLE = [...FACES.keys()].filter((id) => id !== 'zhu-lin');

export interface Plan {
  /** Per kind and mode. */
  readonly runs: number;
  /** `both`: one run answers for both, see `asPassive`. */
  readonly mode: LivenessMode | 'both';
  readonly species: readonly Species[];
  /** The terminal's workers take this many times as long as usual. */
  readonly slow: number;
  readonly seed: number;
  /** Attempts at the same time, each with a worker of its own. */
  readonly workers: number;
}

/** One of every kind after another, then the next round: whoever stops early has as many of each. */
export function attemptsOf({ runs, mode, species, seed }: Plan): Attempt[] {
  return Array.from({ length: runs }, (_, i) =>
    species.map((kind) => ({
      mode: mode === 'both' ? ('challenge' as const) : mode,
      species: kind,
      person: PEOPLE[i % PEOPLE.length] ?? '',
      seed: seed + 7919 * i + 104_729 * SPECIES.indexOf(kind),
    })),
  ).flat();
}

/** Outcomes in the order of `attemptsOf`; of `both` first those with the challenge. Rejects with an `EngineError` when the engine does not run. */
export async function evaluate(
  plan: Plan,
  onDone: (done: number, all: number, last: Outcome) => void,
): Promise<Outcome[]> {
  const calibration = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS);
  const pool = await EnginePool.start({ workers: plan.workers, clock: systemClock });
  const attempts = attemptsOf(plan);
  const outcomes: Outcome[] = [];
  const pace = slowed(plan.slow);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < attempts.length; i = next++) {
      const attempt = attempts[i];
      if (attempt === undefined) return;
      const outcome = await attemptOnce(pool, calibration, pace, attempt);
      outcomes[i] = outcome;
      onDone(Object.keys(outcomes).length, attempts.length, outcome);
    }
  };
  try {
    await Promise.all(Array.from({ length: plan.workers }, work));
  } finally {
    await pool.close();
  }
  return plan.mode === 'both' ? [...outcomes, ...outcomes.map(asPassive)] : outcomes;
}

const slowed = (by: number): Pace => ({
  watch: USUAL_PACE.watch * by,
  observe: USUAL_PACE.observe * by,
  portrait: USUAL_PACE.portrait * by,
});
