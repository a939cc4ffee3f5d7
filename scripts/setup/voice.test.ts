import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClips } from './voice.ts';
import type { Clip } from './voice-clips.ts';

const TOOLS = ['/usr/bin/espeak-ng', '/usr/bin/ffmpeg'].every((file) => existsSync(file));

test.skipIf(!TOOLS)('making clips says when it begins and when all of them are made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anban-voice-'));
  const clip = (id: string): Clip => ({
    id,
    text: '请',
    language: 'zh',
    voice: 'cmn',
    source: 'missing',
    file: join(folder, `${id}.opus`),
  });
  const clips = [clip('one'), clip('two')];
  const said: string[] = [];
  try {
    expect(await makeClips(clips, (line) => said.push(line))).toBe(2);
    expect(clips.map(({ file }) => existsSync(file))).toEqual([true, true]);
    expect([said[0], said.at(-1)]).toEqual([
      expect.stringContaining('making 2 clips'),
      'all 2 clips of the voice are made',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
