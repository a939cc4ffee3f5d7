/** What holds for every endpoint of the contract, whatever it does: who may call, how long, and never 500. */
import { newId } from '@anban/foundation/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API, type Endpoint } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { BODY_LIMIT } from '../../contract/endpoint.ts';
import { STAFF_ROLES, type StaffRole } from '../../contract/staff.ts';
import { testCases } from '../../testing/case-machines.ts';
import { startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';
import { determination } from '../determination/machine.ts';

let centre: TestCentre;
const staff = new Map<StaffRole, TestStaff>();
let place: { caseId: string; partId: string; documentId: string; alarmId: string; digest: string };

beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  for (const role of STAFF_ROLES) staff.set(role, await testStaff(centre, [role]));
  const opened = await as('clerk').post('/v1/cases', { id: newId(), file: testFile(1) });
  const { id: caseId, parts } = API.openCase.answer.parse(opened.body);
  place = { caseId, partId: parts[0]?.id ?? '', documentId: newId(), alarmId: newId(), digest: 'a'.repeat(64) };
});
afterAll(() => centre.close());

function as(role: StaffRole): TestStaff {
  const found = staff.get(role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
}

const endpoints: [string, Endpoint][] = Object.entries<Endpoint>(API);
const guarded = endpoints.filter(([name, { roles }]) => roles !== undefined && name !== 'signOut');
const pathOf = ({ path }: Endpoint, values: Readonly<Record<string, string>> = place) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? newId());

/** What each endpoint is asked for in the matrix; those without a line take neither query nor body. */
const QUERIES: Readonly<Record<string, (role: StaffRole) => string>> = {
  work: (role) => `?role=${role}`,
  alarms: (role) => `?role=${role}`,
  statistics: () => '?year=2026&quarter=4',
};
const BODIES: Readonly<Record<string, () => unknown>> = {
  openCase: () => ({ id: newId(), file: testFile(2) }),
  takeStep: () => ({ id: newId(), event: 'SUBMIT', expectedVersion: 0 }),
  findCases: () => ({ number: testFile(1).person.number }),
  addPlaylistItem: () => ({
    title: { zh: '办理时限', en: 'Time limits' },
    text: { zh: '六十日内作出决定', en: 'A decision within 60 days' },
    picture: null,
    seconds: 15,
    from: '2026-11-01',
    until: '2026-12-01',
    sites: [],
  }),
  sealingSession: () => ({ id: newId(), items: [{ ...ids(), expectedVersion: 9, eventId: newId() }] }),
};
const ids = () => ({ caseId: place.caseId, partId: place.partId });

test('whoever may open a case may take its first step, and the other way round', () => {
  const { steps, initial } = determination;
  const first = steps.filter(({ event, from }) => ['LEAD', 'START_DRAFT'].includes(event) && from.includes(initial));
  const able = STAFF_ROLES.filter((role) => first.some(({ by }) => by.includes(role)));
  expect(API.openCase.roles).toEqual(able);
});

describe('every endpoint × every role', () => {
  for (const [name, endpoint] of guarded) {
    for (const role of STAFF_ROLES) {
      const may = endpoint.roles?.includes(role) === true;
      test(`${name}: ${role} ${may ? 'may' : 'may not'}`, async () => {
        const path = pathOf(endpoint) + (QUERIES[name]?.(role) ?? '');
        const answer = await as(role).call(endpoint.method.toUpperCase(), path, BODIES[name]?.());
        const refusal = Refusal.safeParse(answer.body);
        // An expert sees only the cases on whose panel they sit, so 403 all the same.
        const elsewhere = role === 'expert' && ['readCase', 'caseEvents', 'takeStep'].includes(name);
        // The province opens no document of a case that is not before it.
        const masked = role === 'province' && ['documentFile', 'documentPackage'].includes(name);
        if (!may || elsewhere || masked) {
          expect([answer.status, refusal.data?.error.name]).toEqual([403, 'wrong-role']);
          return;
        }
        expect([200, 404, 409]).toContain(answer.status);
        if (answer.status === 200) endpoint.answer.parse(answer.body);
      });
    }
  }

  test('and without a token, or with one that is over, none', async () => {
    const gone = await testStaff(
      centre,
      [...STAFF_ROLES].filter((role) => role !== 'expert'),
    );
    expect((await gone.call('DELETE', '/v1/staff/sessions')).status).toBe(200);
    for (const [name, endpoint] of guarded) {
      const method = endpoint.method.toUpperCase();
      const bare = await fetch(centre.url + pathOf(endpoint), { method });
      expect([name, bare.status]).toEqual([name, 401]);
      expect([name, (await gone.call(method, pathOf(endpoint))).status]).toEqual([name, 401]);
    }
  });

  test('a role that is taken away is gone with the next request', async () => {
    const person = await testStaff(centre, ['officer']);
    const { db } = centre.foundation.database;
    expect((await person.get(`/v1/cases/${place.caseId}`)).status).toBe(200);
    await db.deleteFrom('officer_role').where('officer_id', '=', person.officerId).execute();
    expect((await person.get(`/v1/cases/${place.caseId}`)).status).toBe(403);
  });
});

test('a body up to the limit of its endpoint is read, a longer one is refused', async () => {
  for (const [name, endpoint] of endpoints.filter(([, { method }]) => method === 'post')) {
    const limit = endpoint.bodyLimit ?? BODY_LIMIT;
    const send = async (length: number) =>
      (await as('clerk').call('POST', pathOf(endpoint), `"${'x'.repeat(length - 2)}"`)).status;
    expect([name, await send(limit)]).not.toEqual([name, 413]);
    expect([name, await send(limit + 1)]).toEqual([name, 413]);
  }
});

describe('the OpenAPI document', () => {
  const Operation = z.object({
    'x-roles': z.array(z.string()).optional(),
    responses: z.record(z.string(), z.object({ description: z.string() })),
    security: z.array(z.record(z.string(), z.unknown())),
  });
  const Document = z.object({
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
    'x-anban-events': z.array(
      z.object({ part: z.string(), events: z.array(z.object({ event: z.string(), data: z.unknown() })) }),
    ),
  });

  test('has every route with its roles and every refusal by status, and all that it refers to', async () => {
    const text = await (await fetch(`${centre.url}/openapi.json`)).text();
    const document = Document.parse(JSON.parse(text));
    for (const [name, { path, method, roles, refusals, caller }] of endpoints) {
      const operation = document.paths[path]?.[method];
      expect([name, operation?.['x-roles']]).toEqual([name, roles === undefined ? undefined : [...roles]]);
      for (const [status, words] of Object.entries(refusals))
        expect([name, operation?.responses[status]?.description]).toEqual([name, words]);
      expect([name, operation?.security.length]).toEqual([
        name,
        caller === 'anybody' ? 0 : caller === 'staff-or-terminal' ? 2 : 1,
      ]);
    }
    const count = Object.values(document.paths).flatMap((path) => Object.keys(path)).length;
    expect(count).toBe(endpoints.length);
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
      expect(document.components.schemas).toHaveProperty(name);
  });

  test('says what every event of every part brings', async () => {
    const document = Document.parse(await (await fetch(`${centre.url}/openapi.json`)).json());
    const { machines } = testCases(centre.foundation);
    for (const { kind, events } of Object.values(machines)) {
      const listed = document['x-anban-events'].find(({ part }) => part === kind)?.events ?? [];
      expect(listed.map(({ event }) => event)).toEqual(Object.keys(events));
      for (const { data } of listed) expect(data).toMatchObject({ type: 'object' });
    }
  });
});

describe('whatever is sent, the answer is one of the contract and never 500', () => {
  const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
  const nearly = fc.record(
    {
      id: fc.oneof(fc.constant(newId()), odd),
      file: fc.oneof(fc.constant(testFile(3)), fc.dictionary(fc.string(), odd), odd),
      event: fc.oneof(fc.constantFrom('SUBMIT', 'ACCEPT', 'START_DRAFT', 'LEAD'), odd),
      expectedVersion: fc.oneof(fc.integer(), fc.constantFrom(1, 2 ** 31, -1), odd),
      data: fc.oneof(
        fc.record({ note: fc.string({ unit: 'binary' }) }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        odd,
      ),
      as: fc.oneof(fc.constantFrom(...STAFF_ROLES), odd),
      number: fc.string({ unit: 'binary' }),
      items: fc.array(fc.oneof(fc.record({ caseId: odd, partId: odd, expectedVersion: odd, eventId: odd }), odd)),
      staffNumber: fc.oneof(fc.constant('9999'), odd),
      pin: odd,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(nearly, fc.jsonValue()).map((value) => JSON.stringify(value));
  const segment = fc.oneof(
    fc.uuid({ version: 7 }),
    fc.string({ minLength: 1 }).map(encodeURIComponent),
    fc.constant('%'),
  );
  const query = fc.dictionary(
    fc.constantFrom('role', 'after', 'limit', 'purpose', 'as', 'identityCheckId', 'year', 'quarter', 'x'),
    fc.oneof(fc.constantFrom('officer', '1', '2026', '-1', '1e9', newId()), fc.string({ unit: 'binary' })),
  );
  const roles = fc.constantFrom(...STAFF_ROLES);

  // Signing out would leave the others with nobody to ask.
  for (const [name, endpoint] of endpoints.filter(([name]) => name !== 'signOut')) {
    test(name, async () => {
      const sendable = (url: string) => url !== '' && !/\/(\.|%2e){1,2}(\/|\?|$)/i.test(url);
      await fc.assert(
        fc.asyncProperty(roles, body, segment, query, fc.boolean(), async (role, text, odd, search, real) => {
          const values: Readonly<Record<string, string>> = real
            ? place
            : { caseId: odd, partId: odd, documentId: odd, alarmId: odd };
          const url = `${pathOf(endpoint, values)}?${new URLSearchParams(search)}`;
          if (!sendable(url)) return;
          const method = endpoint.method.toUpperCase();
          const answer = await as(role).call(method, url, method === 'GET' ? undefined : text);
          expect(answer.status).toBeLessThan(500);
          expect(answer.status).not.toBe(endpoint.roles === undefined ? 0 : 401);
          if (answer.status !== 200) expect(Refusal.safeParse(answer.body).success).toBe(true);
        }),
        { numRuns: name === 'signIn' ? 15 : 60 },
      );
    });
  }
});
