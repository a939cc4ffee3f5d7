import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serverFolder } from './command-line.ts';

const place = mkdtempSync(join(tmpdir(), 'anban-data-'));
afterAll(() => rmSync(place, { recursive: true }));

test("the folder of npm start stands for the server's inside it; any other is taken as it is named", () => {
  expect(serverFolder(place)).toBe(place);
  mkdirSync(join(place, 'server', 'keys'), { recursive: true });
  expect(serverFolder(place)).toBe(join(place, 'server'));
  expect(serverFolder(join(place, 'server'))).toBe(join(place, 'server'));
  expect(serverFolder(undefined)).toBeUndefined();
});
