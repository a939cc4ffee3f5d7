/** Asking for a new browser. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BridgeLog } from '../log.ts';
import { restartPage } from './restart-page.ts';

let folder: string;
let logged: string[];
const log: BridgeLog = { write: (event) => void logged.push(event) };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-restart-'));
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('leaves the file that systemd watches for, as often as it is asked', () => {
  const pageRestartFile = join(folder, 'restart-page');
  expect(restartPage({ pageRestartFile }, log)).toBe(true);
  expect(restartPage({ pageRestartFile }, log)).toBe(true);
  expect(existsSync(pageRestartFile)).toBe(true);
  expect(logged).toEqual(['page-restart-asked', 'page-restart-asked']);
});

test('without anybody who watches it says so, and never throws', () => {
  expect(restartPage({ pageRestartFile: null }, log)).toBe(false);
  expect(restartPage({ pageRestartFile: join(folder, 'gone', 'restart-page') }, log)).toBe(false);
  expect(logged).toEqual(['page-restart-impossible', 'page-restart-impossible']);
});
