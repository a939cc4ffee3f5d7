/** Notices on their way to people: in order, once, again after a failure, and with nothing in them that hurts. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { putSite } from '../../assessment/sites.ts';
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts';
import { documentServices } from '../../documents/services.ts';
import { ownPartners } from '../../exchange/own-partners.ts';
import { type ServerLog, silentLog } from '../../log.ts';
import { type Foundation, openFoundation } from '../../services.ts';
import { testFile } from '../../testing/staff.ts';
import { caseServices, workerServices } from '../compose.ts';
import { sealFile } from '../files.ts';
import type { CaseFile } from '../model.ts';
import { openCase } from '../open.ts';
import { runRound } from '../worker.ts';
import { fileSender } from './file-sender.ts';
import { sendDueNotices } from './send-due.ts';
import type { NoticeSender, OutgoingNotice } from './sender.ts';
import { NOTICE_TEXTS, type NoticeTemplate, noticeText } from './texts.ts';

const REGION = '370702';
const MINUTE = 60_000;

let place: TestDatabase;
let foundation: Foundation;
let clock: ManualClock;
const logged: { event: string; fields: unknown }[] = [];
const log: ServerLog = { write: (event, fields) => void logged.push({ event, fields }) };

beforeAll(async () => {
  place = await createTestDatabase();
  clock = new ManualClock(Date.UTC(2026, 10, 23, 1));
  const options = { dataDir: place.dataDir, databaseUrl: place.url, connections: 6, clock, log: silentLog };
  foundation = await openFoundation(options);
  await putSite(foundation.database, clock, { code: `${REGION}-01`, name: '测试' });
});
afterAll(async () => {
  await foundation.database.close();
  await place.drop();
});
beforeEach(async () => {
  logged.length = 0;
  await foundation.database.db.deleteFrom('case_notice').execute();
});

/** A sender that keeps what it is given and answers as told. */
class Outbox implements NoticeSender {
  readonly sent: OutgoingNotice[] = [];
  fault: string | null = null;
  attempts = 0;
  send: NoticeSender['send'] = async (notice) => {
    this.attempts += 1;
    if (this.fault !== null) return fail({ name: this.fault });
    this.sent.push(notice);
    return ok({ receiptId: `receipt-${this.sent.length}` });
  };
}

const round = (sender: NoticeSender) => sendDueNotices({ ...foundation, log, sender }, REGION);
const templates = (sender: Outbox) => sender.sent.map(({ template }) => template);
let people = 0;

async function open(change: Partial<CaseFile> = {}) {
  people += 1;
  const services = caseServices(foundation, ownPartners);
  const file = testFile(people, change);
  const about = { id: newId(), regionCode: REGION, province: '山东', file };
  const data = { relation: file.applicant.relation, injuryOn: '2026-11-01' };
  const actor = { role: 'applicant', id: newId() } as const;
  const { number } = unwrap(await openCase(services, { ...about, actor, event: 'START_DRAFT', data }));
  return { id: about.id, number, file };
}

async function wait(caseId: string, template: NoticeTemplate, recipient = 'person'): Promise<void> {
  const at = new Date(clock.now());
  const row = { region_code: REGION, id: newId(), case_id: caseId, recipient, template, at, attempt_at: at };
  await foundation.database.db.insertInto('case_notice').values(row).execute();
}

const rowsOf = (caseId: string) =>
  foundation.database.db
    .selectFrom('case_notice')
    .select(['attempts', 'failure', 'receipt_id', 'sent_at'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute();

describe('what is said', () => {
  test('every template that a machine names has a text, and every text is named by a machine', async () => {
    const folder = join(import.meta.dirname, '..');
    const files = (await readdir(folder, { recursive: true })).filter((f) => /(?<!\.test)\.ts$/.test(f));
    const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const named = sources.flatMap((text) => [...text.matchAll(/template: '([^']+)'/g)].map(([, name]) => name));
    expect([...new Set(named)].sort()).toEqual(Object.keys(NOTICE_TEXTS).sort());
  });

  test("is the case's number and what to do: no name, grade, amount or diagnosis", () => {
    for (const [template, text] of Object.entries(NOTICE_TEXTS)) {
      expect([template, /[0-9{}<>]|[一二三四五六七八九十]级|元|诊断|伤残|伤情/.test(text)]).toEqual([template, false]);
      expect([template, text.length <= 60]).toEqual([template, true]);
    }
    expect(noticeText('benefit-paid', '370702-2026-000001')).toBe(
      '【安办】案件370702-2026-000001：待遇已经支付，请查收。',
    );
  });
});

describe('a waiting notice', () => {
  test('goes to the telephone that the file has now, once, and keeps its receipt', async () => {
    const { id, file, number } = await open();
    await wait(id, 'assessment-absent');
    await wait(id, 'application-received', 'employer');
    await wait(id, 'determination-corrected', 'agency');
    const phone = '13900000000';
    const amended = { ...file, person: { ...file.person, phone } };
    const file_cipher = await sealFile(foundation.cipher, REGION, id, amended);
    await foundation.database.db.updateTable('work_case').set({ file_cipher }).where('id', '=', id).execute();
    const outbox = new Outbox();
    expect(await round(outbox)).toBe(3);
    expect(await round(outbox)).toBe(0);
    expect(outbox.sent.map(({ to }) => to)).toEqual([
      { kind: 'phone', phone },
      { kind: 'phone', phone: '0536-1234567' },
      { kind: 'agency' },
    ]);
    expect(outbox.sent[0]?.text).toBe(noticeText('assessment-absent', number));
    expect((await rowsOf(id))[0]).toMatchObject({ attempts: 1, failure: null, receipt_id: 'receipt-1' });
  });

  test('of a dead person goes to the relative who applied, and not to the number of the dead', async () => {
    const applicant = { relation: 'relative', name: '亲属', phone: '13700000000' } as const;
    const { id } = await open({ applicant, death: { day: '2026-11-02' } });
    await wait(id, 'benefit-paid');
    const outbox = new Outbox();
    await round(outbox);
    expect(outbox.sent.map(({ to }) => to)).toEqual([{ kind: 'phone', phone: '13700000000' }]);
  });

  test('that fails waits 1, 2, 4 … 60 minutes, holds back those behind it, and holds up no other case', async () => {
    const { id } = await open();
    const other = await open();
    await wait(id, 'assessment-prepared');
    await clock.advance(1);
    await wait(id, 'assessment-absent');
    const outbox = new Outbox();
    outbox.fault = 'gateway-busy';
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await round(outbox);
      const { attempts } = outbox;
      await clock.advance(minutes * MINUTE - 1);
      await round(outbox);
      expect([minutes, outbox.attempts]).toEqual([minutes, attempts]);
      await clock.advance(1);
    }
    expect(outbox.attempts).toBe(8);
    expect(logged.map(({ event }) => event)).toEqual([
      ...Array.from({ length: 4 }, () => 'notice-failed'),
      ...Array.from({ length: 4 }, () => 'notice-stuck'),
    ]);
    expect(JSON.stringify(logged)).not.toContain('13812345678');
    outbox.fault = null;
    await wait(other.id, 'benefit-paid');
    expect(await round(outbox)).toBe(3);
    expect(templates(outbox).filter((template) => template !== 'benefit-paid')).toEqual([
      'assessment-prepared',
      'assessment-absent',
    ]);
  });

  test('without a telephone says so, and the next round finds the one that was added', async () => {
    const { id, file } = await open({ employer: { name: '测试厂' } });
    await wait(id, 'application-received', 'employer');
    await round(new Outbox());
    expect(await rowsOf(id)).toMatchObject([{ attempts: 1, failure: 'no-phone', sent_at: null }]);
    const amended = { ...file, employer: { name: '测试厂', phone: '0536-7654321' } };
    const file_cipher = await sealFile(foundation.cipher, REGION, id, amended);
    await foundation.database.db.updateTable('work_case').set({ file_cipher }).where('id', '=', id).execute();
    await clock.advance(MINUTE);
    expect(await round(new Outbox())).toBe(1);
    expect(await rowsOf(id)).toMatchObject([{ attempts: 2, failure: null }]);
  });

  test('that makes the sender throw is a failure of its own, and what was thrown is not written anywhere', async () => {
    const { id } = await open();
    await wait(id, 'benefit-paid');
    const send = () => Promise.reject(new TypeError('call to 13812345678'));
    await round({ send });
    expect(await rowsOf(id)).toMatchObject([{ failure: 'unexpected: TypeError' }]);
    expect(JSON.stringify(logged)).not.toContain('13812345678');
  });

  test('is sent once by two workers at the same time', async () => {
    const cases = await Promise.all([open(), open(), open(), open()]);
    for (const { id } of cases)
      for (const template of ['assessment-prepared', 'assessment-absent'] as const) await wait(id, template);
    const outbox = new Outbox();
    await Promise.all([round(outbox), round(outbox), round(outbox)]);
    await round(outbox);
    expect(new Set(outbox.sent.map(({ id }) => id)).size).toBe(8);
    expect(outbox.attempts).toBe(8);
  });
});

describe("the worker's round", () => {
  const worker = (notices: NoticeSender | null) =>
    workerServices(caseServices(foundation, ownPartners), documentServices(foundation, 'https://example.test'), {
      notices,
    });

  test('writes a line each with the sender for samples, for its owner alone', async () => {
    const { id, number } = await open();
    await wait(id, 'benefit-paid');
    await wait(id, 'benefit-revised');
    await runRound(worker(fileSender(place.dataDir)));
    const file = join(place.dataDir, 'notices.jsonl');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const Line = z.object({ template: z.string(), caseNumber: z.string(), receiptId: z.uuid() });
    const read = lines.map((line) => Line.parse(JSON.parse(line)));
    expect(read).toMatchObject([
      { template: 'benefit-paid', caseNumber: number },
      { template: 'benefit-revised', caseNumber: number },
    ]);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await rowsOf(id)).map(({ receipt_id }) => receipt_id)).toEqual(read.map(({ receiptId }) => receiptId));
  });

  test('leaves them waiting, untried, where nobody carries them', async () => {
    const { id } = await open();
    await wait(id, 'benefit-paid');
    await runRound(worker(null));
    expect(await rowsOf(id)).toMatchObject([{ attempts: 0, sent_at: null }]);
  });
});
