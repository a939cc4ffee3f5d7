import { expect, it } from 'vitest';
import { assumedAlgorithm } from './read-card.ts';

it.each([
  ['110101', 'SSF33'],
  ['370700', 'DES'],
  ['311100', 'DES'],
])('a card of region %s that does not tell its algorithm is opened with %s', (region, algorithm) => {
  expect(assumedAlgorithm(region)).toBe(algorithm);
});
