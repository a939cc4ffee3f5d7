/** The package of a recipient, over HTTP: whole, checkable without us, and nobody else's. */
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../../contract/api.ts';
import { orderDocument } from '../../documents/order.ts';
import type { Recipient } from '../../documents/register.ts';
import { SAMPLES } from '../../documents/samples.ts';
import { type DocumentServices, documentServices } from '../../documents/services.ts';
import { sha256 } from '../../documents/store.ts';
import { makeDue } from '../../documents/worker.ts';
import { testCases } from '../../testing/case-machines.ts';
import { startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';

const REGION = '370702';
const Manifest = z.object({
  recipient: z.string(),
  documents: z.array(z.object({ file: z.string(), sha256: z.string() })),
});

let centre: TestCentre;
let documents: DocumentServices;
let officer: TestStaff;
beforeAll(async () => {
  centre = await startTestCentre({
    cases: testCases,
    documents: (foundation) => {
      documents = documentServices(foundation, 'https://example.test');
      return documents;
    },
  });
  officer = await testStaff(centre, ['officer', 'clerk']);
});
afterAll(() => centre.close());

/** A case of person n with a decision for all, and a paper of the same event for the employer alone. */
async function decided(n: number) {
  const opened = await officer.post('/v1/cases', { id: newId(), file: testFile(n) });
  const { id: caseId } = API.openCase.answer.parse(opened.body);
  const about = { regionCode: REGION, caseId, partId: null, eventId: newId(), issuedOn: '2026-11-21' };
  const order = (recipients: readonly Recipient[]) =>
    documents.database.db
      .transaction()
      .execute((tx) => orderDocument(tx, documents, { ...about, kind: 'D14', recipients, fields: SAMPLES.D14 }));
  const forAll = unwrap(await order(['person', 'employer'])).documentId;
  const forEmployer = unwrap(await order(['employer'])).documentId;
  return { caseId, forAll, forEmployer, path: `/v1/cases/${caseId}/documents/${forAll}/package` };
}

/** The files of a ZIP without compression, by their names. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [length, name, extra] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    const begin = at + 30 + name + extra;
    files.set(zip.subarray(at + 30, at + 30 + name).toString('utf8'), zip.subarray(begin, begin + length));
    at = begin + length;
  }
  return files;
}

test('holds what the recipient got, with the digest of every file in its manifest; audited', async () => {
  const { caseId, path } = await decided(1);
  expect((await officer.get(path)).status).toBe(409);
  await makeDue(documents, 10);
  for (const [recipient, count] of [
    ['person', 1],
    ['employer', 2],
  ] as const) {
    const answer = await officer.file(`${path}?recipient=${recipient}`);
    expect([answer.status, answer.type]).toEqual([200, 'application/zip']);
    const files = unzipped(answer.bytes);
    const manifest = Manifest.parse(JSON.parse(files.get('manifest.json')?.toString('utf8') ?? ''));
    expect([manifest.recipient, manifest.documents.length, files.size]).toEqual([recipient, count, count + 2]);
    for (const { file, sha256: digest } of manifest.documents)
      expect(sha256(files.get(file) ?? Buffer.alloc(0)).toString('hex')).toBe(digest);
  }
  expect((await officer.get(`${path}?recipient=agency`)).status).toBe(404);
  const { rows } = await centre.foundation.database.pool.query<{ details: string }>(
    "select details from audit_entry where action = 'package.downloaded' order by id",
  );
  expect(rows.map(({ details }) => JSON.parse(details))).toMatchObject([
    { case: caseId, recipient: 'person' },
    { case: caseId, recipient: 'employer' },
  ]);
});

test('at a terminal: the own one, whatever recipient is named, and never that of another', async () => {
  const terminal = await centre.terminal();
  const [subject] = await centre.examinees(1, { from: 2 });
  if (subject === undefined) throw new Error('no examinee');
  const check = terminal.identityCheck(subject);
  await terminal.submit(check);
  const [own, other] = [await decided(2), await decided(3)];
  await makeDue(documents, 10);
  const get = async (path: string) => {
    const { headers } = await terminal.sign('GET', path, '');
    const answer = await fetch(centre.url + path, { headers });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const query = `?identityCheckId=${check.id}`;
  const mine = await get(`${own.path}${query}&recipient=employer`);
  expect(mine.status).toBe(200);
  expect(unzipped(mine.bytes).size).toBe(3);
  const employers = `/v1/cases/${own.caseId}/documents/${own.forEmployer}/package`;
  expect((await get(employers + query)).status).toBe(404);
  expect((await get(other.path + query)).status).toBe(404);
  const supervisor = await testStaff(centre, ['supervisor']);
  expect((await supervisor.get(own.path)).status).toBe(403);
});
