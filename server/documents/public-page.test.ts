import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestCentre, type TestCentre } from '../testing/centre.ts';
import { endDocument, fieldsPlace, orderDocument } from './order.ts';
import { packageFor } from './package.ts';
import { verifyRoutes } from './public-page.ts';
import { SAMPLES } from './samples.ts';
import { type DocumentServices, documentServices } from './services.ts';
import { readDocument, sha256 } from './store.ts';
import { makeDue } from './worker.ts';

const REGION = '370702';
const EVENT = newId();
let centre: TestCentre;
let services: DocumentServices;
let http: Server;
let url = '';
beforeAll(async () => {
  centre = await startTestCentre();
  services = documentServices(centre.foundation, 'https://example.test');
  await services.keyring.key(REGION, 'field');
  http = createServer(express().use(verifyRoutes(services)));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  url = `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}`;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await centre.close();
});

const Ordered = z.object({ verificationCode: z.string() });

/** A decision that was made, with its code and file. */
async function decision(eventId = newId()) {
  const { documentId, number } = unwrap(
    await services.database.db.transaction().execute((tx) =>
      orderDocument(tx, services, {
        ...{ regionCode: REGION, caseId: newId(), partId: null, eventId, kind: 'D14', issuedOn: '2026-07-24' },
        fields: SAMPLES.D14,
      }),
    ),
  );
  await makeDue(services, 10);
  const { db } = services.database;
  const row = await db.selectFrom('document').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
  const text = await services.cipher.decrypt(fieldsPlace(REGION, documentId), row.fields_cipher);
  const file = (await readDocument(db, services.cipher, REGION, documentId)) ?? Buffer.alloc(0);
  return { documentId, number, code: Ordered.parse(JSON.parse(text)).verificationCode, file };
}

const byCode = async (number: string, code: string) =>
  (await fetch(`${url}/verify?${new URLSearchParams({ number, code }).toString()}`)).text();

async function byFile(file: Buffer): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(file)], { type: 'application/pdf' }), 'a.pdf');
  return (await fetch(`${url}/verify`, { method: 'POST', body: form })).text();
}
const verdictOf = (page: string) => /data-verdict="([^"]+)"/.exec(page)?.[1];

const end = (documentId: string, replacedBy: string | null) =>
  services.database.db
    .transaction()
    .execute((tx) => endDocument(tx, services, { regionCode: REGION, documentId, replacedBy }));

test('number and code as printed, or as people type them: genuine, with masked data only', async () => {
  const { number, code } = await decision();
  const page = await byCode(number, code);
  expect(verdictOf(page)).toBe('genuine');
  expect(page).toContain('王**');
  expect(page).not.toContain(SAMPLES.D14.person.name);
  expect(page).not.toContain(SAMPLES.D14.person.number);
  const typed = number.replace('〔', ' [').replace('〕', '] ');
  expect(verdictOf(await byCode(typed, code.toLowerCase().replaceAll('-', ' ')))).toBe('genuine');
});

test('scanned: the code alone is enough, a wrong one is not', async () => {
  const { number, code } = await decision();
  const page = await (await fetch(`${url}/verify?code=${code}`)).text();
  expect(verdictOf(page)).toBe('genuine');
  expect(page).toContain(number);
  expect(verdictOf(await (await fetch(`${url}/verify?code=0000-0000-0000-0000`)).text())).toBe('not-ours');
});

test('the code of another document: not ours, and nothing is shown', async () => {
  const [one, other] = [await decision(), await decision()];
  const page = await byCode(one.number, other.code);
  expect(verdictOf(page)).toBe('not-ours');
  expect(page).not.toContain('王**');
});

test('the file as it was sealed: genuine; one byte changed or added: altered; any other file: not ours', async () => {
  const { file } = await decision();
  expect(verdictOf(await byFile(file))).toBe('genuine');
  const changed = Buffer.from(file);
  changed.writeUInt8(changed.readUInt8(5_000) ^ 1, 5_000);
  expect(verdictOf(await byFile(changed))).toBe('altered');
  expect(verdictOf(await byFile(Buffer.concat([file, Buffer.from('%')])))).toBe('altered');
  expect(verdictOf(await byFile(Buffer.from('%PDF-1.7 something else')))).toBe('not-ours');
});

test('withdrawn, and corrected by a newer one', async () => {
  const [old, newer, gone] = [await decision(), await decision(), await decision()];
  await end(old.documentId, newer.documentId);
  await end(gone.documentId, null);
  const page = await byCode(old.number, old.code);
  expect(verdictOf(page)).toBe('corrected');
  expect(page).toContain(newer.number);
  expect(verdictOf(await byFile(gone.file))).toBe('withdrawn');
});

test('headers as on every page, style and root certificate from here, no script', async () => {
  const response = await fetch(`${url}/verify`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).not.toContain('<script');
  expect((await fetch(`${url}/verify/verify.css`)).status).toBe(200);
  const root = Buffer.from(await (await fetch(`${url}/verify/seal-root.cer`)).arrayBuffer());
  expect(root.equals((await services.seals.roots())[0] ?? Buffer.alloc(0))).toBe(true);
});

test('what is typed comes back as text only', async () => {
  const page = await byCode('"><img src=x>', 'X');
  expect(page).not.toContain('<img src=x');
});

test('a form without a file, half a number, a file that is too large: said on the page', async () => {
  const form = new FormData();
  form.set('file', '');
  expect((await fetch(`${url}/verify`, { method: 'POST', body: form })).status).toBe(400);
  expect((await fetch(`${url}/verify?number=1`)).status).toBe(400);
  const large = new FormData();
  large.set('file', new Blob([new Uint8Array(11_000_000)]), 'a.pdf');
  expect((await fetch(`${url}/verify`, { method: 'POST', body: large })).status).toBe(413);
});

test('whoever asks too often waits ten minutes', async () => {
  const ask = async () => (await fetch(`${url}/verify?number=1&code=2`)).status;
  await centre.clock.advance(600_001);
  const answers: number[] = [];
  for (let i = 0; i < 61; i += 1) answers.push(await ask());
  expect(answers.indexOf(429)).toBe(60);
  await centre.clock.advance(600_001);
  expect(await ask()).toBe(200);
});

test('a package: the files of one recipient, their digests under the seal, and the same bytes whenever it is asked for', async () => {
  const request = { regionCode: REGION, eventId: EVENT, recipient: 'person' } as const;
  expect(await packageFor(services, request)).toMatchObject({ ok: false, fault: { name: 'package-empty' } });
  const { file, number } = await decision(EVENT);
  const made = unwrap(await packageFor(services, request));
  expect(unwrap(await packageFor(services, request)).zip.equals(made.zip)).toBe(true);
  expect(made.zip.includes(file)).toBe(true);
  expect(made.zip.includes(sha256(file).toString('hex'))).toBe(true);
  if (existsSync('/usr/bin/python3')) {
    const path = join(centre.foundation.dataDir, 'package.zip');
    writeFileSync(path, made.zip);
    const listed = spawnSync('python3', ['-m', 'zipfile', '-t', path], { encoding: 'utf8' });
    expect(listed).toMatchObject({ status: 0, stdout: 'Done testing\n' });
  }
  expect(made.zip.includes(Buffer.from(`${number} 认定工伤决定书.pdf`))).toBe(true);
  expect(await packageFor(services, { ...request, recipient: 'file' })).toMatchObject({ ok: false });
});
