import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { expect, test } from 'vitest';
import { StoredFaces } from './stored-faces.ts';

test('a picture anywhere in the state folder is counted; publicity and other files are not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anban-faces-'));
  const clock = new ManualClock();
  const faces = new StoredFaces(folder, clock);
  writeFileSync(join(folder, 'store.sqlite'), 'SQLite format 3');
  mkdirSync(join(folder, 'playlist'));
  writeFileSync(join(folder, 'playlist', 'a'), Buffer.from('ffd8ffe0', 'hex'));
  expect(faces.count).toBe(0);
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep', 'x.tmp'), Buffer.from('ffd8ffe000104a46', 'hex'));
  writeFileSync(join(folder, 'portrait'), Buffer.from('574c66007e003200', 'hex'));
  await clock.advance(10_000);
  expect(faces.count).toBe(2);
  rmSync(folder, { recursive: true });
});
