/**
 * The voice of the terminal, made without any network: espeak-ng speaks each text, ffmpeg packs it as Opus. It sounds
 * like a machine; a studio's recordings replace it clip by clip (kiosk/README.md). Without espeak-ng there is no voice,
 * the terminal says so and works all the same.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { aptInstall, canUseApt } from './apt.ts';
import { type Clip, layClips, listClips } from './voice-clips.ts';

const run = promisify(execFile);
const TOOLS = [
  { name: 'espeak-ng', file: '/usr/bin/espeak-ng' },
  { name: 'ffmpeg', file: '/usr/bin/ffmpeg' },
];
/** So many clips in one run of ffmpeg: starting it costs more than a clip. */
const BATCH = 30;

/** Which of the tools are missing after an attempt to install them. */
export function missingTools(say: (line: string) => void): readonly string[] {
  const missing = () => TOOLS.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing().length > 0 && canUseApt()) {
    say(`installing ${missing().join(', ')} with apt …`);
    aptInstall(missing());
  }
  return missing();
}

/** Makes every clip that is missing. Needs the tools. A clip is there whole or not at all. */
export async function makeClips(clips: readonly Clip[], say: (line: string) => void): Promise<number> {
  const wanted = [
    ...new Map(clips.filter(({ source }) => source === 'missing').map((clip) => [clip.file, clip])).values(),
  ];
  if (wanted.length === 0) return 0;
  say(`making ${wanted.length} clips of the voice (about ${Math.ceil(wanted.length / 12)} seconds, once) …`);
  for (let i = 0; i < wanted.length; i += BATCH) {
    await makeBatch(wanted.slice(i, i + BATCH));
    if (i > 0 && (i / BATCH) % 5 === 0) say(`${i} of ${wanted.length} clips made …`);
  }
  say(`all ${wanted.length} clips of the voice are made`);
  return wanted.length;
}

async function makeBatch(batch: readonly Clip[]): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  mkdirSync(dirname(first.file), { recursive: true });
  const bench = mkdtempSync(join(dirname(first.file), 'making-'));
  try {
    for (const [i, { voice, text }] of batch.entries()) {
      await run('espeak-ng', ['-v', voice, '-s', '150', '-z', '-w', join(bench, `${i}.wav`), '--', text]);
    }
    const inputs = batch.flatMap((_, i) => ['-i', join(bench, `${i}.wav`)]);
    const outputs = batch.flatMap((_, i) => [
      '-map',
      `${i}`,
      '-c:a',
      'libopus',
      '-b:a',
      '24k',
      join(bench, `${i}.opus`),
    ]);
    await run('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, ...outputs]);
    for (const [i, { file }] of batch.entries()) renameSync(join(bench, `${i}.opus`), file);
  } finally {
    rmSync(bench, { recursive: true, force: true });
  }
}

/** Everything for the set-up: tools, clips, and their place beside the page. Never fails: tells what is not there. */
export async function provideVoice(root: string, say: (line: string) => void): Promise<void> {
  try {
    const missing = missingTools(say);
    if (missing.length === 0) await makeClips(await listClips(root), say);
    else say(`no ${missing.join(' and no ')}: voice guidance has only recorded clips, or is shown as not available`);
  } catch (error) {
    say(`the clips of the voice could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
  layClips(await listClips(root), join(root, 'kiosk/dist'));
}
