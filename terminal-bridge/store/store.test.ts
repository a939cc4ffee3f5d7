/** The store against power cuts, thieves and mix-ups. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newId } from '@anban/foundation/ids';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadTerminalKey } from '../evidence/key.ts';
import { OutboxQueue } from '../outbox/queue.ts';
import { firstBreak, verifySigned } from '../testing/chain-check.ts';
import { Sealer } from './sealer.ts';
import { isStoreFailure, openStore, StoreError } from './store.ts';

const CHILD = fileURLToPath(new URL('../testing/ledger-child.ts', import.meta.url));
const Line = z.object({ checkId: z.string(), id: z.string(), number: z.string() });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the child until it has said `lines` lines, kills it without warning, and gives all that it said. */
async function runAndKill(terminalId: string, lines: number): Promise<z.infer<typeof Line>[]> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, folder, terminalId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const said: z.infer<typeof Line>[] = [];
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(Line.parse(JSON.parse(line)));
    if (said.length === lines) child.kill('SIGKILL');
  }
  await gone;
  return said;
}

test('killed without warning, again and again: nothing that was said is lost, nothing is half there', async () => {
  const terminalId = newId();
  const said: z.infer<typeof Line>[] = [];
  for (const lines of fc.sample(fc.integer({ min: 1, max: 25 }), 8))
    said.push(...(await runAndKill(terminalId, lines)));
  const store = openStore(folder);
  const records = new OutboxQueue(store).all();
  const { publicKey } = loadTerminalKey(folder);
  expect(firstBreak(records)).toBeNull();
  expect(records.every((signed) => verifySigned(signed, publicKey))).toBe(true);
  const kept = new Set(records.map(({ record }) => record.id));
  expect(said.filter(({ id, checkId }) => !kept.has(id) || !kept.has(checkId))).toEqual([]);
  const numbers = records.flatMap(({ record }) => (record.kind === 'check-in' ? [record.terminalNumber] : []));
  expect(numbers).toEqual(numbers.map((_number, i) => `T-A${String(i + 1).padStart(3, '0')}`));
  expect(store.db.prepare('select count(*) as n from check_in_mark').get()).toEqual({ n: numbers.length });
  store.close();
}, 120_000);

describe('opening', () => {
  test('key, secret and store are for this user only', () => {
    openStore(folder).close();
    loadTerminalKey(folder);
    for (const name of ['store-secret', 'terminal.sqlite', 'terminal-key.pem']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('a second process is kept out, in words', () => {
    const store = openStore(folder);
    expect(() => openStore(folder)).toThrow(/is another bridge using this folder/);
    store.close();
    openStore(folder).close();
  });

  test('a lost secret stops the start, in words', () => {
    openStore(folder).close();
    rmSync(join(folder, 'store-secret'));
    expect(() => openStore(folder)).toThrow(/restore the file store-secret/);
  });

  test('a file that is no database stops the start', () => {
    writeFileSync(join(folder, 'terminal.sqlite'), 'x'.repeat(5000));
    expect(() => openStore(folder)).toThrow(StoreError);
  });
});

test('a transaction that throws leaves nothing, and the next one works', () => {
  const store = openStore(folder);
  const add = (name: string) =>
    store.db.prepare('insert into fact (name, value) values (?, ?)').run(name, Buffer.of(1));
  expect(() =>
    store.transaction(() => {
      add('half');
      add('half');
    }),
  ).toThrow(/UNIQUE/);
  store.transaction(() => add('whole'));
  expect(store.db.prepare("select name from fact where name <> 'proof'").all()).toEqual([{ name: 'whole' }]);
  store.close();
});

test('what the disk refuses is told apart from a defect', () => {
  const store = openStore(folder);
  store.db.exec('pragma max_page_count = 1');
  const fill = () =>
    store.db.prepare('insert into fact (name, value) values (?, ?)').run('big', Buffer.alloc(1_000_000));
  let thrown: unknown;
  try {
    fill();
  } catch (error) {
    thrown = error;
  }
  expect(isStoreFailure(thrown)).toBe(true);
  expect(isStoreFailure(new TypeError('x'))).toBe(false);
  store.close();
});

describe('sealed values', () => {
  const sealer = new Sealer(Buffer.alloc(32, 1));
  const place = { table: 't', column: 'c', row: 1 };

  test('open where they were sealed, and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const sealed = sealer.seal(place, value);
        expect(sealer.open(place, sealed)).toBe(value);
        expect(() => sealer.open({ ...place, row: 2 }, sealed)).toThrow();
        expect(() => new Sealer(Buffer.alloc(32, 2)).open(place, sealed)).toThrow();
      }),
    );
  });

  test('one changed bit is noticed, wherever it is', () => {
    const sealed = sealer.seal(place, '王建国');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ change, at);
        expect(() => sealer.open(place, changed)).toThrow();
      }),
    );
  });
});
