/** The API with the machines that the law made: what it says about them, and that nothing that is sent breaks them. */
import { newId } from '@anban/foundation/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { startTestCentre, type TestCentre, TODAY } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';
import { caseServices } from '../compose.ts';
import { caseMachines } from '../machines.ts';

let centre: TestCentre;
let staff: TestStaff;

beforeAll(async () => {
  centre = await startTestCentre({ cases: caseServices });
  staff = await testStaff(centre, ['clerk', 'officer', 'chief', 'committee', 'agency', 'province']);
});
afterAll(() => centre.close());

const data = { relation: 'self', injuryOn: '2026-11-01' };

test('the OpenAPI document carries the data of every event of every machine', async () => {
  const Events = z.object({
    'x-anban-events': z.array(
      z.object({
        part: z.string(),
        states: z.record(z.string(), z.string()),
        events: z.array(
          z.object({ event: z.string(), by: z.array(z.string()), basis: z.array(z.string()), data: z.json() }),
        ),
      }),
    ),
  });
  const document = Events.parse(await (await fetch(`${centre.url}/openapi.json`)).json());
  for (const { kind, events, states, steps } of Object.values(caseMachines)) {
    const listed = document['x-anban-events'].find(({ part }) => part === kind);
    expect(Object.keys(listed?.states ?? {})).toEqual(Object.keys(states));
    expect(listed?.events.map(({ event }) => event)).toEqual(Object.keys(events));
    for (const { event, basis } of listed?.events ?? [])
      if (steps.some((step) => step.event === event)) expect([event, basis.length > 0]).toEqual([event, true]);
  }
});

test('an accident is reported, an application drafted; the wrong order is refused with the article', async () => {
  const opened = await staff.post('/v1/cases', { id: newId(), file: testFile(1), data });
  const { id: caseId, number, parts } = API.openCase.answer.parse(opened.body);
  expect(number).toBe('370702-2026-00001');
  expect(parts.map(({ kind }) => kind)).toContain('determination');
  const partId = parts.find(({ kind }) => kind === 'determination')?.id ?? '';
  const early = await staff.post(`/v1/cases/${caseId}/parts/${partId}/events`, {
    id: newId(),
    event: 'DECIDE_YES',
    expectedVersion: 1,
    as: 'chief',
  });
  const { error } = Refusal.parse(early.body);
  expect([early.status, error.name]).toEqual([409, 'illegal-step']);
  expect(error.details?.article).toMatch(/条/);
  const late = await staff.post('/v1/cases', {
    id: newId(),
    file: testFile(2),
    data: { ...data, injuryOn: '2026-12-01' },
  });
  expect([late.status, Refusal.parse(late.body).error.name]).toEqual([409, 'guard']);
  const read = API.readCase.answer.parse((await staff.get(`/v1/cases/${caseId}`)).body);
  expect(read.history.map(({ at }) => at.slice(0, 10))).toContain(TODAY);
});

test('any event with anything in it: an answer of the contract, never 500', async () => {
  const opened = await staff.post('/v1/cases', { id: newId(), file: testFile(3), data });
  const { id: caseId, parts } = API.openCase.answer.parse(opened.body);
  const partId = parts.find(({ kind }) => kind === 'determination')?.id ?? '';
  const { determination } = caseMachines;
  const events = fc.constantFrom(...Object.keys(determination.events));
  const odd = fc.dictionary(
    fc.constantFrom('on', 'reason', 'items', 'days', 'scenario', 'held', 'outcome'),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(events, odd, fc.integer({ min: 0, max: 5 }), async (event, sent, expectedVersion) => {
      const body = { id: newId(), event, expectedVersion, data: sent };
      const answer = await staff.post(`/v1/cases/${caseId}/parts/${partId}/events`, body);
      expect([event, answer.status < 500]).toEqual([event, true]);
    }),
    { numRuns: 200 },
  );
});
