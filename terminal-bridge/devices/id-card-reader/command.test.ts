/** The command against the emulated reader of hardware-mocks, both as processes: bytes over a pseudo-terminal. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where one test has its reader and its command. They run beside each other: most of their time goes by in waiting. */
class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'anban-reader-'));
  readonly #children: ChildProcessWithoutNullStreams[] = [];

  /** The emulated reader, ready; tell it things with `stdin`. */
  async emulate(...args: string[]): Promise<ChildProcessWithoutNullStreams> {
    const child = this.#start('hardware-mocks/id-card-reader/main.ts', [
      '--link',
      join(this.folder, 'reader'),
      ...args,
    ]);
    await untilWritten(child.stdout, 'ready');
    return child;
  }

  readCard(...args: string[]) {
    return this.run('read', '--port', join(this.folder, 'reader'), ...args);
  }

  setSpeed(...args: string[]) {
    return this.run('set-speed', '--port', join(this.folder, 'reader'), ...args);
  }

  run(...args: string[]) {
    const child = this.#start('scripts/anban.ts', ['id-card', ...args]);
    let out = '';
    let progress = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString()));
    const ended = new Promise<{ code: number | null; out: string; progress: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, out, progress })),
    );
    return { child, ended };
  }

  async clear(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }),
    );
    rmSync(this.folder, { recursive: true });
  }

  #start(script: string, args: string[]): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [join(root, script), ...args]);
    this.#children.push(child);
    return child;
  }
}

/** Resolves when the child has written `text` to the stream. */
function untilWritten(stream: NodeJS.ReadableStream, text: string): Promise<void> {
  let written = '';
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      if (written.includes(text)) resolve();
    });
  });
}

const test = it.extend<{ desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of what a fixture uses from this pattern
  desk: async ({}, use) => {
    const desk = new Desk();
    await use(desk);
    await desk.clear();
  },
});

const CARD = {
  name: '王建华',
  sex: '女',
  nation: '汉',
  birthDate: '1968-03-12',
  photoBytes: 1024,
};

describe.concurrent('anban id-card read', () => {
  test('prints the card with its number masked', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua');
    const { code, out } = await desk.readCard('--json').ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ...CARD, number: '370702********0025' });
  });

  test('prints the whole number with --full, and lines for a person without --json', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua');
    const { code, out } = await desk.readCard('--full').ended;
    expect(code).toBe(0);
    expect(out).toContain('370702196803120025');
    expect(out).toContain('王建华');
  });

  test.for([
    ['corrupt-byte', '2'],
    ['missing-byte', '2'],
    ['checksum', '2'],
    ['garbage', '1'],
    ['silent', '1'],
    ['split-chunks', 'always'],
    ['slow-chunks', 'always'],
    ['find-fails', '9'],
    ['select-fails', '2'],
    ['read-fails', '4'],
  ] as const)('gets through "%s" × %s', async ([fault, times], { desk }) => {
    await desk.emulate('--lay', 'wang-jianhua', '--fault', fault, '--times', times);
    const { code, out } = await desk.readCard('--json').ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject(CARD);
  });

  test.for([
    ['maria-2017', { kind: 'foreign-residence-2017', nationality: 'CAN', number: 'CAN370********0128', nation: null }],
    ['ho-siu-ming', { kind: 'residence-permit', name: '何小敏', passNumber: 'H********', numberValid: true }],
    ['lin-yi-jun', { kind: 'residence-permit', number: '830000********0027', numberValid: true }],
    ['zheng-yan', { kind: 'resident-card', numberValid: false }],
  ] as const)('reads the card of %s and says what it is', async ([id, expected], { desk }) => {
    await desk.emulate('--lay', id, '--no-real-speed');
    const { code, out } = await desk.readCard('--json').ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject(expected);
  });

  test('reads the 2023 foreigner’s card only when told to', async ({ desk }) => {
    await desk.emulate('--lay', 'anna-2023', '--no-real-speed');
    const refused = await desk.readCard('--json').ended;
    expect([refused.code, JSON.parse(refused.out).error.name]).toEqual([1, 'cardUnsupported']);
    const { code, out } = await desk.readCard('--json', '--provisional').ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'foreign-residence-2023',
      name: '安娜',
      nameLatin: 'SAMPLE-TESTPERSON, ANNA CHARLOTTE MARIE',
    });
  });

  test('reads newest address, management number and fingerprints where it is told to', async ({ desk }) => {
    await desk.emulate('--lay', 'xu-fang', '--no-real-speed');
    const { out } = await desk.readCard('--json', '--newest-address', '--management-number', '--fingerprints').ended;
    const newest = '山东省潍坊市奎文区樱前街样例小区23号楼204室';
    expect(JSON.parse(out)).toMatchObject({ address: newest, newerAddresses: [newest], fingerprintBytes: 1024 });
    expect(JSON.parse(out).managementNumber).toMatch(/^[0-9a-f]{56}$/);
  });

  test('finds no newer address on a card that has none, and keeps the one it was issued with', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua', '--no-real-speed');
    const card = JSON.parse((await desk.readCard('--json', '--newest-address').ended).out);
    expect(card).toMatchObject({ newerAddresses: [], address: '山东省潍坊市潍城区和平路样例小区1号楼101室' });
  });

  test('says that another program holds the port', async ({ desk }) => {
    await desk.emulate();
    const { child } = desk.readCard('--timeout', '60');
    await untilWritten(child.stderr, 'waiting for a card');
    const second = await desk.readCard('--json', '--timeout', '2').ended;
    expect(second.code).toBe(3);
    expect(JSON.parse(second.out)).toMatchObject({ error: { name: 'readerBusy', code: 'R04' } });
  });

  test('finds a reader at 9600 baud', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua', '--speed', '9600');
    expect((await desk.readCard('--json').ended).code).toBe(0);
  });

  test('waits for a reader that is not there yet, and for its card', async ({ desk }) => {
    const { child, ended } = desk.readCard('--json');
    await untilWritten(child.stderr, 'readerUnplugged');
    const emulator = await desk.emulate();
    await untilWritten(child.stderr, 'waiting for a card');
    emulator.stdin.write('lay wang-jianhua\n');
    expect((await ended).code).toBe(0);
  });

  test('goes on when the reader is unplugged and replugged', async ({ desk }) => {
    const emulator = await desk.emulate();
    const { child, ended } = desk.readCard('--json');
    await untilWritten(child.stderr, 'waiting for a card');
    emulator.stdin.write('unplug\n');
    await untilWritten(child.stderr, 'readerUnplugged');
    emulator.stdin.write('replug\nlay wang-jianhua\n');
    expect((await ended).code).toBe(0);
  });

  test('goes on when the card is lifted in the middle and laid down again', async ({ desk }) => {
    const emulator = await desk.emulate('--lay', 'wang-jianhua', '--fault', 'lift-mid-read', '--times', '1');
    const { child, ended } = desk.readCard('--json');
    await untilWritten(child.stderr, 'cardLifted');
    emulator.stdin.write('lay wang-jianhua\n');
    expect((await ended).code).toBe(0);
  });

  test('says why no card was read when the time is over', async ({ desk }) => {
    await desk.emulate();
    const none = await desk.readCard('--json', '--timeout', '1').ended;
    expect(none.code).toBe(1);
    expect(JSON.parse(none.out)).toMatchObject({ error: { name: 'cardTimeout', code: 'C06' } });
  });

  test('gives up a card that reader and card refuse', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua', '--fault', 'card-auth-fails');
    const refused = await desk.readCard('--json').ended;
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { name: 'cardSuspect', code: 'C04' } });
  });

  test('says where the number was given out, and what stands out on the card', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua', '--no-real-speed');
    const card = JSON.parse((await desk.readCard('--json').ended).out);
    expect(card.region).toEqual({ code: '370702', name: '山东省潍坊市潍城区', state: 'current', lastSeen: null });
    expect(card.warnings).toEqual([]);
  });

  test('says that there is no such HID reader, or that HID cannot be used here', async ({ desk }) => {
    const { code, out } = await desk.run('read', '--hid', 'FFFE:FFFE', '--json', '--timeout', '1').ended;
    expect(code).toBe(3);
    expect(['readerUnplugged', 'readerLibraryMissing']).toContain(JSON.parse(out).error.name);
  });

  test('is used wrongly: exit code 2', async ({ desk }) => {
    expect((await desk.run('read').ended).code).toBe(2);
  });
});

describe.concurrent('anban id-card set-speed', () => {
  test('changes the speed, and the card is read at it', async ({ desk }) => {
    await desk.emulate('--lay', 'wang-jianhua');
    const { code, out } = await desk.setSpeed('57600', '--json').ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ before: 115200, after: 57600, samId: expect.stringContaining('05.03-') });
    expect((await desk.readCard('--json').ended).code).toBe(0);
    expect(JSON.parse((await desk.setSpeed('9600', '--json').ended).out)).toMatchObject({ before: 57600, after: 9600 });
  });

  test('says that the module refused', async ({ desk }) => {
    await desk.emulate('--fault', 'self-test-fails');
    const { code, out } = await desk.setSpeed('57600', '--json').ended;
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { name: 'speedRefused', code: 'R08', details: { speed: 115200 } } });
  });

  test('says that there is no reader', async ({ desk }) => {
    const { code, out } = await desk.setSpeed('57600', '--json').ended;
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      error: { name: 'readerUnplugged', code: 'R01', details: { speed: null } },
    });
  });
});
