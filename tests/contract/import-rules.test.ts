/** The house has walls: what a folder may import is checked by the linter, and this checks that the linter does. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIOME = join(ROOT, 'node_modules/.bin/biome');

/** Whether the linter, with the project's own rules, refuses `import '<specifier>'` in `file`. */
function refuses(file: string, specifier: string): boolean {
  const house = mkdtempSync(join(tmpdir(), 'anban-walls-'));
  copyFileSync(join(ROOT, 'biome.json'), join(house, 'biome.json'));
  mkdirSync(join(house, dirname(file)), { recursive: true });
  writeFileSync(join(house, file), `import { thing } from '${specifier}';\n\nexport const other = thing;\n`);
  const args = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--reporter=github', file];
  const run = spawnSync(BIOME, args, { cwd: house, encoding: 'utf8' });
  return `${run.stdout}${run.stderr}`.includes('lint/style/noRestrictedImports');
}

describe('a wall that must hold', () => {
  it.each([
    ['kiosk/session/a.ts', '../../terminal-bridge/visit/visit.ts'],
    ['kiosk/session/a.ts', '@anban/foundation/result'],
    ['terminal-bridge/visit/a.ts', '../../hardware-mocks/people/people.ts'],
    ['terminal-bridge/visit/a.ts', '../../server/db/pool.ts'],
    ['server/identity/a.ts', '@anban/terminal-bridge/protocol/messages'],
    ['hardware-mocks/camera/a.ts', '@anban/foundation/result'],
    ['hardware-mocks/camera/a.ts', '../../terminal-bridge/devices/serial/transport.ts'],
    ['foundation/a.ts', '@anban/server/contract/common'],
  ])('%s may not import %s', (file, specifier) => {
    expect(refuses(file, specifier)).toBe(true);
  });
});

describe('a door that must stay open', () => {
  it.each([
    ['kiosk/session/a.ts', '@anban/terminal-bridge/protocol/messages'],
    ['terminal-bridge/visit/a.ts', '@anban/server/contract/evidence'],
    ['terminal-bridge/visit/a.ts', '@anban/foundation/result'],
    ['terminal-bridge/visit/a.ts', '../evidence/chain.ts'],
    ['server/identity/a.ts', '../contract/evidence.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(refuses(file, specifier)).toBe(false);
  });
});
