/** Hash lists on their way to the centre: none is lost, none is sent twice for nothing, none keeps another back. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok } from '@anban/foundation/result';
import type { RecordingList } from '@anban/server/contract/recordings';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Centre, CentreFault } from '../centre/centre.ts';
import { terminalKey } from '../evidence/key.ts';
import { type MemoryLog, memoryLog } from '../testing/memory-log.ts';
import { ChainFile } from './chain-file.ts';
import { ListDelivery } from './delivery.ts';
import { chainPath, writeAbout } from './folder.ts';

const AT = '2026-11-21T01:00:00.000Z';
const STARTED = { kind: 'started', at: AT, by: 'officer', picturesPerSecond: 12, segmentSeconds: 60 } as const;

let root: string;
let clock: ManualClock;
let sent: RecordingList[];
let answer: (list: RecordingList) => CentreFault | null | Promise<CentreFault | null>;
let logged: MemoryLog;
let delivery: ListDelivery;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anban-delivery-'));
  clock = new ManualClock();
  sent = [];
  answer = () => null;
  const centre: Pick<Centre, 'recordingList'> = {
    async recordingList(list) {
      sent.push(list);
      const fault = await answer(list);
      return fault === null ? ok('open' as const) : fail(fault);
    },
  };
  logged = memoryLog();
  const key = terminalKey(generateKeyPairSync('ed25519').privateKey);
  delivery = new ListDelivery({ root, key, centre, clock, log: logged.log });
});
afterEach(async () => {
  await delivery.close();
  rmSync(root, { recursive: true, force: true });
});

function begun(): ChainFile {
  const ids = { id: newId(), terminalId: newId(), regionCode: '370702', sessionId: newId(), examineeId: newId() };
  mkdirSync(join(root, ids.id));
  writeAbout(join(root, ids.id), { ...ids, startedAt: AT });
  const chain = ChainFile.open(chainPath(join(root, ids.id)));
  chain.append(STARTED);
  return chain;
}

async function woken(): Promise<number[]> {
  sent = [];
  delivery.wake();
  await clock.advance(0);
  return sent.map(({ entries }) => entries.length);
}

it('is sent whole when it has grown, and not again when it has not', async () => {
  const chain = begun();
  expect(await woken()).toEqual([1]);
  expect(await woken()).toEqual([]);
  chain.append({ kind: 'ended', at: AT, why: 'signed' });
  expect(await woken()).toEqual([2]);
  expect(sent[0]?.statement.ended).toBe(true);
});

it('waits while the centre is away, and is tried again after a minute', async () => {
  begun();
  answer = () => ({ kind: 'unreachable' });
  expect(await woken()).toEqual([1]);
  answer = () => null;
  await clock.advance(60_000);
  expect(sent.length).toBe(2);
  expect(await woken()).toEqual([]);
});

it('that the centre refuses keeps no other back', async () => {
  begun();
  begun();
  let refused: string | null = null;
  answer = ({ statement: { id } }) => {
    refused ??= id;
    return id === refused ? { kind: 'refused', status: 409, name: 'x', expectedSequence: null } : null;
  };
  expect(await woken()).toEqual([1, 1]);
  expect(await woken()).toEqual([1]);
});

it('survives a defect on its way: it is told of, and the list goes a minute later', async () => {
  begun();
  answer = () => {
    throw new TypeError('a defect');
  };
  expect(await woken()).toEqual([1]);
  expect(logged.lines.map(({ event }) => event)).toEqual(['unexpected-error']);
  answer = () => null;
  await clock.advance(60_000);
  expect(logged.lines.map(({ event }) => event)).toEqual(['unexpected-error', 'recording-list-delivered']);
});

it('on its way while the terminal stops leaves no timer behind that would hold the process for a minute', async () => {
  begun();
  const away = Promise.withResolvers<CentreFault>();
  answer = () => away.promise;
  expect(await woken()).toEqual([1]);
  const timer = vi.spyOn(clock, 'after');
  const closed = delivery.close();
  away.resolve({ kind: 'unreachable' });
  await closed;
  expect(timer).not.toHaveBeenCalled();
});
