/**
 * What a reading tells the person, where a document of theirs that is not the wanted one may still lie on the reader. Read
 * again and again it would say "reading" each time: it is told only of what lasts longer than such a reading.
 */
import type { Clock } from '@anban/foundation/clock';
import type { ReadProgress } from '../protocol/messages.ts';

/** A card is read in less, ms. */
export const LASTING_MS = 1000;

export interface LastingProgress {
  heard(progress: ReadProgress): void;
  /** The reading is over: what has not been told by now is not told. */
  end(): void;
}

/** Of one reading. What is wrong with a card or a reader is told at once. */
export function lastingProgress(clock: Clock, tell: (progress: ReadProgress) => void): LastingProgress {
  let latest: ReadProgress | null = null;
  let lasts = false;
  const cancel = clock.after(LASTING_MS, () => {
    lasts = true;
    if (latest !== null) tell(latest);
  });
  return {
    heard(progress) {
      const isPlain = progress.stage !== 'again' && progress.fault === undefined;
      latest = isPlain ? progress : null;
      if (lasts || !isPlain) tell(progress);
    },
    end: cancel,
  };
}
