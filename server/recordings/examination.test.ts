/** When the centre says that an examination is over, so that its recording ends. */
import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REGION, SITE, START, startTestCentre, type TestCentre, TODAY } from '../testing/centre.ts';
import { examinationStage } from './examination.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

const at = new Date(START).toISOString();
let from = 0;

/** An examinee whose assessment stands in `state`; `release`: why the place was given back. */
async function examined(state: string, release: string | null = null): Promise<string> {
  const { db } = centre.foundation.database;
  from += 1;
  const [person] = await centre.examinees(1, { from });
  if (person === undefined) throw new Error('no examinee');
  const [caseId, partId] = [newId(), newId()];
  const [region, nothing] = [{ region_code: REGION }, Buffer.alloc(1)];
  await db
    .insertInto('work_case')
    .values({
      ...{ ...region, id: caseId, number: `test-${from}`, province: '370000', opened_at: at, last_event_at: at },
      ...{ file_cipher: nothing, number_index: nothing },
    })
    .execute();
  await db
    .insertInto('case_part')
    .values({
      ...{ ...region, id: partId, case_id: caseId, kind: 'assessment', state, version: 1, facts: '{}', changed_at: at },
    })
    .execute();
  await db
    .insertInto('assessment_queue')
    .values({
      ...{ ...region, assessment_id: partId, site_code: SITE, queued_on: TODAY, kinds: ['A1'], specialties: ['ORTHO'] },
    })
    .execute();
  await db
    .insertInto('assessment_slot')
    .values({
      ...{ ...region, id: newId(), assessment_id: partId, session_id: person.sessionId, room: 'A', at },
      ...{ examinee_id: person.examineeId, released_at: release === null ? null : at, release },
    })
    .execute();
  return person.examineeId;
}
const stageOf = (examineeId: string) => examinationStage(centre.foundation.database, REGION, examineeId);

test.each([
  ['before it begins', 'L_SCHEDULED', 'open'],
  ['while it goes on', 'L_EXAM', 'open'],
  ['when all have signed', 'L_OPINION', 'signed'],
  ['when the conclusion is there already', 'L_DELIVERED', 'signed'],
  ['when the person refused', 'L_TERMINATED', 'terminated'],
])('%s', async (_, state, stage) => {
  expect(await stageOf(await examined(state))).toBe(stage);
});

// Bug: every state that nobody had thought of ended the recording as signed.
test('a state that says nothing of the examination is not taken for signatures', async () => {
  expect(await stageOf(await examined('L_SUPPLEMENT'))).toBeNull();
  expect(await stageOf(await examined('L_OF_TOMORROW'))).toBeNull();
});

// Bug: the place was given back, so the centre said nothing, and the recording went on until somebody with a shell came.
test('an examination that was broken off is over, and waits for its new time elsewhere', async () => {
  expect(await stageOf(await examined('L_QUEUED', 'broken-off'))).toBe('terminated');
  expect(await stageOf(await examined('L_DISCARDED', 'broken-off'))).toBe('terminated');
});

test('of an imported roster no case says anything', async () => {
  const [person] = await centre.examinees(1, { from: 900 });
  expect(await stageOf(person?.examineeId ?? '')).toBeNull();
});
