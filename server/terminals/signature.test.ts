import { generateKeyPairSync } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RosterBundle } from '../contract/roster.ts';
import { startTestCentre, type TestCentre } from '../testing/centre.ts';
import type { Answer, TestTerminal } from '../testing/terminal.ts';
import { revokeTerminal } from './administration.ts';

let centre: TestCentre;
let terminal: TestTerminal;
beforeAll(async () => {
  centre = await startTestCentre();
});
afterAll(() => centre.close());
beforeEach(async () => {
  terminal = await centre.terminal();
});

const PATH = '/v1/help-calls';
const call = () =>
  JSON.stringify({ id: newId(), at: new Date(centre.clock.now()).toISOString(), reason: 'person-asks' });
const signed = (change: Parameters<TestTerminal['sign']>[3] = {}) => terminal.sign('POST', PATH, call(), change);
const Refusal = z.object({ error: z.object({ name: z.string() }) });
const name = ({ status, body }: Answer) => [status, Refusal.parse(body).error.name];

test('a genuine request is answered, with a body and without', async () => {
  expect((await terminal.send(await signed())).status).toBe(200);
  const roster = await terminal.get('/v1/roster');
  expect(RosterBundle.parse(roster.body).siteCode).toBe('370702-01');
});

describe('refused with 401', () => {
  test('the same request a second time', async () => {
    const request = await signed();
    expect((await terminal.send(request)).status).toBe(200);
    expect(name(await terminal.send(request))).toEqual([401, 'nonce-used']);
  });

  test('a signed record whose request is sent a second time', async () => {
    const [subject] = await centre.examinees(1);
    if (subject === undefined) throw new Error('no examinee');
    const body = JSON.stringify(terminal.signRecord(terminal.identityCheck(subject)));
    const request = await terminal.sign('POST', '/v1/identity-checks', body);
    expect((await terminal.send(request)).status).toBe(200);
    expect(name(await terminal.send(request))).toEqual([401, 'nonce-used']);
  });

  test('another body under the same signature', async () => {
    expect(name(await terminal.send({ ...(await signed()), body: call() }))).toEqual([401, 'digest-mismatch']);
  });

  test('another body with its own digest under the same signature', async () => {
    const request = await signed();
    const other = await signed();
    const headers = { ...request.headers, 'content-digest': other.headers['content-digest'] ?? '' };
    expect(name(await terminal.send({ ...request, headers, body: other.body }))).toEqual([401, 'signature-invalid']);
  });

  test('another path or query under the same signature', async () => {
    expect(name(await terminal.send({ ...(await signed()), path: '/v1/check-ins' }))).toEqual([
      401,
      'signature-invalid',
    ]);
    expect(name(await terminal.send({ ...(await signed()), path: `${PATH}?a=1` }))).toEqual([401, 'signature-invalid']);
  });

  test('a signature of the day before, or of tomorrow', async () => {
    const old = new Date(centre.clock.now() - 301_000);
    const early = new Date(centre.clock.now() + 301_000);
    expect(name(await terminal.send(await signed({ created: old })))).toEqual([401, 'signature-old']);
    expect(name(await terminal.send(await signed({ created: early })))).toEqual([401, 'signature-old']);
    const within = new Date(centre.clock.now() - 299_000);
    expect((await terminal.send(await signed({ created: within }))).status).toBe(200);
  });

  test('the key of somebody else', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(name(await terminal.send(await signed({ key: privateKey })))).toEqual([401, 'signature-invalid']);
  });

  test('a terminal that was never enrolled', async () => {
    expect(name(await terminal.send(await signed({ keyid: newId() })))).toEqual([401, 'terminal-unknown']);
  });

  test('a signature that leaves out the body or the path', async () => {
    const bodyless = await signed({ fields: ['@method', '@path', '@query'] });
    expect(name(await terminal.send(bodyless))).toEqual([401, 'signature-invalid']);
    const pathless = await signed({ fields: ['@method', '@query', 'content-digest'] });
    expect(name(await terminal.send(pathless))).toEqual([401, 'signature-invalid']);
  });

  test('two signatures, one of them genuine', async () => {
    const one = await signed();
    const other = await centre.terminal();
    const two = await other.sign('POST', PATH, one.body);
    const join = (header: string) => `${one.headers[header]}, ${two.headers[header]?.replace('anban=', 'second=')}`;
    const headers = { ...one.headers, Signature: join('Signature'), 'Signature-Input': join('Signature-Input') };
    expect(name(await terminal.send({ ...one, headers }))).toEqual([401, 'signature-invalid']);
  });

  test('no signature, or noise in its place', async () => {
    const request = await signed();
    const digest = { 'content-digest': request.headers['content-digest'] ?? '' };
    expect(name(await terminal.send({ ...request, headers: digest }))).toEqual([401, 'signature-invalid']);
    for (const input of [
      'anban=(',
      'anban=("@method");created=x',
      'anban=();keyid="',
      `anban=("${'a'.repeat(2_000)}")`,
    ]) {
      const headers = { ...request.headers, 'Signature-Input': input };
      expect(name(await terminal.send({ ...request, headers }))).toEqual([401, 'signature-invalid']);
    }
  });

  test('a revoked terminal: its records at once, everything else within seconds', async () => {
    const [subject] = await centre.examinees(1, { from: 5 });
    if (subject === undefined) throw new Error('no examinee');
    expect((await terminal.send(await signed())).status).toBe(200);
    await revokeTerminal(centre.foundation.database, centre.clock, terminal.id);
    expect(name(await terminal.submit(terminal.identityCheck(subject)))).toEqual([401, 'terminal-revoked']);
    await centre.clock.advance(5_001);
    expect(name(await terminal.send(await signed()))).toEqual([401, 'terminal-revoked']);
  });
});

test('a missing digest is a malformed request', async () => {
  const { 'content-digest': _, ...headers } = (await signed()).headers;
  expect(name(await terminal.send({ ...(await signed()), headers }))).toEqual([400, 'digest-missing']);
});
