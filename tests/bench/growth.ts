/** How much something grows from one visit to the next, out of samples that jump about: memory is taken and freed in lumps. */

/** `at`: how many visits there have been; `value` in whatever unit. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/**
 * The median of the slopes between all pairs (Theil and Sen), in units of `value` per visit: a quarter of the samples may
 * be anything at all, and one lump that is taken at the beginning is no growth. NaN with fewer than two samples.
 */
export function growthPerVisit(samples: readonly Sample[]): number {
  const slopes = samples
    .flatMap((one, index) =>
      samples.slice(index + 1).map((other) => ({ rise: other.value - one.value, run: other.at - one.at })),
    )
    .filter(({ run }) => run !== 0)
    .map(({ rise, run }) => rise / run)
    .sort((a, b) => a - b);
  const middle = Math.floor(slopes.length / 2);
  const upper = slopes[middle] ?? Number.NaN;
  return slopes.length % 2 === 1 ? upper : ((slopes[middle - 1] ?? Number.NaN) + upper) / 2;
}
