import { expect, test } from 'vitest';
import { MATERIAL_TABLE } from '../materials/table.ts';
import { commitmentCheckBy, offerCommitment, stepsAfterCheck } from './commitment.ts';

const honest = { falseCommitmentRecord: false };
const item = { id: 'M04', tags: ['S', 'C'], instrument: false };

test('offered where the table allows it', () => {
  expect(offerCommitment(item, honest)).toEqual({ ok: true, value: true });
  expect(offerCommitment({ ...item, tags: ['S'] }, honest)).toMatchObject({ fault: 'not-replaceable' });
});

test('not offered to whoever committed falsely before', () => {
  expect(offerCommitment(item, { falseCommitmentRecord: true })).toMatchObject({ fault: 'false-commitment-record' });
});

test('never for the diagnosis, the examination or an instrument, even if a table were to tag them', () => {
  for (const id of ['M05', 'examination'])
    expect(offerCommitment({ ...item, id }, honest)).toMatchObject({ fault: 'competent-body-instrument' });
  expect(offerCommitment({ ...item, instrument: true }, honest)).toMatchObject({ fault: 'competent-body-instrument' });
});

test('every item of the table that may be committed says what is committed, and no other does', () => {
  for (const material of MATERIAL_TABLE.items)
    expect([material.id, material.replacement !== null]).toEqual([material.id, offerCommitment(material, honest).ok]);
});

test('a commitment is checked within thirty days', () => {
  expect(commitmentCheckBy('2026-03-02').raw).toBe('2026-04-01');
});

test('a false commitment costs the decision, the money and the trust', () => {
  expect(stepsAfterCheck('false').map(({ step }) => step)).toEqual([
    'revoke-or-change-decision',
    'recover-benefits',
    'credit-record',
  ]);
  expect(stepsAfterCheck('true')).toEqual([]);
});
