/** `anban face model add` given files and words that are not what they should be. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { register } from './command.ts';
import { recordFileOf } from './engine/model-file.ts';
import { smallModel } from './testing/onnx-model.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-model-add-'));
  writeFileSync(join(folder, 'small.onnx'), smallModel());
  writeFileSync(join(folder, 'junk.onnx'), Buffer.alloc(3000, 171));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `anban face …` writes, and its exit code. */
async function run(line: string): Promise<{ exit: unknown; told: string }> {
  const anban = new Command('anban').exitOverride();
  anban.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  register(anban);
  const told: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => told.push(String(text)) > 0),
  );
  const before = process.exitCode;
  try {
    await anban.parseAsync(line.replaceAll('DIR', folder).split(' '), { from: 'user' });
    return { exit: process.exitCode, told: told.join('') };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
const isRecorded = (name: string) => existsSync(recordFileOf(join(folder, name)));
const DESCRIBED = '--layout rgb --metric cosine --licence mine';

// Bug: 3,000 random bytes were "added"; the first to notice was a terminal whose matcher was out of service.
it('a file that is no model is refused when it is added, and no record is left', async () => {
  const { exit, told } = await run(`face model add DIR/junk.onnx ${DESCRIBED}`);
  expect(exit).toBe(3);
  expect(told).toContain('is no model that can be loaded');
  expect(told).not.toContain('npm ci');
  expect(isRecorded('junk.onnx')).toBe(false);
});

// Bug: the advice was to install everything anew.
it('a model that was exchanged after it was added, record and all, is blamed itself and not the installation', async () => {
  const { sha256 } = JSON.parse((await run(`face model add DIR/small.onnx ${DESCRIBED} --json`)).told);
  const record = readFileSync(recordFileOf(join(folder, 'small.onnx')), 'utf8');
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, 'junk.onnx')))
    .digest('hex');
  writeFileSync(recordFileOf(join(folder, 'junk.onnx')), record.replace(sha256, digest));
  writeFileSync(join(folder, 'pairs.csv'), 'fileA,fileB,same\njunk.onnx,junk.onnx,1\n');
  const { exit, told } = await run('face evaluate DIR/pairs.csv --model DIR/junk.onnx --json');
  rmSync(recordFileOf(join(folder, 'junk.onnx')));
  expect(exit).toBe(3);
  expect(JSON.parse(told.slice(told.indexOf('{'))).error).toMatchObject({ name: 'ModelError', code: 'M04' });
});

// Bug: each of these was told as "not on the list: describe it", with 3.
it.each([
  ['--layout xyz', '--layout xyz --metric cosine --licence mine'],
  ['--metric of another name', '--layout rgb --metric manhattan --licence mine'],
  ['--std 0', `${DESCRIBED} --std 0`],
  ['--mean that is no number', `${DESCRIBED} --mean abc`],
])('%s is wrong usage', async (_, options) => {
  await expect(run(`face model add DIR/small.onnx ${options}`)).rejects.toBeInstanceOf(CommanderError);
});

it('a description of which something was left out is wrong usage, and what is missing is named', async () => {
  const { exit, told } = await run('face model add DIR/small.onnx --layout rgb');
  expect(exit).toBe(2);
  expect(told).toContain('give --metric cosine|euclidean, --licence TEXT, too');
});

it('a model that fits is recorded with what was said of it', async () => {
  const { exit, told } = await run(`face model add DIR/small.onnx ${DESCRIBED} --std 128 --json`);
  expect(exit).toBe(0);
  expect(JSON.parse(told)).toMatchObject({ name: 'small.onnx', layout: 'rgb', mean: 127.5, std: 128 });
  expect(isRecorded('small.onnx')).toBe(true);
});
