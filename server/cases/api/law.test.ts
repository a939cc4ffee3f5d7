/** The API with the machines that the law made: what it says about them, and that nothing that is sent breaks them. */
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { simulatedPartners } from '../../simulators/partners.ts';
import { REGION, startTestCentre, type TestCentre, TODAY } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';
import { applyStep } from '../apply.ts';
import { caseServices } from '../compose.ts';
import { ACCEPTED, line, yes } from '../determination/samples.ts';
import { caseMachines } from '../machines.ts';
import type { CaseServices } from '../services.ts';

let centre: TestCentre;
let staff: TestStaff;
let services: CaseServices;

beforeAll(async () => {
  centre = await startTestCentre({ cases: (foundation) => caseServices(foundation, simulatedPartners) });
  services = caseServices(centre.foundation, simulatedPartners);
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

/** As it comes to the chief: clear, without doubt, proposed by `proposer`. */
async function proposed(n: number, proposer: string) {
  const opened = await staff.post('/v1/cases', { id: newId(), file: testFile(n), data });
  const { id: caseId, parts } = API.openCase.answer.parse(opened.body);
  const partId = parts.find(({ kind }) => kind === 'determination')?.id ?? '';
  const place = { regionCode: REGION, caseId, partId };
  const script = [
    ...ACCEPTED.slice(1, -1),
    line('ACCEPT', 'officer', { clear: true }),
    line('PROPOSE', 'officer', yes()),
  ];
  for (const { event, data: sent = {}, by = 'system' } of script) {
    const actor = { role: by, id: proposer };
    unwrap(await applyStep(services, { ...place, id: newId(), expectedVersion: null, event, data: sent, actor }));
  }
  const read = API.readCase.answer.parse((await staff.get(`/v1/cases/${caseId}`)).body);
  const version = read.parts.find(({ id }) => id === partId)?.version ?? 0;
  return { caseId, partId, expectedVersion: version, eventId: newId() };
}

test('a sealing session decides each case by itself: one that is refused does not stop the others', async () => {
  const chief = await testStaff(centre, ['chief']);
  const [good, own, stale] = [
    await proposed(11, newId()),
    await proposed(12, chief.officerId),
    await proposed(13, newId()),
  ];
  const items = [good, own, { ...stale, expectedVersion: 1 }, { ...good, partId: newId(), eventId: newId() }];
  const request = { id: newId(), items };
  const answer = await chief.post('/v1/sealing-sessions', request);
  const { results } = API.sealingSession.answer.parse(answer.body);
  expect(results.map(({ outcome, state, refusal }) => [outcome, state, refusal])).toEqual([
    ['decided', 'DECIDED_YES', null],
    ['refused', null, 'twoPeople'],
    ['refused', 'PROPOSED', 'version-conflict'],
    ['refused', null, 'sameState'],
  ]);
  // Sent again, what was decided stays decided, and nothing is decided twice.
  const again = API.sealingSession.answer.parse((await chief.post('/v1/sealing-sessions', request)).body);
  expect(again.results.map(({ outcome }) => outcome)).toEqual(['decided', 'refused', 'refused', 'refused']);
  const read = API.readCase.answer.parse((await staff.get(`/v1/cases/${good.caseId}`)).body);
  expect(read.history.filter(({ type }) => type === 'DECIDE_YES')).toHaveLength(1);
  expect(read.documents.map(({ name }) => name)).toContain('认定工伤决定书');
});
