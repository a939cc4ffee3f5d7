import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretFile } from './secret-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => () => Buffer.from(text);

test('made once, for its owner alone, with nothing left beside it', () => {
  const path = join(folder, 'keys', 'secret');
  expect(secretFile(path, bytes('first')).toString()).toBe('first');
  expect(secretFile(path, bytes('second')).toString()).toBe('first');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, 'keys'))).toEqual(['secret']);
});

test('another process makes it in the same moment: its secret stays, and is the one that both use', () => {
  const path = join(folder, 'secret');
  const slower = secretFile(path, () => {
    writeFileSync(path, 'of the other');
    return Buffer.from('mine');
  });
  expect(slower.toString()).toBe('of the other');
  expect(readFileSync(path, 'utf8')).toBe('of the other');
  expect(readdirSync(folder)).toEqual(['secret']);
});

test('what a killed process left half-written is not taken for the secret', () => {
  const path = join(folder, 'secret');
  writeFileSync(`${path}.new`, 'ha');
  expect(secretFile(path, bytes('whole')).toString()).toBe('whole');
});

test('a secret that cannot be made leaves no file', () => {
  const path = join(folder, 'secret');
  const broken = () => {
    throw new Error('no randomness');
  };
  expect(() => secretFile(path, broken)).toThrow('no randomness');
  expect(readdirSync(folder)).toEqual([]);
});
