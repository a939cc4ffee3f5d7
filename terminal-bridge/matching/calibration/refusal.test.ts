import { expect, it } from 'vitest';
import { bandsFrom, LEAST_GENUINE, LEAST_IMPOSTOR } from './bands-from-pairs.ts';
import { refusalOf } from './refusal.ts';

function refused(genuine: number[], impostor: number[]) {
  const result = bandsFrom({ genuine, impostor }, 'made up', 'as-it-is', 0);
  if (result.kind === 'made') throw new Error('bands were made');
  return refusalOf(result);
}

it('too few pairs are told with how many are needed, for people and for programs', () => {
  const faceless = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const refusal = refused([0.1, 0.2, ...faceless], new Array<number>(LEAST_IMPOSTOR - 7).fill(0.9));
  expect(refusal).toMatchObject({
    name: 'tooFewPairs',
    code: 'M06',
    details: { moreGenuine: LEAST_GENUINE - 2, moreImpostor: 7 },
  });
  expect(refusal.message).toContain(`${LEAST_GENUINE - 2} more genuine and 7 more impostor`);
});

it('pairs on which nobody can be told from anybody are refused by that name', () => {
  const alike = (length: number) => new Array<number>(length).fill(0);
  expect(refused(alike(LEAST_GENUINE), alike(LEAST_IMPOSTOR))).toMatchObject({ name: 'pairsNotApart', code: 'M07' });
});
