/** Recordings on the disk of which something was changed or taken away, as the commands tell them. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { createEventLog } from '@anban/foundation/event-log';
import { newId } from '@anban/foundation/ids';
import { ok } from '@anban/foundation/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadTerminalKey } from '../evidence/key.ts';
import { BRIDGE_EVENTS } from '../log.ts';
import { ChainFile } from './chain-file.ts';
import { list, status, verify } from './commands.ts';
import { ExaminationRecordingConfig } from './config.ts';
import { socketPath } from './control.ts';
import { damagedRecordings, inspectRecording } from './damage.ts';
import { chainPath, manifestPath, segmentPath, writeAbout } from './folder.ts';
import { exportRecording, sha256 } from './inspect.ts';
import { listRecordings } from './listing.ts';
import { openExaminationRecorder } from './open.ts';
import { recordingKey, SegmentWriter, siteKey } from './vault.ts';

const AT = '2026-11-21T01:00:00.000Z';
const STARTED = { kind: 'started', at: AT, by: 'officer', picturesPerSecond: 12, segmentSeconds: 60 } as const;
const PLAYS = Buffer.alloc(400, 5);

let root: string;
let place: string;
let id: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'anban-damage-'));
  id = newId();
  place = join(root, 'recordings', id);
  mkdirSync(place, { recursive: true });
  const ids = { id, terminalId: newId(), regionCode: '370702', sessionId: newId(), examineeId: newId() };
  writeAbout(place, { ...ids, startedAt: AT });
  const key = recordingKey(siteKey(root), place, id);
  const chain = ChainFile.open(chainPath(place));
  chain.append(STARTED);
  for (const index of [1, 2]) {
    const writer = await SegmentWriter.create(segmentPath(place, index), key, index);
    for (const chunk of [Buffer.from('{}'), PLAYS]) await writer.append(chunk);
    await writer.close();
    const span = { at: AT, from: AT, until: AT, pictures: 48, soundMs: 4000, complete: true };
    chain.append({ kind: 'segment', index, digest: sha256(PLAYS), bytes: PLAYS.length, ...span });
  }
  chain.append({ kind: 'gap', at: AT, cause: 'sound-missing', from: AT, until: AT });
  chain.append({ kind: 'ended', at: AT, why: 'signed' });
  writeFileSync(join(place, 'confirmed'), `${chain.head}\n`);
  writeFileSync(manifestPath(place), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const listed = () => listRecordings(join(root, 'recordings'), 30, Date.parse(AT))[0];
const editList = (change: (text: string) => string) =>
  writeFileSync(chainPath(place), change(readFileSync(chainPath(place), 'utf8')));

describe('the list of recordings says', () => {
  it('nothing of one that is whole', async () => {
    expect(listed()).toMatchObject({ damage: [], segments: 2, atCentre: true, why: 'signed' });
    expect(await damagedRecordings(join(root, 'recordings'))).toEqual([]);
  });

  // Bug: an ended recording whose list was changed was told as one that runs, without gaps and without a word.
  it('that a line of its list was changed', async () => {
    editList((text) => text.replace('"bytes":400', '"bytes":401'));
    expect(listed()?.damage).toEqual([{ kind: 'list-damaged', segment: null }]);
    expect(await damagedRecordings(join(root, 'recordings'))).toEqual([id]);
  });

  it.each([
    [
      'its last line was taken off',
      () => editList((text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`),
    ],
    ['all lines were', () => rmSync(chainPath(place))],
    [
      'its last line was, and the word of the centre with it',
      () => {
        editList((text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
        rmSync(join(place, 'confirmed'));
      },
    ],
  ])('that %s', (_, damage) => {
    damage();
    expect(listed()?.damage).toEqual([{ kind: 'list-shortened', segment: null }]);
  });

  // Bug: a deleted segment changed nothing in the list.
  it('which segment is missing, and which is cut', () => {
    rmSync(segmentPath(place, 1));
    truncateSync(segmentPath(place, 2), 100);
    expect(listed()?.damage).toEqual([
      { kind: 'segment-missing', segment: 1 },
      { kind: 'segment-short', segment: 2 },
    ]);
  });

  it('that its key is gone, and that nobody knows whose it is', () => {
    rmSync(join(place, 'key'));
    writeFileSync(join(place, 'recording.json'), '');
    expect(listed()).toMatchObject({
      ...{ id, sessionId: null, startedAt: null, segments: 2 },
      damage: [
        { kind: 'about-unreadable', segment: null },
        { kind: 'key-missing', segment: null },
      ],
    });
  });

  it('nothing of a recording that has just begun and lists no segment yet', () => {
    for (const path of [segmentPath(place, 2), join(place, 'confirmed'), manifestPath(place)]) rmSync(path);
    editList((text) => `${text.split('\n')[0]}\n`);
    expect(inspectRecording(place).damage).toEqual([]);
  });
});

// Bug: what was deleted was called damaged.
it('an export tells a segment without a file from one that was changed', () => {
  rmSync(segmentPath(place, 1));
  const bytes = readFileSync(segmentPath(place, 2));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(segmentPath(place, 2), bytes);
  const access = { at: AT, id, by: '1001', reason: '复议' };
  const done = exportRecording(place, join(root, 'out'), siteKey(root), loadTerminalKey(root), access);
  expect(done).toMatchObject({ ok: true, value: { files: [], damaged: [2], missing: [1] } });
});

/** What the command writes, and its exit code. */
async function told(command: () => Promise<number>): Promise<{ exit: number; out: string }> {
  const out: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => out.push(String(text)) > 0),
  );
  try {
    return { exit: await command(), out: out.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('a site', () => {
  let config = '';
  beforeEach(() => {
    config = join(root, 'bridge.json');
    const microphone = { kind: 'alsa', device: 'default' };
    const camera = { kind: 'mjpeg', url: 'http://127.0.0.1:1/' };
    const examinationRecording = { folder: join(root, 'recordings'), keepDays: 30, camera, microphone };
    const centre = { url: 'http://127.0.0.1:1' };
    writeFileSync(config, JSON.stringify({ kioskDir: root, centre, stateDir: root, examinationRecording }));
  });

  it('of which a recording is damaged is told so in words by anban recording list, which ends with 1', async () => {
    expect(await told(() => list({ config, json: false }))).toMatchObject({ exit: 0 });
    editList((text) => text.replace('"bytes":400', '"bytes":401'));
    const { exit, out } = await told(() => list({ config, json: false }));
    expect([exit, out.includes('running')]).toEqual([1, false]);
    expect(out).toContain('清单损坏');
  });

  // Bug: status ended with 1 as long as nobody was recorded, as if it had failed.
  it.each([
    ['that records nobody is well', null, () => {}, 0, '未在录制'],
    ['whose microphone is dead is not', ['sound-silent'], () => {}, 1, 'sound-silent'],
    ['of which a recording lost a file is not', null, () => rmSync(segmentPath(place, 1)), 1, '已损坏'],
  ] as const)('%s, by its status', async (_, troubles, damage, exit, word) => {
    damage();
    const recording = troubles === null ? null : { id, startedAt: AT, troubles };
    const bridge = createServer((_request, response) =>
      response.end(JSON.stringify({ recording, freeBytes: 1, neededBytes: 1 })),
    );
    await new Promise<void>((resolve) => bridge.listen(socketPath(root), resolve));
    const answer = await told(() => status({ config, json: false }));
    bridge.closeAllConnections();
    await new Promise((resolve) => bridge.close(resolve));
    expect(answer).toMatchObject({ exit, out: expect.stringContaining(word) });
  });
});

// Bug: neither the diagnostics nor the log said a word of a damaged recording.
it('the bridge counts what is damaged for its diagnostics, and logs an alarm', async () => {
  rmSync(segmentPath(place, 1));
  const logged: string[] = [];
  const open = await openExaminationRecorder({
    config: ExaminationRecordingConfig.parse({
      ...{ folder: join(root, 'recordings'), keepDays: 30, camera: { kind: 'mjpeg', url: 'http://127.0.0.1:1/' } },
      microphone: { kind: 'alsa', device: 'default' },
    }),
    ...{ stateDir: root, clock: new ManualClock(Date.parse(AT)), key: loadTerminalKey(root) },
    log: createEventLog('test', BRIDGE_EVENTS, { write: (line) => void logged.push(line) }),
    centre: { recordingList: async () => ok('open' as const) },
    ...{ signatory: () => null, examinees: () => [], onRecording: () => {} },
  });
  await vi.waitFor(() => expect(open.damaged).toBe(1));
  await open.close();
  expect(logged.join('')).toContain('damaged');
});

describe('anban recording verify, asking a centre', () => {
  let server: Server | null = null;
  afterEach(() => server?.close());
  const answering = (status: number, body: string): Promise<string> =>
    new Promise((resolve) => {
      const made = createServer((_, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1', () => {
        const address = made.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
      });
      server = made;
    });
  const refusal = (name: string) => JSON.stringify({ error: { name, message: 'x', code: 'S00' } });

  // Bug: a file was called not genuine because the token was wrong.
  it.each([
    ['that refuses the token', 401, refusal('signed-out'), 3, 'centreRefuses'],
    ['in which the office has no such right', 403, refusal('role-missing'), 3, 'centreRefuses'],
    ['that is another server', 404, '<html>', 3, 'centreStrange'],
    ['that is broken', 500, '', 3, 'centreStrange'],
    ['that is no centre but says yes', 200, '{}', 3, 'centreStrange'],
    ['that does not know the file', 404, refusal('segment-unknown'), 1, 'unknown-file'],
  ])('%s', async (_, status, body, exit, word) => {
    const file = join(root, 'file.mp4');
    writeFileSync(file, PLAYS);
    const answer = await told(async () =>
      verify(file, { server: await answering(status, body), token: 't', json: false }),
    );
    expect(answer.exit).toBe(exit);
    expect(answer.out).toContain(word);
    expect(answer.out.includes('not genuine')).toBe(exit === 1);
    expect(existsSync(file)).toBe(true);
  });

  it('at what is no address is used wrongly', async () => {
    const file = join(root, 'file.mp4');
    writeFileSync(file, PLAYS);
    expect((await told(() => verify(file, { server: 'centre', token: 't', json: false }))).exit).toBe(2);
  });
});
