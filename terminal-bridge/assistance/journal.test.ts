/** The lines of helpers on the terminal's disk: over a power cut, and when the disk takes nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { Assistance } from '@anban/server/contract/assistance';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../store/store.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { AssistanceJournal } from './journal.ts';

const [VISIT, OFFICER] = [newId(), newId()];
let folder: string;
let store: Store;
const clock = new ManualClock();
const logged = memoryLog();
const wakes: number[] = [];

const openJournal = () =>
  new AssistanceJournal({ store, clock, log: logged.log, onWaiting: () => wakes.push(clock.now()) });
const instant = (ms = clock.now()) => new Date(ms).toISOString();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-journal-'));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

test('a line that a power cut left open ends with the next start, and says so', async () => {
  const begunAt = instant();
  const { id } = openJournal().begin(VISIT, OFFICER);
  store.close();
  await clock.advance(5_000);
  store = openStore(folder);
  const [line, ...others] = openJournal().waiting();
  expect(others).toEqual([]);
  const ended = { at: instant(), why: 'restart' };
  expect(Assistance.parse(line)).toEqual({ id, visitId: VISIT, officerId: OFFICER, begunAt, ended });
});

test('an end that comes while the beginning is on its way goes on waiting, and the line leaves when it is told', () => {
  const journal = openJournal();
  const assistant = journal.begin(VISIT, OFFICER);
  const [begun] = journal.waiting();
  journal.end(assistant, 'asked');
  if (begun !== undefined) journal.told(begun);
  const [ended] = journal.waiting();
  expect(ended).toMatchObject({ id: assistant.id, ended: { why: 'asked' } });
  if (ended !== undefined) journal.told(ended);
  expect(journal.waiting()).toEqual([]);
  expect(store.db.prepare('select * from assistance').all()).toEqual([]);
  expect(wakes).not.toEqual([]);
});

test('who cannot be written down does not help; who already helps can always end', () => {
  const journal = openJournal();
  const assistant = journal.begin(VISIT, OFFICER);
  store.db.exec('drop table assistance');
  expect(() => journal.begin(VISIT, OFFICER)).toThrow();
  journal.end(assistant, 'visit-over');
  expect(logged.lines.map(({ event }) => event)).toContain('store-failed');
});
