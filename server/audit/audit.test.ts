import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { REGION, startTestCentre, type TestCentre } from '../testing/centre.ts';
import type { TestTerminal } from '../testing/terminal.ts';
import { appendAudit } from './append.ts';
import { checkpointFile, makeCheckpoint } from './checkpoint.ts';
import { CheckpointTimer } from './timer.ts';
import { verifyAudit } from './verify.ts';

let centre: TestCentre;
let terminal: TestTerminal;
let stream: string;
// Keeps PostgreSQL running from test to test; each has a database of its own.
let kept: TestDatabase;
beforeAll(async () => {
  kept = await createTestDatabase();
});
afterAll(() => kept.drop());
beforeEach(async () => {
  centre = await startTestCentre();
  terminal = await centre.terminal();
  stream = `terminal:${terminal.id}`;
  for (const subject of await centre.examinees(3)) await terminal.visit(subject);
});
afterEach(() => centre.close());

const verify = () => verifyAudit(centre.foundation.database, centre.foundation.keyring, centre.foundation.dataDir);
const tamper = (text: string) => sql.raw(text).execute(centre.foundation.database.db);
const checkpoint = () => makeCheckpoint(centre.foundation, REGION);
const first = async () => {
  const broken = (await verify()).broken[0];
  return broken === undefined ? 'intact' : `${broken.stream} ${broken.sequence} ${broken.what}`;
};

test('what was written is intact: entries, checkpoints, records', async () => {
  expect(await checkpoint()).toBe(1);
  const report = await verify();
  expect(report.broken).toEqual([]);
  // Enrolment, three identity checks, three check-ins; and those of the operator.
  expect(report).toMatchObject({ records: 6, checkpoints: 1 });
  expect(report.entries).toBeGreaterThanOrEqual(7);
});

test('fifty entries appended at once to one stream are one chain', async () => {
  const note = {
    regionCode: REGION,
    actor: 'operator',
    action: 'site.added',
    subject: 'x',
    at: centre.clock.now(),
  } as const;
  await Promise.all(Array.from({ length: 50 }, () => appendAudit(centre.foundation.database.db, note)));
  expect((await verify()).broken).toEqual([]);
});

describe('found, with its place', () => {
  const at = (sequence: number) => `region_code = '${REGION}' and stream = '${stream}' and sequence = ${sequence}`;

  test.each(['actor', 'action', 'subject', 'details'])('%s of an entry changed', async (column) => {
    await tamper(`update audit_entry set ${column} = ${column} || ' ' where ${at(3)}`);
    expect(await first()).toBe(`${stream} 3 changed`);
  });

  test('the time of an entry changed by a millisecond', async () => {
    await tamper(`update audit_entry set at = at + interval '1 ms' where ${at(2)}`);
    expect(await first()).toBe(`${stream} 2 changed`);
  });

  test('an entry removed from the middle', async () => {
    await tamper(`delete from audit_entry where ${at(4)}`);
    expect(await first()).toBe(`${stream} 4 missing`);
  });

  test('an entry removed and the rest moved up', async () => {
    await tamper(`delete from audit_entry where ${at(4)}`);
    await tamper(`update audit_entry set sequence = sequence - 1 where stream = '${stream}' and sequence > 4`);
    expect(await first()).toBe(`${stream} 4 changed`);
  });

  test('an entry inserted at the end', async () => {
    await tamper(`insert into audit_entry select region_code, stream, 99, id, at, actor, action, subject, details, digest
      from audit_entry where ${at(7)}`);
    await tamper(`update audit_entry set sequence = 8 where sequence = 99`);
    expect(await first()).toBe(`${stream} 8 changed`);
  });

  test('the tail cut off', async () => {
    await tamper(`delete from audit_entry where stream = '${stream}' and sequence > 5`);
    expect(await first()).toBe(`${stream} 6 tail-cut`);
  });

  test('the tail cut off and the head set back: the checkpoint knows', async () => {
    await checkpoint();
    await tamper(`delete from audit_entry where stream = '${stream}' and sequence > 5`);
    await tamper(`update audit_head h set sequence = 5, digest = e.digest from audit_entry e
      where e.stream = h.stream and e.sequence = 5 and h.stream = '${stream}'`);
    expect(await first()).toBe(`${stream} 7 tail-cut`);
  });

  test('a whole stream removed with its head: the checkpoint knows', async () => {
    await checkpoint();
    await tamper(`delete from audit_entry where stream = '${stream}'`);
    await tamper(`delete from audit_head where stream = '${stream}'`);
    expect(await first()).toBe(`${stream} 7 tail-cut`);
  });

  test('a head removed', async () => {
    await tamper(`delete from audit_head where stream = '${stream}'`);
    expect(await first()).toBe(`${stream} 1 head-missing`);
  });

  test('the last entry rewritten with its digest and head: the checkpoint knows', async () => {
    await checkpoint();
    await tamper(`update audit_entry set details = '{}' where ${at(7)}`);
    await tamper(`with before as (select digest from audit_entry where ${at(6)})
      update audit_entry e set digest = sha256(before.digest || convert_to(concat_ws(E'\\n', region_code, stream, sequence, id,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor, action, subject, details), 'UTF8'))
      from before where ${at(7)}`);
    await tamper(`update audit_head h set digest = e.digest from audit_entry e
      where e.stream = h.stream and e.sequence = 7 and h.stream = '${stream}'`);
    expect(await first()).toBe(`${stream} 7 checkpoint-disagrees`);
  });

  test('a checkpoint changed, or removed while its copy is outside', async () => {
    await checkpoint();
    await tamper(`update audit_checkpoint set statement = replace(statement, '"number":1', '"number":2')`);
    expect(await first()).toBe('checkpoints 1 checkpoint-forged');
    await tamper('delete from audit_checkpoint');
    expect(await first()).toBe('checkpoints 1 checkpoint-missing');
  });

  test('a copy outside that was changed', async () => {
    await checkpoint();
    const path = checkpointFile(centre.foundation.dataDir);
    writeFileSync(path, readFileSync(path, 'utf8').replace(stream, 'terminal:x'));
    expect(await first()).toBe('checkpoints 1 checkpoint-forged');
  });

  test("a terminal's record changed, with digests that fit", async () => {
    await tamper(
      `update evidence_record set record = replace(record, '"distance":0.3', '"distance":0.2') where sequence = 3`,
    );
    expect(await first()).toBe(`records:${terminal.id} 3 record-forged`);
  });

  test("a terminal's last record removed", async () => {
    await tamper(`delete from check_in where id = (select id from evidence_record where sequence = 6)`);
    await tamper('delete from evidence_record where sequence = 6');
    expect(await first()).toBe(`records:${terminal.id} 6 record-missing`);
  });
});

describe('checkpoints', () => {
  test('are made when something moved, and name only what moved', async () => {
    expect(await checkpoint()).toBe(1);
    expect(await checkpoint()).toBeNull();
    const [subject] = await centre.examinees(1, { from: 50 });
    if (subject === undefined) throw new Error('no examinee');
    const other = await centre.terminal();
    await other.visit(subject);
    expect(await checkpoint()).toBe(2);
    const rows = await centre.foundation.database.db.selectFrom('audit_checkpoint').selectAll().execute();
    expect(rows[1]?.statement).not.toContain(stream);
    expect(await first()).toBe('intact');
  });

  test('made by two processes at once: one of them', async () => {
    const made = await Promise.all([checkpoint(), checkpoint()]);
    expect(made.filter((number) => number !== null)).toHaveLength(1);
    expect(await first()).toBe('intact');
  });

  test('a line cut short by a kill is reported as such, breaks nothing, and swallows no later one', async () => {
    await checkpoint();
    writeFileSync(checkpointFile(centre.foundation.dataDir), '{"statement":"{', { flag: 'a' });
    expect(await verify()).toMatchObject({ broken: [], unreadableCopies: [2] });
    const [subject] = await centre.examinees(1, { from: 60 });
    if (subject === undefined) throw new Error('no examinee');
    await terminal.visit(subject);
    expect(await checkpoint()).toBe(2);
    expect(await verify()).toMatchObject({ broken: [], unreadableCopies: [2] });
    await tamper('delete from audit_checkpoint where number = 2');
    expect(await first()).toBe('checkpoints 2 checkpoint-missing');
  });

  test('killed between signing and writing the copy: the copy is written at the next start, once', async () => {
    await checkpoint();
    const path = checkpointFile(centre.foundation.dataDir);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.slice(0, 40));
    for (let start = 0; start < 2; start += 1) {
      const timer = new CheckpointTimer(centre.foundation, 60_000);
      await timer.start();
      timer.stop();
    }
    expect(readFileSync(path, 'utf8')).toBe(`${whole.slice(0, 40)}\n${whole}`);
    expect(await verify()).toMatchObject({ broken: [], unreadableCopies: [1] });
    expect(centre.logged.join('').match(/checkpoints-exported/g)).toHaveLength(1);
  });
});
