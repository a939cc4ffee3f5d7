/** The link to the centre through its first start, a cut, a wrong code and a strange roster. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { terminalKey } from '../evidence/key.ts';
import { RosterStore } from '../roster/roster-store.ts';
import { openStore, type Store } from '../store/store.ts';
import { Enrolment } from '../terminal/enrolment.ts';
import { CODE, FakeCentre } from '../testing/fake-centre.ts';
import { type MemoryLog, memoryLog } from '../testing/memory-log.ts';
import { sampleRoster } from '../testing/sample-roster.ts';
import { createHttpCentre } from './http-centre.ts';
import { CentreLink } from './link.ts';

let folder: string;
let store: Store;
let clock: ManualClock;
let centre: FakeCentre;
let logged: MemoryLog;
let link: CentreLink;
let enrolment: Enrolment;
let roster: RosterStore;
let enrolled: number;

function connect(code: string | null = CODE): void {
  const key = terminalKey(generateKeyPairSync('ed25519').privateKey);
  enrolment = new Enrolment(store);
  roster = new RosterStore(store);
  const client = createHttpCentre({
    url: centre.url,
    key,
    clock,
    terminalId: () => enrolment.answer?.terminalId ?? null,
    onReached: (reached) => link.reached(reached),
    closing: new AbortController().signal,
  });
  link = new CentreLink({
    centre: client,
    enrolment,
    enrolmentCode: code,
    publicKey: key.publicKey,
    roster,
    clock,
    log: logged.log,
    onEnrolled: () => {
      enrolled += 1;
    },
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anban-link-'));
  store = openStore(folder);
  clock = new ManualClock();
  centre = new FakeCentre(sampleRoster(clock.now()).bundle);
  await centre.up();
  logged = memoryLog();
  enrolled = 0;
  connect();
});
afterEach(async () => {
  await link.close();
  await centre.down();
  store.close();
  rmSync(folder, { recursive: true });
});

const asked = (request: string) => centre.requests.filter((other) => other === request).length;

const rosterAskedLater = async () => {
  await clock.advance(5000);
  return asked('GET /v1/roster');
};

describe('the first start', () => {
  test('enrols with the code, once, and fetches the roster', async () => {
    link.start();
    await logged.waitFor('roster-fetched');
    expect(enrolment.answer).toMatchObject({ terminalId: centre.terminalId, series: 'A' });
    expect(enrolled).toBe(1);
    expect(link.state).toBe('connected');
    await clock.advance(5000);
    expect(asked('POST /v1/terminals')).toBe(1);
  });

  test('before the centre is there: tries until it is', async () => {
    await centre.down();
    link.start();
    await clock.advance(10_000);
    expect(enrolment.answer).toBeNull();
    await centre.up();
    await clock.advance(2000);
    await logged.waitFor('terminal-enrolled');
  });

  test('a wrong code is said once and not tried again', async () => {
    connect('AAAA-AAAA');
    link.start();
    expect(await logged.waitFor('enrolment-refused')).toMatchObject({ status: 403, name: 'code' });
    await clock.advance(60_000);
    expect(asked('POST /v1/terminals')).toBe(1);
    expect(enrolled).toBe(0);
  });

  test('no code: said, and the rest goes on', () => {
    connect(null);
    link.start();
    expect(logged.lines).toContainEqual(expect.objectContaining({ event: 'enrolment-missing' }));
  });
});

describe('later', () => {
  test('the roster is fetched every half minute, and written only when it changed', async () => {
    link.start();
    await logged.waitFor('roster-fetched');
    const since = logged.lines.length;
    centre.bundle = { ...centre.bundle, fetchedAt: '2026-11-22T00:00:00.000Z' };
    await expect.poll(rosterAskedLater).toBe(2);
    centre.bundle = { ...centre.bundle, entries: centre.bundle.entries.slice(1) };
    const changed = logged.waitFor('roster-fetched', since);
    await expect.poll(rosterAskedLater).toBe(3);
    expect(await changed).toMatchObject({ entries: 3 });
    expect(new RosterStore(store).bundle?.entries).toHaveLength(3);
  });

  test('a cut shows within seconds, and so does its end', async () => {
    link.start();
    await logged.waitFor('roster-fetched');
    await centre.down();
    await clock.advance(5000);
    await logged.waitFor('centre-unreachable');
    expect(link.state).toBe('unreachable');
    const since = logged.lines.length;
    await centre.up();
    await clock.advance(1500);
    await logged.waitFor('centre-connected', since);
  });

  test('a roster of another region is not taken', async () => {
    centre.bundle = { ...centre.bundle, regionCode: '110101' };
    link.start();
    await logged.waitFor('roster-refused');
    expect(roster.bundle).toBeNull();
  });

  test('a refusal (revoked, wrong clock) is said once, not every half minute', async () => {
    centre.trouble.set('/v1/roster', { status: 401, error: { name: 'revoked', message: '', code: 'X' } });
    link.start();
    await logged.waitFor('centre-refused');
    await expect.poll(rosterAskedLater).toBeGreaterThan(2);
    expect(logged.lines.filter(({ event }) => event === 'centre-refused')).toHaveLength(1);
  });
});
