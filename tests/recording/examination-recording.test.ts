/** 鉴定现场录音录像 with real ffmpeg and real files: what plays, what is listed, what survives a death. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultOfList, type RecordingEntry, RecordingList } from '@anban/server/contract/recordings';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CameraEmulator } from '../../hardware-mocks/camera/emulator.ts';
import { readChain } from '../../terminal-bridge/examination-recording/chain-file.ts';
import { ffmpegEncoder } from '../../terminal-bridge/examination-recording/encoder.ts';
import { sha256, verifyFile } from '../../terminal-bridge/examination-recording/inspect.ts';
import { KEY, played, type Room, room, SILENCE, subject, textOf } from './room.ts';

const CHILD = join(import.meta.dirname, 'recorder-child.ts');
const WAIT = { timeout: 40_000, interval: 100 };

let camera: CameraEmulator;
let root: string;
let open: Room | null = null;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  camera = new CameraEmulator({ port: 0, fps: 15, width: 320, height: 240 });
  await camera.start();
  camera.show({ kind: 'person', id: 'li-xiuying' });
});
afterAll(() => camera.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anban-recording-'));
});
afterEach(async () => {
  await open?.close();
  open = null;
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(root, { recursive: true, force: true });
});

function begun(change: Parameters<typeof room>[2] = {}): Room {
  open = room(root, camera.url, change);
  return open;
}

async function started({ recorder }: Room): Promise<string> {
  const answer = await recorder.start(subject());
  if (!answer.ok) throw new Error(answer.fault);
  return answer.value.id;
}

const entries = (id: string): RecordingEntry[] => readChain(join(root, 'recordings', id, 'chain.jsonl')).entries;
const segments = (id: string) => entries(id).flatMap((entry) => (entry.kind === 'segment' ? [entry] : []));
const causes = (id: string) => entries(id).flatMap((entry) => (entry.kind === 'gap' ? [entry.cause] : []));
const manifestOf = (id: string) => textOf(join(root, 'recordings', id, 'manifest.json'));

/** Streams with their counted frames, as another program sees the file. */
function probe(content: Buffer): { video: number; audio: number; start: number } {
  const path = join(root, 'probe.mp4');
  writeFileSync(path, content);
  const args = ['-v', 'error', '-count_frames', '-show_entries', 'stream=codec_type,nb_read_frames:format=start_time'];
  const run = spawnSync('ffprobe', [...args, '-of', 'compact', path], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const frames = (kind: string) =>
    Number(new RegExp(`codec_type=${kind}\\|nb_read_frames=(\\d+)`).exec(run.stdout)?.[1]);
  return { video: frames('video'), audio: frames('audio'), start: Number(/start_time=([\d.]+)/.exec(run.stdout)?.[1]) };
}

async function child(what: 'start' | 'resume'): Promise<{ process: ChildProcess; id: string }> {
  const process_ = spawn(process.execPath, [CHILD, root, camera.url, what], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(process_);
  const [line] = await once(process_.stdout, 'data');
  return { process: process_, id: JSON.parse(String(line)).id };
}

describe('a recording', () => {
  it('is a row of files that play each for itself from zero, listed with their true counts, and signed', async () => {
    const { recorder } = begun();
    const id = await started(open ?? begun());
    await vi.waitFor(() => expect(segments(id).length).toBeGreaterThanOrEqual(2), WAIT);
    await recorder.stop('signed');
    for (const { index, digest, pictures, bytes } of segments(id)) {
      const content = played(root, id, index);
      expect([sha256(content), content.length]).toEqual([digest, bytes]);
      const { video, audio, start } = probe(content);
      expect(video).toBe(pictures);
      expect(audio).toBeGreaterThan(0);
      expect(start).toBeLessThan(0.1);
    }
    const [first, second] = segments(id);
    expect(first?.pictures).toBe(4 * 12);
    expect(second?.from).toBe(first?.until);
    const list = RecordingList.parse(JSON.parse(manifestOf(id)));
    expect(faultOfList(list)).toBeNull();
    expect(entries(id).at(-1)).toMatchObject({ kind: 'ended', why: 'signed' });
    expect(causes(id)).toEqual([]);
    const verdict = verifyFile(played(root, id, 1), manifestOf(id), KEY.publicKey);
    expect(verdict).toMatchObject({ genuine: true, signature: 'valid', segment: { recordingId: id, index: 1 } });
    const changed = played(root, id, 1);
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
    expect(verifyFile(changed, manifestOf(id), KEY.publicKey)).toMatchObject({ genuine: false, fault: 'unknown-file' });
  });

  it('leaves nothing on the disk that anybody could play', async () => {
    const { recorder, folder } = begun();
    const id = await started(open ?? begun());
    await recorder.stop('officer');
    const names = readdirSync(join(folder, id));
    expect(names).toContain('000001.seg');
    for (const name of names) {
      const bytes = readFileSync(join(folder, id, name));
      for (const mark of ['ftyp', 'moof', 'mdat', 'avc1', 'JFIF'])
        expect(bytes.includes(mark), `${name} ${mark}`).toBe(false);
    }
    expect(played(root, id, 1).includes('ftyp')).toBe(true);
  });
});

describe('no recording is begun', () => {
  it('without room on the disk for the planned length and the reserve', async () => {
    const { recorder, folder } = begun({ free: () => 64 * 1024 * 1024 });
    expect(await recorder.start(subject())).toEqual({ ok: false, fault: 'diskSpace' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('without a living microphone: nothing but zeros is none', async () => {
    const { recorder } = begun({ sound: SILENCE });
    expect(await recorder.start(subject())).toEqual({ ok: false, fault: 'microphoneSilent' });
  });

  it('without an encoder, and the attempt stands in the list as failed', async () => {
    const picture = { picturesPerSecond: 12, width: 320, height: 240, videoKbps: 1000 };
    const { recorder, folder } = begun({ startEncoder: ffmpegEncoder({ ffmpeg: '/nowhere/ffmpeg', ...picture }) });
    expect(await recorder.start(subject())).toEqual({ ok: false, fault: 'encoderFailed' });
    const [id = ''] = readdirSync(folder);
    expect(entries(id).at(-1)).toMatchObject({ kind: 'ended', why: 'failed' });
    expect(recorder.view.recording).toBeNull();
  });

  it('while another one runs', async () => {
    const { recorder } = begun();
    await started(open ?? begun());
    expect(await recorder.start(subject())).toEqual({ ok: false, fault: 'alreadyRecording' });
  });
});

describe('killed with SIGKILL', () => {
  it('ffmpeg: a new one goes on in a new segment, and the gap is listed', async () => {
    const pids: number[] = [];
    const real = begun();
    const id = await started(real);
    for (const pid of encodersOf(process.pid)) pids.push(pid);
    expect(pids.length).toBe(1);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(causes(id)).toContain('encoder-failed'), WAIT);
    await real.recorder.stop('signed');
    const [first, second] = segments(id);
    expect([first?.index, second?.index]).toEqual([1, 2]);
    for (const { index } of segments(id)) probe(played(root, id, index));
    const gap = entries(id).find((entry) => entry.kind === 'gap');
    expect(gap).toMatchObject({ cause: 'encoder-failed', from: first?.until, until: second?.from });
    expect(faultOfList(RecordingList.parse(JSON.parse(manifestOf(id))))).toBeNull();
  });

  it('the bridge: what was on the disk of the open segment is kept and marked, and the next start goes on', async () => {
    const first = await child('start');
    first.process.kill('SIGKILL');
    await once(first.process, 'close');
    expect(segments(first.id)).toEqual([]);
    const second = await child('resume');
    expect(second.id).toBe(first.id);
    await vi.waitFor(() => expect(causes(first.id)).toContain('recorder-stopped'), WAIT);
    second.process.kill('SIGKILL');
    await once(second.process, 'close');
    const third = begun();
    third.recorder.resume();
    await vi.waitFor(() => expect(causes(first.id).length).toBe(2), WAIT);
    await third.recorder.stop('signed');
    const listed = segments(first.id);
    expect(listed.map(({ complete }) => complete)).toEqual([false, false, true]);
    for (const { index, digest } of listed) {
      const content = played(root, first.id, index);
      expect(sha256(content)).toBe(digest);
      probe(content);
    }
    const gaps = entries(first.id).flatMap((entry) => (entry.kind === 'gap' ? [entry] : []));
    expect(gaps.map(({ from }) => from)).toEqual(listed.slice(0, 2).map(({ until }) => until));
    expect(faultOfList(RecordingList.parse(JSON.parse(manifestOf(first.id))))).toBeNull();
  });
});

describe('while it runs', () => {
  it('a disk that fills up ends it in order and loudly', async () => {
    let free = 1e12;
    const { recorder, logged } = begun({ free: () => free });
    const id = await started(open ?? begun());
    free = 1024;
    await vi.waitFor(() => expect(entries(id).at(-1)).toMatchObject({ kind: 'ended', why: 'disk-full' }), WAIT);
    await vi.waitFor(() => expect(logged.join('')).toContain('recording-ended'), WAIT);
    expect(recorder.view.recording).toBeNull();
    for (const { index } of segments(id)) probe(played(root, id, index));
  });

  it('a camera that is lost is black in the file and a gap in the list, and comes back', async () => {
    const own = new CameraEmulator({ port: 0, fps: 15, width: 320, height: 240 });
    await own.start();
    own.show({ kind: 'person', id: 'li-xiuying' });
    open = room(root, own.url);
    const id = await started(open);
    const { recorder } = open;
    await own.close();
    await vi.waitFor(() => expect(recorder.view.recording?.troubles).toContain('picture-missing'), WAIT);
    await recorder.stop('signed');
    expect(causes(id)).toContain('picture-missing');
    expect(segments(id).reduce((sum, { pictures }) => sum + pictures, 0)).toBeGreaterThan(30);
  });
});

/** Process ids of the encoders that `parent` started. */
function encodersOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes('libx264'))
    .map((line) => Number.parseInt(line, 10));
}
