/** Before an update changes anything: who made what is brought, whether it came whole, and whether somebody is served. */
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { freePorts } from '../support/free-ports.ts';

let root: string;
let port: number;
let bridge: Server;
/** What the bridge answers, one after the other; then nobody is served. */
let serving: boolean[];

beforeEach(async () => {
  [port = 0] = await freePorts(1);
  root = mkdtempSync(join(tmpdir(), 'anban-guards-'));
  put('etc/anban/kind', 'terminal\n');
  put('etc/anban/terminal.json', JSON.stringify({ port }));
  put('opt/anban/releases/1.0.0/RELEASE', '1.0.0\n');
  mkdirSync(path('opt/anban/releases/1.0.0/node_modules'));
  symlinkSync(join(ROOT, 'node_modules/node'), path('opt/anban/releases/1.0.0/node_modules/node'));
  symlinkSync('releases/1.0.0', path('opt/anban/current'));
  // An archive that is no release: what is said about it tells that it was looked into.
  put('stick/content/anban/README.md', 'hello');
  spawnSync('tar', ['-czf', archive(), '-C', path('stick/content'), 'anban']);
  serving = [];
  bridge = createServer((_request, response) => {
    response.end(JSON.stringify({ status: 'ok', serving: serving.shift() ?? false }));
  }).listen(port, '127.0.0.1');
});
afterEach(() => {
  bridge.close();
  rmSync(root, { recursive: true });
});

const path = (name: string) => join(root, name);
const archive = () => path('stick/new.tar.gz');
function put(name: string, content: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content, { mode: 0o755 });
}
function addSum(): void {
  const [sum = ''] = spawnSync('sha256sum', [archive()], { encoding: 'utf8' }).stdout.split(' ');
  writeFileSync(`${archive()}.sha256`, `${sum}  new.tar.gz\n`);
}

async function run(program: string, args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, ROOT: root, ANBAN_SYSTEMCTL: '/bin/true', ANBAN_VISIT_SECONDS: '2' };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: out + err };
}
const update = (...words: string[]) => run(join(ROOT, 'deploy/update.sh'), [archive(), ...words]);
const LOOKED_INTO = 'has no file RELEASE';

test('an archive without its SHA-256 is not looked into, unless one says so', async () => {
  expect(await update()).toEqual({ code: 1, said: expect.stringMatching(/new\.tar\.gz\.sha256 is missing/) });
  expect((await update('--unverified')).said).toContain(LOOKED_INTO);
  addSum();
  expect((await update()).said).toContain(LOOKED_INTO);
});

test('a sum that names another file is no sum of this one', async () => {
  put('stick/other', 'harmless');
  const sum = spawnSync('sha256sum', ['other'], { cwd: path('stick'), encoding: 'utf8' }).stdout;
  writeFileSync(`${archive()}.sha256`, sum);
  expect((await update()).said).toContain('its SHA-256 differs');
});

test('where a key is known, only what it signed is taken, and no folder', async () => {
  const [ours, theirs] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  put('etc/anban/release-key.pem', String(ours.publicKey.export({ type: 'spki', format: 'pem' })));
  const sign = (key: typeof ours.privateKey) => {
    put('key.pem', String(key.export({ type: 'pkcs8', format: 'pem' })));
    const words = [join(ROOT, 'deploy/signature.ts'), 'sign', `${archive()}.sha256`, path('key.pem')];
    expect(spawnSync(process.execPath, words).status).toBe(0);
  };
  addSum();
  const refused = 'not signed by whom this machine trusts';
  expect((await update()).said).toContain(refused);
  sign(theirs.privateKey);
  expect((await update()).said).toContain(refused);
  sign(ours.privateKey);
  expect((await update()).said).toContain(LOOKED_INTO);
  const folder = await run(join(ROOT, 'deploy/update.sh'), [path('stick/content/anban')]);
  expect(folder.said).toContain('a folder carries no signature');
});

test('somebody is served: the update waits for the end of the visit, and no longer than it may', async () => {
  const wait = () =>
    run('bash', ['-c', `set -euo pipefail; source "${ROOT}/deploy/lib.sh"; wait_for_visit && say free || say busy`]);
  serving = [true, false];
  expect((await wait()).said).toMatch(/somebody is being served[\s\S]*free/);
  serving = [true, true, true, true];
  expect((await wait()).said).toContain('busy');
  await new Promise((resolve) => bridge.close(resolve));
  expect((await wait()).said).toContain('free');
});
