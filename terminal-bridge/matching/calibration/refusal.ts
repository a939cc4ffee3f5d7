/** Why no calibration was made of pairs that could be read. */
import type { Failure } from '../../command-line/failure.ts';
import type { BandsResult } from './bands-from-pairs.ts';

/** `details` of `tooFewPairs`: `moreGenuine`, `moreImpostor`, the pairs that are still needed. */
export function refusalOf(result: Exclude<BandsResult, { kind: 'made' }>): Failure {
  if (result.kind === 'not-apart')
    return {
      name: 'pairsNotApart',
      code: 'M07',
      message:
        'people cannot be told apart on these pairs: no distance lets genuine pairs pass at a false match rate of 0.1 %',
      hint: 'Look whether the column "same" is right and the pictures are of those people; else try another model',
    };
  const { moreGenuine, moreImpostor } = result;
  return {
    name: 'tooFewPairs',
    code: 'M06',
    message: `too few pairs in which faces were found: ${moreGenuine} more genuine and ${moreImpostor} more impostor pairs are needed`,
    hint: 'Add pictures of more people, with their consent, and pair each with all others',
    details: { moreGenuine, moreImpostor },
  };
}
