import { fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { replaceDurably } from './durable-file.ts';

/** What reached the disk in which order, and what would be there if the power went at that moment. */
const steps = vi.hoisted(() => ({ seen: [] as string[], look: (): string => '' }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    fsyncSync: (file: number) => {
      fs.fsyncSync(file);
      steps.seen.push(`${fstatSync(file).isDirectory() ? 'folder' : 'file'} synced: ${steps.look()}`);
    },
  };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-durable-'));
  steps.seen = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the new content is on the disk before it takes the place of the old, and its name after it', () => {
  const path = join(folder, 'list.json');
  writeFileSync(path, 'old');
  steps.look = () => readFileSync(path, 'utf8');
  replaceDurably(path, 'new');
  expect(steps.seen).toEqual(['file synced: old', 'folder synced: new']);
});

test('for its owner alone, and what a power cut left half-written is not in the way', () => {
  const path = join(folder, 'picture');
  writeFileSync(`${path}.new`, 'half of somet', { mode: 0o600 });
  steps.look = () => '';
  replaceDurably(path, Buffer.from([1, 2, 3]));
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['picture']);
});
