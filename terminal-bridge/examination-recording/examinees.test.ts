/** Whom `anban recording start` can be asked for, and by which key its lists are checked. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadTerminalKey } from '../evidence/key.ts';
import { examinees, key } from './commands.ts';
import { socketPath } from './control.ts';
import { examineesOn, type TodaysRoster } from './examinees.ts';

const TODAY = '2026-11-22';
const [SESSION, OTHER, FIRST, SECOND, THIRD, STRANGER] = Array.from({ length: 6 }, newId);

let root: string;
let config: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anban-examinees-'));
  config = join(root, 'bridge.json');
  const camera = { kind: 'mjpeg', url: 'http://127.0.0.1:1/' };
  const examinationRecording = {
    folder: join(root, 'r'),
    keepDays: 30,
    camera,
    microphone: { kind: 'alsa', device: 'x' },
  };
  const centre = { url: 'http://127.0.0.1:1' };
  writeFileSync(config, JSON.stringify({ kioskDir: root, centre, stateDir: root, examinationRecording }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const entry = (sessionId = '', examineeId = '', room = '', number: string | null = null) => ({
  ...{ sessionId, examineeId, room, idToken: 'A'.repeat(22) },
  checkIn: number === null ? null : { number, at: `${TODAY}T01:00:00.000Z` },
});
const roster: TodaysRoster = {
  bundle: {
    entries: [
      entry(SESSION, THIRD, '2'),
      entry(SESSION, SECOND, '1', 'A002'),
      entry(OTHER, STRANGER, '1', 'A009'),
      entry(SESSION, FIRST, '1'),
    ],
  },
  sessionOn: (day) => (day === TODAY ? { sessionId: SESSION ?? '' } : null),
  markOf: (_, examineeId) => (examineeId === FIRST ? { number: 'A003', room: '1', onTicket: 'A001' } : null),
};

// No command, page or document told the ids that "recording start" asks for.
it('those of today are told by room and by the number that is on the ticket, those of another day are not', () => {
  expect(examineesOn(TODAY, roster).map(({ examineeId, room, number }) => [examineeId, room, number])).toEqual([
    [FIRST, '1', 'A001'],
    [SECOND, '1', 'A002'],
    [THIRD, '2', null],
  ]);
  expect(examineesOn('2026-11-23', roster)).toEqual([]);
});

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

it('anban recording examinees tells them as the options that start takes', async () => {
  const bridge = createServer((_, response) => response.end(JSON.stringify({ examinees: examineesOn(TODAY, roster) })));
  await new Promise<void>((resolve) => bridge.listen(socketPath(root), resolve));
  const { exit, out } = await told(() => examinees({ config, json: false }));
  bridge.closeAllConnections();
  await new Promise((resolve) => bridge.close(resolve));
  expect(exit).toBe(0);
  expect(out).toContain(`1  A001  --session ${SESSION} --examinee ${FIRST}`);
});

it('anban recording key prints the public key, and makes none where there is none', async () => {
  expect((await told(() => key({ config, json: false }))).exit).toBe(3);
  expect(existsSync(join(root, 'terminal-key.pem'))).toBe(false);
  const { publicKey } = loadTerminalKey(root);
  expect(await told(() => key({ config, json: false }))).toEqual({ exit: 0, out: `${publicKey}\n` });
});
