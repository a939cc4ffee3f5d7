import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TREE = join(import.meta.dirname, '../..');

describe('a release, which has no emulated devices', () => {
  let release: string;

  beforeAll(() => {
    release = mkdtempSync(join(tmpdir(), 'anban-release-'));
    const filter = (path: string) => basename(path) !== 'node_modules' && !path.endsWith('.test.ts');
    for (const part of ['package.json', 'scripts', 'terminal-bridge'])
      cpSync(join(TREE, part), join(release, part), { recursive: true, filter });
    symlinkSync(join(TREE, 'node_modules'), join(release, 'node_modules'));
  });
  afterAll(() => rmSync(release, { recursive: true, force: true }));

  it('says that attacks cannot be simulated there, and ends with 3', async () => {
    const asked = ['scripts/anban.ts', 'face', 'pad', 'evaluate', '--runs', '1', '--kind', 'frozen'];
    const answer = await new Promise<{ code: unknown; words: string; table: string }>((resolve) => {
      execFile(process.execPath, asked, { cwd: release }, (error, table, words) =>
        resolve({ code: error?.code ?? 0, words, table }),
      );
    });
    expect(answer).toMatchObject({ code: 3, table: '' });
    expect(answer.words).toBe('anban: a release has no emulated camera: run this in the source tree\n');
  });
});
