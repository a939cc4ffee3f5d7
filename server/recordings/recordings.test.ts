/** 录音录像 at the centre: which lists are kept, that none is ever rewritten, and what a file is known as. */
import { sign } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GENESIS_DIGEST } from '../contract/evidence.ts';
import {
  entryDigest,
  KnownSegment,
  type RecordingEntry,
  type RecordingList,
  type RecordingStatement,
  statementBytes,
} from '../contract/recordings.ts';
import { testCases } from '../testing/case-machines.ts';
import { SITE, startTestCentre, type TestCentre } from '../testing/centre.ts';
import { type TestStaff, testStaff } from '../testing/staff.ts';
import type { Subject, TestTerminal } from '../testing/terminal.ts';

type Draft<E> = E extends RecordingEntry ? Omit<E, 'number' | 'previous'> : never;
const AT = '2026-11-21T01:00:00.000Z';
const LATER = '2026-11-21T01:01:00.000Z';
const FILE = 'ab'.repeat(32);
const STARTED = { kind: 'started', at: AT, by: 'officer', picturesPerSecond: 12, segmentSeconds: 60 } as const;
const segment = (index: number, digest = FILE): Draft<RecordingEntry> => ({
  kind: 'segment',
  ...{ at: LATER, index, digest, bytes: 10, from: AT, until: LATER, pictures: 720, soundMs: 60_000, complete: true },
});
const GAP = { kind: 'gap', at: LATER, cause: 'picture-missing', from: AT, until: LATER } as const;
const ENDED = { kind: 'ended', at: LATER, why: 'signed' } as const;

let centre: TestCentre;
let terminal: TestTerminal;
let officer: TestStaff;
let person: Subject;
beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  terminal = await centre.terminal(SITE);
  officer = await testStaff(centre, ['officer']);
  [person = person] = await centre.examinees(1);
});
afterAll(() => centre.close());

function listOf(
  id: string,
  drafts: readonly Draft<RecordingEntry>[],
  change: Partial<RecordingStatement> = {},
): RecordingList {
  const entries: RecordingEntry[] = [];
  let head = GENESIS_DIGEST;
  for (const draft of drafts) {
    const entry = { ...draft, number: entries.length + 1, previous: head };
    head = entryDigest(entry);
    entries.push(entry);
  }
  const statement: RecordingStatement = {
    ...{ version: 1, kind: 'recording', id, terminalId: terminal.id, regionCode: terminal.regionCode, ...person },
    ...{ startedAt: AT, ended: drafts.at(-1)?.kind === 'ended', entries: entries.length, head, ...change },
  };
  return {
    statement,
    signature: sign(null, statementBytes(statement), terminal.privateKey).toString('base64url'),
    entries,
  };
}

const send = (list: RecordingList) => terminal.post('/v1/recordings', list);
const named = (name: string) => expect.objectContaining({ error: expect.objectContaining({ name }) });

describe('a list', () => {
  test('grows, and is the same however often it is sent', async () => {
    const id = newId();
    const first = listOf(id, [STARTED, segment(1)]);
    const second = listOf(id, [STARTED, segment(1), GAP, ENDED]);
    for (const [list, entries] of [
      [first, 2],
      [first, 2],
      [second, 4],
      [second, 4],
      [first, 4],
    ] as const) {
      expect(await send(list)).toEqual({ status: 200, body: { id, outcome: 'stored', entries } });
    }
    const { body } = await officer.get(`/v1/examinees/${person.examineeId}/recordings`);
    expect(body).toMatchObject({
      recordings: [{ id, segments: 1, why: 'signed', gaps: [{ cause: 'picture-missing' }] }],
    });
  });

  test('is never rewritten: another beginning is refused, and what was stored stays', async () => {
    const id = newId();
    await send(listOf(id, [STARTED, segment(1, 'cd'.repeat(32))]));
    const changed = await send(listOf(id, [STARTED, segment(1, 'ce'.repeat(32)), ENDED]));
    expect(changed).toEqual({ status: 409, body: named('recording-list-differs') });
    expect((await officer.get(`/v1/recording-segments/${'cd'.repeat(32)}`)).status).toBe(200);
    expect((await officer.get(`/v1/recording-segments/${'ce'.repeat(32)}`)).status).toBe(404);
  });

  test('does not go on after its end', async () => {
    const id = newId();
    await send(listOf(id, [STARTED, ENDED]));
    expect((await send(listOf(id, [STARTED, ENDED, GAP]))).body).toEqual(named('recording-list-broken'));
  });

  test('with an entry taken out, a false head, or none of our terminals behind it, is refused', async () => {
    const whole = listOf(newId(), [STARTED, GAP, segment(1), ENDED]);
    const holed = { ...whole, entries: whole.entries.toSpliced(1, 1) };
    expect(await send(holed)).toEqual({ status: 409, body: named('recording-list-broken') });
    const headless = listOf(newId(), [STARTED], { head: 'f'.repeat(64) });
    expect((await send(headless)).body).toEqual(named('recording-list-broken'));
    expect((await send({ ...whole, signature: 'A'.repeat(86) })).body).toEqual(named('record-signature'));
    const foreign = listOf(newId(), [STARTED], { terminalId: newId() });
    expect((await send(foreign)).body).toEqual(named('record-not-yours'));
  });
});

describe('a file', () => {
  test('is known by its hash: whose, which stretch, and the reading is audited', async () => {
    const id = newId();
    const digest = 'ef'.repeat(32);
    await send(listOf(id, [STARTED, segment(1, digest), ENDED]));
    const { body } = await officer.get(`/v1/recording-segments/${digest}`);
    expect(KnownSegment.parse(body)).toMatchObject({ recordingId: id, index: 1, from: AT, until: LATER, ...person });
    const rows = await centre.foundation.database.db
      .selectFrom('audit_entry')
      .select('subject')
      .where('action', '=', 'recording.read')
      .execute();
    expect(rows).toContainEqual({ subject: id });
  });

  test('that is none of ours, and whoever is no officer, learn nothing', async () => {
    expect(await officer.get(`/v1/recording-segments/${'0'.repeat(64)}`)).toMatchObject({ status: 404 });
    const expert = await testStaff(centre, ['expert']);
    expect(await expert.get(`/v1/recording-segments/${FILE}`)).toMatchObject({ status: 403 });
    expect((await terminal.get(`/v1/recording-segments/${FILE}`)).status).toBe(401);
  });
});
