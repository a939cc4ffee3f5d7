/** A smart card service whose calls stand still natively: each test has a process that really does. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ManualClock } from '@anban/foundation/clock';
import { type Result, unwrap } from '@anban/foundation/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PcscTransport, RESTART_MS } from './pcsc-transport.ts';
import type { SmartCard } from './transport.ts';

const FAKE = fileURLToPath(new URL('fake-pcsc.ts', import.meta.url));
const SELECT = Uint8Array.of(0, 0xa4, 0, 0);
/** The longest deadline of the transport: of the first question to a process. */
const LATE_MS = 10_000;
const LONGEST_REST_MS = 30_000;

let folder: string;
let clock: ManualClock;
let transport: PcscTransport;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-pcsc-'));
  clock = new ManualClock();
});
afterEach(async () => {
  await transport.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'hangs');
function withHanging(call: string): PcscTransport {
  transport = new PcscTransport(clock, [FAKE, call, file()]);
  return transport;
}
const mend = () => writeFileSync(`${file()}.mended`, '');

/** What came of `work` once the process stands still and its deadline is over. */
async function hung<T>(work: Promise<T>): Promise<T> {
  await vi.waitFor(() => expect(existsSync(file())).toBe(true), 20_000);
  await clock.advance(LATE_MS);
  return work;
}

async function works(): Promise<void> {
  expect(unwrap(await transport.readers())).toEqual([{ name: 'ACME', cardPresent: true }]);
  const card = unwrap(await transport.connect('ACME'));
  expect(unwrap(await card.transmit(SELECT))).toEqual(Uint8Array.of(0x90, 0));
  await card.close();
}

// These calls were made in the bridge itself, and everything in it stood still with them.
describe('a call to the smart card service that never ends ends with its process, and another one works', () => {
  it.each<[string, (card: () => Promise<SmartCard>) => Promise<Result<unknown, { readonly kind: string }>>, string]>([
    ['listReaders', () => transport.readers(), 'failed'],
    ['connect', () => transport.connect('ACME'), 'mute'],
    ['transmit', async (card) => (await card()).transmit(SELECT), 'silent'],
  ])('%s', async (call, work, kind) => {
    withHanging(call);
    const card = async () => unwrap(await transport.connect('ACME'));
    expect(await hung(work(card))).toMatchObject({ ok: false, fault: { kind } });
    mend();
    await clock.advance(LONGEST_REST_MS);
    await works();
  });

  it('disconnect', async () => {
    const card = unwrap(await withHanging('disconnect').connect('ACME'));
    await hung(card.close());
    mend();
    await clock.advance(LONGEST_REST_MS);
    await works();
  });
});

it('a card that is let go while it thinks is let go at once, with the process', async () => {
  const card = unwrap(await withHanging('transmit').connect('ACME'));
  const sent = card.transmit(SELECT);
  await vi.waitFor(() => expect(existsSync(file())).toBe(true), 20_000);
  await card.close();
  expect(await sent).toMatchObject({ ok: false, fault: { kind: 'removed' } });
});

it('a service that hangs again and again is asked less and less often', async () => {
  withHanging('listReaders');
  for (const restMs of RESTART_MS) {
    expect(await hung(transport.readers())).toMatchObject({ ok: false });
    rmSync(file());
    await clock.advance(restMs - 1);
    // Had a process been asked, there would be no answer.
    expect(await transport.readers()).toMatchObject({ ok: false, fault: { kind: 'failed' } });
    await clock.advance(1);
  }
  expect(RESTART_MS).toEqual([...RESTART_MS].sort((a, b) => a - b));
});

// Node remembers that a package could not be loaded for as long as the process lives: the bridge had to be restarted.
it('the package that was not built is found once it is, without a restart of the bridge', async () => {
  withHanging('load');
  expect(await transport.readers()).toMatchObject({ ok: false, fault: { kind: 'library-missing' } });
  mend();
  expect(await transport.readers()).toMatchObject({ ok: false, fault: { kind: 'library-missing' } });
  await clock.advance(LONGEST_REST_MS);
  await works();
});
