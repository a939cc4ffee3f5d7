/** All commands of the bridge against one table: how they end, and one shape of failures under --json. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import * as documentCamera from '../devices/document-camera/command.ts';
import * as idCard from '../devices/id-card-reader/command.ts';
import * as print from '../devices/page-printer/command.ts';
import * as qr from '../devices/qr-scanner/command.ts';
import * as ssc from '../devices/social-security-card/command.ts';
import * as diagnose from '../diagnostics/command.ts';
import * as recording from '../examination-recording/command.ts';
import * as face from '../matching/command.ts';

const MODULES = [idCard, ssc, qr, documentCamera, print, diagnose, recording, face];
/** Nobody listens on port 1 of a machine for tests. */
const NOBODY = '127.0.0.1:1';
const Answer = z.strictObject({
  error: z.strictObject({
    name: z.string().regex(/^[A-Za-z]+(-[a-z]+)*$/),
    code: z.string().regex(/^[A-Z]\d{2}$/),
    message: z.string().min(1),
    hint: z.string().min(1),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-commands-'));
  writeFileSync(join(folder, 'page.pdf'), '%PDF-1.7\n');
  writeFileSync(join(folder, 'page.txt'), 'no PDF');
  writeFileSync(join(folder, 'wrong.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

function program(): Command {
  const anban = new Command('anban').exitOverride((error) => {
    throw error;
  });
  anban.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  for (const module of MODULES) module.register(anban);
  return anban;
}

/** Runs a command here: what it writes to standard output, and its exit code. DIR stands for the test's folder. */
async function run(line: string) {
  const out: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
  ];
  const before = process.exitCode;
  try {
    await program().parseAsync(line.replaceAll('DIR', folder).split(' '), { from: 'user' });
    return { exit: process.exitCode, out: out.join('') };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

it.each([
  ['id-card read --port DIR/none --timeout 0.1', 3, 'readerUnplugged'],
  ['id-card set-speed 57600 --port DIR/none', 3, 'readerUnplugged'],
  ['qr read --port DIR/none --timeout 0.1', 3, 'scannerUnplugged'],
  ['qr read --dialect listen-only --port DIR/none --timeout 0.1', 3, 'scannerUnplugged'],
  [`document-camera shoot --source http://${NOBODY}/ --out DIR/a.jpg --timeout 0.2`, 3, 'documentCameraLost'],
  [`document-camera shoot --source http://${NOBODY}/ --out DIR/none/a.jpg --timeout 9`, 3, 'fileNotWritten'],
  [`print DIR/page.pdf --printer ipp://${NOBODY}/ --timeout 1`, 3, 'pagePrinterUnreachable'],
  [`print DIR/page.txt --printer ipp://${NOBODY}/`, 2, 'notPdf'],
  [`print DIR/none.pdf --printer ipp://${NOBODY}/`, 2, 'fileMissing'],
  [`diagnose --url http://${NOBODY}/`, 3, 'noBridge'],
  ['diagnose --config DIR/none.json', 2, 'configWrong'],
  ['diagnose --config DIR/wrong.json', 2, 'configWrong'],
  ['recording status --config DIR/none.json', 2, 'configWrong'],
  ['recording list --config DIR/wrong.json', 2, 'configWrong'],
  [`recording verify DIR/page.txt --server http://${NOBODY} --token t`, 3, 'centreUnreachable'],
  ['face evaluate DIR/none.csv', 3, 'PairsError'],
  ['face evaluate DIR/page.txt', 2, 'PairsError'],
] as const)('anban %s --json ends with %d and says %s in the one shape', async (line, exit, name) => {
  const ended = await run(`${line} --json`);
  expect(ended.out.trim().split('\n')).toHaveLength(1);
  expect(Answer.parse(JSON.parse(ended.out)).error.name).toBe(name);
  expect(ended.exit).toBe(exit);
  // Without --json nothing is on standard output that a program could take for an answer.
  expect((await run(line)).out).toBe('');
});

it('anban ssc read says that it cannot be used, whether binding, service or reader is missing', async () => {
  const { exit, out } = await run('ssc read --reader no-such-reader --timeout 5 --json');
  const { name } = Answer.parse(JSON.parse(out)).error;
  expect(['sscLibraryMissing', 'sscServiceMissing', 'sscReaderMissing']).toContain(name);
  expect(exit).toBe(3);
}, 20_000);

// Was told on standard error only.
it('anban face calibrate --json says in the one shape how many pairs are missing', async () => {
  const photo = join(
    dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
    'demo/sample6.jpg',
  );
  writeFileSync(join(folder, 'few.csv'), `fileA,fileB,same\n${photo},${photo},1\n`);
  const { exit, out } = await run('face calibrate DIR/few.csv --out DIR/made.json --population me --json');
  expect(Answer.parse(JSON.parse(out)).error).toMatchObject({
    name: 'tooFewPairs',
    details: { moreGenuine: 59, moreImpostor: 3000 },
  });
  expect(exit).toBe(1);
  expect(existsSync(join(folder, 'made.json'))).toBe(false);
}, 60_000);

it.each([
  'id-card read',
  'id-card read --port /dev/ttyUSB0 --hid 2B8B:2721',
  'id-card read --hid 2B8B',
  'id-card read --port /dev/ttyUSB0 --hid-path /dev/hidraw0',
  'id-card read --port /dev/ttyUSB0 --timeout 0',
  'id-card read --port /dev/ttyUSB0 --timeout soon',
  'id-card read --port /dev/ttyUSB0 --colour',
  'id-card set-speed 57600',
  'id-card set-speed 1200 --port /dev/ttyUSB0',
  'qr read',
  'qr read --port /dev/ttyACM0 --timeout soon',
  'qr read --port /dev/ttyACM0 --dialect morse',
  'ssc read --timeout -1',
  'ssc read --colour',
  'document-camera shoot --source nowhere --out a.jpg',
  'document-camera shoot --source /dev/video2',
  `print a.pdf --printer ftp://${NOBODY}/`,
  `print a.pdf --printer ipp://${NOBODY}/ --copies 21`,
  'diagnose --wait 0',
  'diagnose --url ftp://127.0.0.1/',
  'recording start --config a.json',
  'face verify a.jpg',
])('anban %s is used wrongly', async (line) => {
  // Commander says 1, of which the dispatcher makes 2 for every command.
  await expect(run(line)).rejects.toBeInstanceOf(CommanderError);
});

it('every help says what the exit codes mean, and every --json what a failure looks like', () => {
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  for (const command of leaves(program())) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    const where = `${command.parent?.name()} ${command.name()}`;
    expect(help, where).toMatch(/Exit codes?/);
    if (command.options.some(({ long }) => long === '--json'))
      expect(help, where).toContain('{error: {name, code, message, hint');
  }
});
