/** What a list of pairs is too short to say: a rate that rests on fewer pairs is told with a warning beside it. */
import { LEAST_GENUINE } from '../calibration/bands-from-pairs.ts';

/** One pair of so many is the rate at which the threshold is looked for; with fewer it is that of the worst pair. */
const IMPOSTORS = { fnmr_at_fmr_0_01: 100, fnmr_at_fmr_0_001: 1000, threshold_at_fmr_0_001: 1000 } as const;

export interface PairCounts {
  readonly genuine: number;
  readonly impostor: number;
}

/** By the name of the figure in `Evaluation`; figures without a warning are not in it. */
export function warningsOf({ genuine, impostor }: PairCounts): Readonly<Record<string, string>> {
  const few = genuine < LEAST_GENUINE ? `only ${genuine} genuine pairs, ${LEAST_GENUINE} are the least` : null;
  const of = (figure: keyof typeof IMPOSTORS, needsGenuine: boolean): string | null => {
    const short =
      impostor < IMPOSTORS[figure] ? `only ${impostor} impostor pairs, ${IMPOSTORS[figure]} are the least` : null;
    const parts = [short, needsGenuine ? few : null].filter((part) => part !== null);
    return parts.length === 0 ? null : `means little: ${parts.join('; ')}`;
  };
  const both = genuine < LEAST_GENUINE || impostor < LEAST_GENUINE;
  const all = {
    fnmr_at_fmr_0_01: of('fnmr_at_fmr_0_01', true),
    fnmr_at_fmr_0_001: of('fnmr_at_fmr_0_001', true),
    threshold_at_fmr_0_001: of('threshold_at_fmr_0_001', false),
    eer: both ? `means little: only ${genuine} genuine and ${impostor} impostor pairs` : null,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, told]) => (told === null ? [] : [[name, told]])));
}
