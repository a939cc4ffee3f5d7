/** What `anban face pad evaluate` prints. */
import { inWords, print, progress } from '../../terminal-bridge/matching/evaluation/terminal.ts';
import type { LivenessMode } from '../../terminal-bridge/matching/liveness/policy.ts';
import { SPECIES, type Species } from './species.ts';
import { tableOf, tally } from './tally.ts';

export interface EvaluateOptions {
  readonly runs: number;
  readonly mode?: LivenessMode;
  readonly kind?: Species;
  readonly slow: number;
  readonly seed: number;
  readonly workers: number;
  readonly each?: true;
  readonly json?: true;
}

export function runEvaluate(options: EvaluateOptions): Promise<number> {
  const { runs, mode, kind, slow, seed, workers, each, json } = options;
  const species = kind === undefined ? SPECIES : [kind];
  const tell = progress('attempt');
  return inWords(json === true, async () => {
    const evaluation = await loadEvaluation();
    if (evaluation === null) {
      process.stderr.write('anban: a release has no emulated camera: run this in the source tree\n');
      return 3;
    }
    const { evaluate } = evaluation;
    const outcomes = await evaluate({ runs, mode: mode ?? 'both', species, slow, seed, workers }, (done, all, last) => {
      if (each) process.stderr.write(`${JSON.stringify(last)}\n`);
      else tell(done, all);
    });
    const rows = tally(outcomes);
    print(json ? JSON.stringify({ runs, slow, seed, rows }) : tableOf(rows));
    return 0;
  });
}

/** null in a release, which has no emulated devices. */
async function loadEvaluation(): Promise<typeof import('./evaluate.ts') | null> {
  try {
    return await import('./evaluate.ts');
  } catch (error) {
    if (isWithoutMocks(error)) return null;
    throw error;
  }
}

/** Any other module that is missing is a broken installation, which is said as it is. */
const isWithoutMocks = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  /^Cannot find module '[^']*hardware-mocks/.test(error.message);
