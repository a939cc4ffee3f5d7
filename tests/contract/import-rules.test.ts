/** The house has walls: what a folder may import is checked by the linter, and this checks that the linter does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Whether the linter refuses `import '<specifier>'` in `file`. */
function refuses(file: string, specifier: string): boolean {
  const input = `import { thing } from '${specifier}';\n\nexport const other = thing;\n`;
  const args = ['lint', `--stdin-file-path=${file}`, '--only=style/noRestrictedImports'];
  return spawnSync('node_modules/.bin/biome', args, { cwd: ROOT, input }).status !== 0;
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
