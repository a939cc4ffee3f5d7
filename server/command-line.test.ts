import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, test } from 'vitest';
import { serverFolder, withCommonOptions } from './command-line.ts';

const place = mkdtempSync(join(tmpdir(), 'anban-data-'));
afterAll(() => rmSync(place, { recursive: true }));

test("the folder of npm start stands for the server's inside it; any other is taken as it is named", () => {
  expect(serverFolder(place)).toBe(place);
  mkdirSync(join(place, 'server', 'keys'), { recursive: true });
  expect(serverFolder(place)).toBe(join(place, 'server'));
  expect(serverFolder(join(place, 'server'))).toBe(join(place, 'server'));
  expect(serverFolder(undefined)).toBeUndefined();
});

test('the help of a command says which of its options it needs', () => {
  const command = withCommonOptions(
    new Command().requiredOption('--until <day>', 'last day').option('--from <day>', 'first'),
  );
  const help = command.helpInformation();
  expect(help).toMatch(/--until <day> +last day \(required\)/);
  expect(help).not.toMatch(/--from.*\(required\)/);
});
