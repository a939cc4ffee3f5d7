import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../contract/api.ts';
import { Refusal } from '../contract/common.ts';
import { startTestCentre, type TestCentre } from '../testing/centre.ts';
import { REFUSALS, refusalBody } from './refusals.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());

test('the OpenAPI document has every endpoint of the contract, and every reference in it leads somewhere', async () => {
  const text = await (await fetch(`${centre.url}/openapi.json`)).text();
  const Document = z.object({
    openapi: z.literal('3.1.1'),
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  });
  const document = Document.parse(JSON.parse(text));
  for (const { path, method } of Object.values(API)) expect(document.paths[path]).toHaveProperty(method);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(references.length).toBeGreaterThan(5);
  for (const name of references) expect(document.components.schemas).toHaveProperty(name);
  expect(text).not.toContain('$defs');
});

test('health and metrics', async () => {
  expect((await fetch(`${centre.url}/health`)).status).toBe(200);
  const metrics = await (await fetch(`${centre.url}/metrics`)).text();
  expect(metrics).toContain('anban_http_request_seconds_bucket');
  const forwarded = await fetch(`${centre.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } });
  expect(forwarded.status).toBe(403);
});

test('an unknown address is a refusal like any other, and its path is not logged', async () => {
  const response = await fetch(`${centre.url}/v1/370702196803120017`);
  expect(response.status).toBe(404);
  expect(Refusal.parse(await response.json()).error.name).toBe('not-found');
  expect(centre.logged.join('')).not.toContain('370702196803120017');
});

test('every refusal has its own short code and fits the contract', () => {
  const codes = Object.values(REFUSALS).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Refusal.safeParse(refusalBody({ name: 'chain-broken', expectedSequence: 3 })).success).toBe(true);
});

describe('while the database is away', () => {
  test('503 in words, no crash, and everything answers when it is back', async () => {
    const lost = await startTestCentre();
    const terminal = await lost.terminal();
    const [subject] = await lost.examinees(1);
    if (subject === undefined) throw new Error('no examinee');
    const { pool } = lost.foundation.database;
    // A pool whose every new connection goes nowhere is what a stopped database looks like.
    const { port } = pool.options;
    const url = new URL(pool.options.connectionString ?? '');
    pool.options.connectionString = `postgres://x:x@127.0.0.1:1/x`;
    await pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    await pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    const check = terminal.identityCheck(subject);
    const answer = await terminal.submit(check);
    expect(answer.status).toBe(503);
    expect(Refusal.parse(answer.body).error.name).toBe('unavailable');
    expect((await fetch(`${lost.url}/health`)).status).toBe(503);
    pool.options.connectionString = url.href;
    expect(port).toBe(pool.options.port);
    expect((await terminal.submit(check)).status).toBe(200);
    expect((await fetch(`${lost.url}/health`)).status).toBe(200);
    await lost.close();
  });
});
