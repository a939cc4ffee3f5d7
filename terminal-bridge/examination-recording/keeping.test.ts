/** Lists, keys and files on the disk: what a power cut tears, what a thief gets, what the rule deletes. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventLog } from '@anban/foundation/event-log';
import { newId } from '@anban/foundation/ids';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BRIDGE_EVENTS } from '../log.ts';
import { ChainDamaged, ChainFile } from './chain-file.ts';
import { chainPath, writeAbout } from './folder.ts';
import { FragmentSplitter, fragmentOf, StreamDamaged } from './fragments.ts';
import { DELETIONS, deleteByRule, hold, whyItStays } from './retention.ts';
import { bytesNeeded } from './room.ts';
import { existingKey, readSegment, recordingKey, SegmentWriter, siteKey } from './vault.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const AT = new Date(NOW).toISOString();
const STARTED = { kind: 'started', at: AT, by: 'officer', picturesPerSecond: 12, segmentSeconds: 60 } as const;
const ENDED = { kind: 'ended', at: AT, why: 'signed' } as const;
const log = createEventLog('test', BRIDGE_EVENTS, { write: () => {} });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-keeping-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a list', () => {
  const path = () => chainPath(folder);

  it('loses only the line that a power cut tore, wherever it tore it', () => {
    const chain = ChainFile.open(path());
    chain.append(STARTED);
    const whole = readFileSync(path());
    chain.append(ENDED);
    const both = readFileSync(path());
    for (let length = whole.length; length < both.length; length += 7) {
      writeFileSync(path(), both.subarray(0, length));
      const again = ChainFile.open(path());
      expect(again.entries.length).toBe(1);
      expect(again.append(ENDED).number).toBe(2);
      expect(readFileSync(path())).toEqual(both);
    }
  });

  it('of which a line was changed or taken out is not continued', () => {
    const chain = ChainFile.open(path());
    for (const draft of [STARTED, { kind: 'gap', at: AT, cause: 'sound-missing', from: AT, until: AT }, ENDED] as const)
      chain.append(draft);
    const lines = readFileSync(path(), 'utf8').split('\n');
    writeFileSync(path(), lines.toSpliced(1, 1).join('\n'));
    expect(() => ChainFile.open(path())).toThrow(ChainDamaged);
    writeFileSync(path(), lines.join('\n').replace('sound-missing', 'sound-silent'));
    expect(() => ChainFile.open(path())).toThrow(ChainDamaged);
  });
});

describe('a segment on the disk', () => {
  const CHUNKS = [Buffer.from('first'), Buffer.alloc(70_000, 3), Buffer.from('last')];
  async function written(): Promise<{ path: string; key: Buffer }> {
    const key = recordingKey(siteKey(folder), folder, 'r');
    const path = join(folder, '000001.seg');
    const writer = await SegmentWriter.create(path, key, 1);
    for (const chunk of CHUNKS) await writer.append(chunk);
    await writer.close();
    return { path, key };
  }

  it('opens with the key of its recording and its place only', async () => {
    const { path, key } = await written();
    expect(readSegment(path, key, 1)).toEqual({ chunks: CHUNKS, torn: false });
    expect(readSegment(path, key, 2)).toEqual({ chunks: [], torn: true });
    expect(readFileSync(path).includes('first')).toBe(false);
  });

  it('loses the last chunk when it is torn, and everything from a changed one on', async () => {
    const { path, key } = await written();
    const bytes = readFileSync(path);
    truncateSync(path, bytes.length - 1);
    expect(readSegment(path, key, 1)).toEqual({ chunks: CHUNKS.slice(0, 2), torn: true });
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(readSegment(path, key, 1)).toEqual({ chunks: CHUNKS.slice(0, 1), torn: true });
  });

  it('is never written over', async () => {
    const { path, key } = await written();
    await expect(SegmentWriter.create(path, key, 1)).rejects.toThrow('EEXIST');
  });

  it('is closed to whoever has the recordings but not the site, or the site but another recording', async () => {
    await written();
    const elsewhere = mkdtempSync(join(folder, 'other-'));
    expect(existingKey(siteKey(elsewhere), folder, 'r')).toBeNull();
    expect(existingKey(siteKey(folder), folder, 'another')).toBeNull();
    expect(existingKey(siteKey(folder), folder, 'r')).not.toBeNull();
  });
});

describe('the output of an encoder', () => {
  it('that is no fragmented MP4 is refused by name, never by a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        for (const work of [() => new FragmentSplitter().push(noise), () => fragmentOf(Buffer.from(noise), [])]) {
          try {
            work();
          } catch (error) {
            expect(error).toBeInstanceOf(StreamDamaged);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the retention rule', () => {
  function recorded(): { root: string; place: string; id: string } {
    const root = join(folder, 'recordings');
    const id = newId();
    const place = join(root, id);
    mkdirSync(place, { recursive: true });
    const ids = { id, terminalId: newId(), regionCode: '370702', sessionId: newId(), examineeId: newId() };
    writeAbout(place, { ...ids, startedAt: AT });
    recordingKey(siteKey(folder), place, id);
    const chain = ChainFile.open(chainPath(place));
    chain.append(STARTED);
    chain.append(ENDED);
    writeFileSync(join(place, 'confirmed'), `${chain.head}\n`);
    return { root, place, id };
  }

  it('deletes after its days, key and files, and keeps a line about it', () => {
    const { root, place, id } = recorded();
    expect(deleteByRule(root, 30, NOW + 29 * DAY_MS, log)).toEqual([]);
    expect(deleteByRule(root, 30, NOW + 30 * DAY_MS, log)).toEqual([id]);
    expect(existsSync(place)).toBe(false);
    expect(JSON.parse(readFileSync(join(root, DELETIONS), 'utf8'))).toMatchObject({ id, rule: 'keepDays 30' });
  });

  it('leaves what is held, what the centre does not have whole, and what still runs', () => {
    const { root, place } = recorded();
    const late = NOW + 400 * DAY_MS;
    hold(place, '复议');
    expect(whyItStays(place, 30, late)).toBe('held');
    hold(place, null);
    writeFileSync(join(place, 'confirmed'), `${'0'.repeat(64)}\n`);
    expect(whyItStays(place, 30, late)).toBe('not-at-centre');
    rmSync(chainPath(place));
    appendFileSync(chainPath(place), '');
    expect(whyItStays(place, 30, late)).toBe('running');
    expect(deleteByRule(root, 30, late, log)).toEqual([]);
  });
});

describe('room on the disk', () => {
  it('is asked for by the ceiling of the rate, with the reserve', () => {
    const hour = bytesNeeded({ plannedMinutes: 60, reserveMb: 1024, videoKbps: 1000 });
    expect((hour - 1024 ** 3) / 1e6).toBeCloseTo(495, 0);
  });
});
