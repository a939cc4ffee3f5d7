/** Figures from a handful of pairs. */
import { expect, it } from 'vitest';
import { warningsOf } from './few-pairs.ts';

// Bug: six pairs of strangers gave "fnmr_at_fmr_0_001 0", and not a word beside it.
it('six pairs of each kind say nothing that could be relied on', () => {
  const warnings = warningsOf({ genuine: 6, impostor: 6 });
  expect(Object.keys(warnings).sort()).toEqual([
    'eer',
    'fnmr_at_fmr_0_001',
    'fnmr_at_fmr_0_01',
    'threshold_at_fmr_0_001',
  ]);
  expect(warnings.fnmr_at_fmr_0_001).toBe(
    'means little: only 6 impostor pairs, 1000 are the least; only 6 genuine pairs, 60 are the least',
  );
});

it.each([
  [{ genuine: 60, impostor: 1000 }, []],
  [{ genuine: 60, impostor: 999 }, ['fnmr_at_fmr_0_001', 'threshold_at_fmr_0_001']],
  [{ genuine: 59, impostor: 1000 }, ['eer', 'fnmr_at_fmr_0_001', 'fnmr_at_fmr_0_01']],
] as const)('%j is warned of where it is too few, and only there', (counts, figures) => {
  expect(Object.keys(warningsOf(counts)).sort()).toEqual(figures);
});
