import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { API, type Endpoint } from '../contract/api.ts';
import { Refusal } from '../contract/common.ts';
import { NO_IDENTITY_PARTNERS } from '../identity/partners.ts';
import { REGION, startTestCentre, type TestCentre } from '../testing/centre.ts';
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

test('the OpenAPI document says which headers a terminal must send, and what any endpoint may answer', async () => {
  const Operation = z.object({
    parameters: z
      .array(z.object({ name: z.string(), in: z.enum(['header', 'path', 'query']), required: z.boolean() }))
      .optional(),
    responses: z.record(z.string(), z.unknown()),
    security: z.array(z.record(z.string(), z.unknown())),
  });
  const Document = z.object({
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }),
  });
  const document = Document.parse(await (await fetch(`${centre.url}/openapi.json`)).json());
  const used = new Set<string>();
  const endpoints: Endpoint[] = Object.values(API);
  for (const { path, method, caller, params } of endpoints) {
    const operation = document.paths[path]?.[method];
    const namesIn = (place: string) =>
      operation?.parameters?.filter((one) => one.in === place && one.required).map(({ name }) => name) ?? [];
    expect(namesIn('header')).toEqual(caller === 'terminal' ? ['Content-Digest', 'Signature-Input', 'Signature'] : []);
    expect(namesIn('path')).toEqual(Object.keys(params?.shape ?? {}));
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(namesIn('path'));
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['200', '413', '500', '503']));
    for (const scheme of operation?.security ?? []) for (const name of Object.keys(scheme)) used.add(name);
  }
  expect(new Set(Object.keys(document.components.securitySchemes))).toEqual(used);
});

test('Express carries the contract: its first middleware, before the log and the headers of pages', async () => {
  const { foundation, changes } = centre;
  const options = {
    regionCode: REGION,
    sessionHours: 10,
    behindTls: false,
    version: 'test',
    identity: NO_IDENTITY_PARTNERS,
  };
  const { stack } = createApp(foundation, changes, options).router;
  expect(stack.map(({ handle }) => handle.name).slice(0, 2)).toEqual(['api', '']);
  const answered = await fetch(`${centre.url}/v1/terminals`, { method: 'POST', body: '{}' });
  expect(answered.status).toBe(400);
  expect(answered.headers.get('content-security-policy')).toBe("default-src 'none'");
  const passedOn = await fetch(`${centre.url}/v1/terminals`);
  expect(passedOn.status).toBe(404);
  expect(passedOn.headers.get('x-frame-options')).toBe('DENY');
});

describe('a request that is cut off or never ends', () => {
  const begin = (length: number) => {
    const socket = connect(Number(new URL(centre.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST /v1/terminals HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`);
    return socket;
  };

  test('aborted in the middle of its body: not logged as a lost database', async () => {
    const before = centre.logged.length;
    const socket = begin(100);
    socket.write('{"half":', () => socket.resetAndDestroy());
    await expect.poll(() => centre.logged.slice(before).join('')).toContain('"event":"request-aborted"');
    expect(centre.logged.slice(before).join('')).not.toContain('request-failed');
  });

  test('a body of a gigabyte is refused after its first 16 KiB, and the connection is closed', async () => {
    const socket = begin(1e9);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('x'.repeat(17 * 1024));
    await closed;
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });
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
