import { expect, test } from 'vitest';
import { CLAIM_CODES, type ClaimCode } from '../scenarios/catalogue.ts';
import { answerMaterials } from './answer.ts';
import {
  APPLICANTS,
  assessmentMaterials,
  type Holdings,
  type MaterialRow,
  materialsFor,
  submissionComplete,
} from './materials.ts';
import { MATERIAL_TABLE, REMOVED_ITEMS } from './table.ts';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const worker = (scenario: ClaimCode) => materialsFor({ scenario, applicant: 'worker' });
const rowIn = (rows: readonly MaterialRow[], id: string) => rows.find((row) => row.id === id);

/** Everything the system itself can get, and what the applicant gives on screen. */
const holdAll = (rows: readonly MaterialRow[]): Holdings =>
  Object.fromEntries(rows.map(({ id, tags }) => [id, tags.includes('S') ? 'obtained' : 'uploaded']));

const EVERY_LIST = CLAIM_CODES.flatMap((scenario) =>
  APPLICANTS.flatMap((applicant) => [true, false].map((death) => materialsFor({ scenario, applicant, death }))),
);

test.each(CLAIM_CODES)('the lists of %s as agreed', async (scenario) => {
  const short = ({ id, name, tags, shown, required, mayCommit, from, basis }: MaterialRow) =>
    `${id} [${tags.join(',')}] ${shown}${required ? ' *' : ''}${mayCommit ? ' C' : ''} ${name} | ${from} | ${basis}`;
  const lists = APPLICANTS.flatMap((applicant) =>
    [false, true].map((death) => {
      const rows = materialsFor({ scenario, applicant, death }).map(short);
      return [`# ${applicant}${death ? ', death' : ''}`, ...rows, ''].join('\n');
    }),
  );
  await expect(lists.join('\n')).toMatchFileSnapshot(`golden/${scenario}.txt`);
});

test('nothing is asked without a legal basis', () => {
  for (const { id, basis } of MATERIAL_TABLE.items)
    expect([id, basis]).toEqual([id, expect.stringMatching(/第.+条|号|规定/)]);
});

test('every item of the table is used somewhere, and every item used is in the table', () => {
  const used = new Set([...EVERY_LIST.flatMap(idsOf), ...MATERIAL_TABLE.assessment]);
  expect([...used].toSorted()).toEqual(idsOf(MATERIAL_TABLE.items).toSorted());
});

test('none of the removed papers is asked, neither by name nor as a copy', () => {
  expect(REMOVED_ITEMS.length).toBeGreaterThanOrEqual(15);
  for (const { words } of REMOVED_ITEMS)
    for (const word of words)
      expect(MATERIAL_TABLE.items.filter(({ name }) => name.includes(word)).map(({ name }) => name)).toEqual([]);
  expect(MATERIAL_TABLE.items.filter(({ form }) => form === 'copy')).toEqual([]);
});

test('what takes the place of a removed paper exists', () => {
  const known = idsOf(MATERIAL_TABLE.items);
  for (const { coveredBy } of REMOVED_ITEMS) if (coveredBy !== null) expect(known).toContain(coveredBy);
});

test('the business register is looked up, even when the share fails', () => {
  const rows = materialsFor({ scenario: 'G14_1', applicant: 'employer', held: { M06: 'failed' } });
  expect(rowIn(rows, 'M06')).toMatchObject({ shown: '由系统取得', required: false });
});

test('the certificate of an occupational disease replaces diagnosis, witnesses and the report', () => {
  const ids = idsOf(worker('G14_4'));
  expect(ids).toContain('M15');
  for (const id of ['M05', 'M08', 'M09']) expect(ids).not.toContain(id);
});

test('a death adds its certificate and the dependants, once', () => {
  const common = materialsFor({ scenario: 'G14_1', applicant: 'relative', death: true });
  expect(idsOf(common).slice(-2)).toEqual(['M20', 'M21']);
  const sudden = idsOf(materialsFor({ scenario: 'G15_1', applicant: 'relative' }));
  expect(sudden.filter((id) => id === 'M20')).toHaveLength(1);
  expect(sudden).toContain('M21');
});

test('a traffic letter is asked of a business trip only after a traffic accident', () => {
  const trip = (circumstances?: readonly ('traffic' | 'missing')[]) =>
    materialsFor({ scenario: 'G14_5', applicant: 'worker', circumstances });
  expect(idsOf(trip([]))).not.toContain('M17');
  expect(rowIn(trip(['traffic']), 'M17')).toMatchObject({ required: true });
  expect(rowIn(trip(), 'M17')).toMatchObject({ required: false, condition: 'traffic' });
});

test('the words follow what is held', () => {
  const words = (held: Holdings, falseCommitmentRecord = false) =>
    rowIn(materialsFor({ scenario: 'G14_1', applicant: 'worker', held, falseCommitmentRecord }), 'M04')?.shown;
  expect(words({})).toBe('由系统取得');
  expect(words({ M04: 'obtained' })).toBe('已由系统取得');
  expect(words({ M04: 'failed' })).toBe('可承诺');
  expect(words({ M04: 'failed' }, true)).toBe('请提交');
  expect(words({ M04: 'committed' })).toBe('已承诺');
  expect(words({ M04: 'uploaded' })).toBe('已提交');
});

test.each(CLAIM_CODES)('%s is complete when all is held, and each required item is missed by name', (scenario) => {
  const rows = worker(scenario);
  const all = holdAll(rows);
  expect(submissionComplete(rows, all)).toEqual([]);
  for (const { id, name, required } of rows) {
    const { [id]: _, ...others } = all;
    expect(submissionComplete(rows, others).map((missing) => missing.name)).toEqual(required ? [name] : []);
  }
});

test('a commitment counts only where it is offered', () => {
  const rows = worker('G14_1');
  expect(submissionComplete(rows, { ...holdAll(rows), M04: 'committed' })).toEqual([]);
  expect(idsOf(submissionComplete(rows, { ...holdAll(rows), M05: 'committed' }))).toEqual(['M05']);
  const distrusted = materialsFor({ scenario: 'G14_1', applicant: 'worker', falseCommitmentRecord: true });
  expect(idsOf(submissionComplete(distrusted, { ...holdAll(rows), M04: 'committed' }))).toEqual(['M04']);
});

test("the employer's silence does not hold up a worker, but its own application needs its report", () => {
  const ofWorker = worker('G14_1');
  const ofEmployer = materialsFor({ scenario: 'G14_1', applicant: 'employer' });
  const without = (rows: readonly MaterialRow[]) =>
    idsOf(submissionComplete(rows, { ...holdAll(rows), M09: 'failed' }));
  expect([without(ofWorker), without(ofEmployer)]).toEqual([[], ['M09']]);
});

test('an assessment asks for at most five, and no commitment replaces the record', () => {
  const rows = assessmentMaterials({ applicant: 'worker' });
  expect(rows.length).toBeLessThanOrEqual(5);
  expect(rows.map(({ mayCommit }) => mayCommit)).not.toContain(true);
  expect(rows.filter(({ shown }) => shown === '请提交').map(({ id }) => id)).toEqual(['LA01']);
});

test.each([
  [{ scenario: 'G14_66' }, 'unknown-scenario'],
  [{ scenario: 'X16_1' }, 'excluded-scenario'],
  [{ scenario: 'G14_1', applicant: 'neighbour' }, 'unknown-applicant'],
  [{ scenario: 'G14_1', province: '浙西' }, 'unknown-province'],
  [{ scenario: 'G14_1', circumstance: ['storm'] }, 'unknown-circumstance'],
  [{}, 'scenario-or-assessment'],
  [{ scenario: 'G14_1', assessment: true }, 'scenario-or-assessment'],
])('%o is refused as %s', (options, name) => {
  expect(answerMaterials(options)).toMatchObject({ ok: false, fault: { name } });
});

test('the province decides how soon a complete application is accepted', () => {
  const acceptance = (province: string) => answerMaterials({ scenario: 'G14_6', province });
  expect(acceptance('浙江省')).toMatchObject({ value: { acceptance: { length: 5, unit: 'working-days' } } });
  expect(acceptance('山东')).toMatchObject({ value: { acceptance: { length: 15, unit: 'days' } } });
});
