/**
 * `anban ssc read` against a real pcscd with vsmartcard's virtual reader, and the emulated card in it: four processes.
 * Runs where Debian's pcscd and vsmartcard-vpcd are installed and no other pcscd runs; elsewhere the card is tested in
 * process (social-security-card.test.ts).
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadBinding } from '../../terminal-bridge/devices/smart-card/pcsc-binding.ts';

const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** Not the driver's own, so that a virtual reader of somebody else's is left alone. */
const PORT = 35_997;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Why these tests cannot run here, or null. */
async function obstacle(): Promise<string | null> {
  if (spawnSync('pcscd', ['--version']).error !== undefined) return 'pcscd is not installed';
  if (!existsSync(DRIVER)) return 'vsmartcard-vpcd is not installed';
  if (process.getuid?.() !== 0) return 'pcscd needs root for its socket';
  if (spawnSync('pgrep', ['-x', 'pcscd']).status === 0) return 'another pcscd runs';
  const binding = await loadBinding().catch(() => null);
  return binding === null ? 'the package "smartcard" is not built' : null;
}
const why = await obstacle();

const children: ChildProcessWithoutNullStreams[] = [];

function start(command: string, args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(command, args);
  children.push(child);
  return child;
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function untilWritten(stream: NodeJS.ReadableStream, text: string): Promise<void> {
  let written = '';
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      if (written.includes(text)) resolve();
    });
  });
}

/** A card in the virtual reader; tell it things with `stdin`. */
async function card(...args: string[]): Promise<ChildProcessWithoutNullStreams> {
  const program = join(root, 'hardware-mocks/social-security-card/main.ts');
  const child = start(process.execPath, [program, '--port', String(PORT), ...args]);
  await untilWritten(child.stdout, 'ready');
  return child;
}

function read(...args: string[]) {
  const child = start(process.execPath, [join(root, 'scripts/anban.ts'), 'ssc', 'read', '--json', ...args]);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<{ code: number | null; answer: unknown }>((resolve) =>
    child.once('close', (code) => resolve({ code, answer: out === '' ? null : JSON.parse(out) })),
  );
  return { child, ended };
}

describe.skipIf(why !== null)(`anban ssc read over pcscd${why === null ? '' : ` (not run: ${why})`}`, () => {
  let folder = '';
  let service: ChildProcessWithoutNullStreams | null = null;

  function startService(): Promise<void> {
    const config = join(folder, 'reader.conf');
    const port = `0x${PORT.toString(16)}`;
    const lines = [
      'FRIENDLYNAME "Virtual PCD"',
      `DEVICENAME /dev/null:${port}`,
      `LIBPATH ${DRIVER}`,
      `CHANNELID ${port}`,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    service = spawn('pcscd', ['--foreground', '--info', '-c', config]);
    return untilWritten(service.stdout, 'ready');
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anban-pcsc-'));
    mkdirSync('/run/pcscd', { recursive: true });
    await startService();
  });
  afterEach(async () => {
    for (const child of children.splice(0).reverse()) await end(child);
  });
  afterAll(async () => {
    service?.kill('SIGCONT');
    if (service !== null) await end(service);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['1.0', { version: '1.0', algorithm: null, holder: { name: '王建华', number: '370702********0025' } }],
    ['2.0', { version: '2.0', algorithm: null, holder: { name: '王建华', nation: '汉', numberValid: true } }],
    ['3.0', { version: '3.0', algorithm: 'SM4', holder: null }],
  ])('reads a card of generation %s', async (kind, expected) => {
    await card('--insert', 'wang-jianhua', '--kind', kind);
    const { code, answer } = await read().ended;
    expect(answer).toMatchObject({ reader: 'Virtual PCD 00 00', cardNumberValid: true, ...expected });
    expect(code).toBe(0);
  });

  it.each([
    ['bank', 'sscBankCard'],
    ['other', 'sscOtherCard'],
    ['locked', 'sscCardLocked'],
  ])('says what a %s card is', async (kind, error) => {
    await card('--insert', 'wang-jianhua', '--kind', kind);
    const { code, answer } = await read().ended;
    expect(answer).toMatchObject({ error: { name: error } });
    expect(code).toBe(1);
  });

  it('waits for a card, goes on when it is pulled out too early, and reads the next', async () => {
    const reader = await card('--remove-after', '6');
    const { child, ended } = read();
    await untilWritten(child.stderr, 'waiting for a card');
    reader.stdin.write('insert wang-jianhua 2.0\n');
    await untilWritten(child.stderr, 'sscCardRemoved');
    reader.stdin.write('insert li-xiuying 2.0\n');
    const { code, answer } = await ended;
    expect(answer).toMatchObject({ holder: { name: '李秀英' } });
    expect(code).toBe(0);
  });

  it('says that no card came, and that no reader has the name', async () => {
    await card();
    const none = await read('--timeout', '1').ended;
    expect([none.code, none.answer]).toMatchObject([1, { error: { name: 'cardTimeout', code: 'C06' } }]);
    const nameless = await read('--timeout', '1', '--reader', 'ACME').ended;
    expect([nameless.code, nameless.answer]).toMatchObject([3, { error: { name: 'sscReaderMissing', code: 'K03' } }]);
  });

  // SCardListReaders never returned, and the program that had called it did nothing else either.
  it('says that the service hangs, and goes on when it does', async () => {
    const reader = await card();
    const { child, ended } = read();
    await untilWritten(child.stderr, 'waiting for a card');
    service?.kill('SIGSTOP');
    await untilWritten(child.stderr, 'sscReaderFailed');
    service?.kill('SIGCONT');
    reader.stdin.write('insert wang-jianhua 2.0\n');
    const { code, answer } = await ended;
    expect(answer).toMatchObject({ holder: { name: '王建华' } });
    expect(code).toBe(0);
  });

  it('says that the service does not run, and goes on when it is back', async () => {
    if (service !== null) await end(service);
    const { child, ended } = read();
    await untilWritten(child.stderr, 'sscServiceMissing');
    await startService();
    await card('--insert', 'wang-jianhua');
    expect((await ended).code).toBe(0);
  });
});
