/** What an examination recording costs: processor of recorder and encoder, and disk, per hour. Prints one JSON line. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CameraEmulator } from '../../hardware-mocks/camera/emulator.ts';
import { room, subject } from '../recording/room.ts';

const SECONDS = 60;
const HOUR = 3600;
const TICKS_PER_SECOND = 100;

const root = mkdtempSync(join(tmpdir(), 'anban-bench-recording-'));
const camera = new CameraEmulator({ port: 0, fps: 15 });
await camera.start();
camera.show({ kind: 'person', id: 'li-xiuying' });
const { recorder, folder, close } = room(root, camera.url, { segmentSeconds: 20, width: 640, height: 480 });
const asked = performance.now();
const started = await recorder.start(subject());
if (!started.ok) throw new Error(started.fault);
const startMs = performance.now() - asked;
const children = childrenOf(process.pid);
const before = children.map(cpuSeconds);
const began = performance.now();
await pause(SECONDS * 1000);
const spent = children.map((pid, at) => cpuSeconds(pid) - (before[at] ?? 0));
const lasted = (performance.now() - began) / 1000;
const stopping = performance.now();
await recorder.stop('signed');
const stopMs = performance.now() - stopping;
const place = join(folder, started.value.id);
const names = readdirSync(place).filter((name) => name.endsWith('.seg'));
const bytes = names.reduce((sum, name) => sum + statSync(join(place, name)).size, 0);
const total = spent.reduce((sum, one) => sum + one, 0);
await close();
await camera.close();
rmSync(root, { recursive: true, force: true });

process.stdout.write(
  `${JSON.stringify({
    name: 'examination recording',
    figures: {
      'picture and sound': '640×480 at 12/s, H.264 + AAC 48 kbit/s',
      'recorded, s': round(lasted),
      'ffmpeg processes, CPU % of one core': round((total / lasted) * 100),
      'CPU per hour, core minutes': round((total / lasted) * (HOUR / 60)),
      'disk per hour, MB': round(((bytes / (lasted + startMs / 1000)) * HOUR) / 1e6),
      'disk per hour at the ceiling, MB': round(((1048 * 125 * HOUR) / 1e6) * 1.05),
      'start to first seconds on the disk, ms': Math.round(startMs),
      'stop to signed manifest, ms': Math.round(stopMs),
    },
  })}\n`,
);
process.exit(0);

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes('ffmpeg'))
    .map((line) => Number.parseInt(line, 10));
}

/** User and system time of a process (fields 14 and 15 of proc(5) stat). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
