/**
 * One card read (find, select, read) over the time that its 1295 bytes alone take on the line at 115200 baud, 8-N-1.
 * The emulated reader is a process of its own and keeps the line's pace. Prints one JSON line.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { findTwice, readFoundCard } from '../../terminal-bridge/devices/id-card-reader/card-read.ts';
import { probe } from '../../terminal-bridge/devices/id-card-reader/probe.ts';
import { SdtProtocol } from '../../terminal-bridge/devices/id-card-reader/protocol.ts';
import { openSerialPort } from '../../terminal-bridge/devices/serial/serialport-transport.ts';

const READS = 40;
const WARM_UP = 5;
const LINE_MS = (1295 * 10 * 1000) / 115_200;

const folder = mkdtempSync(join(tmpdir(), 'anban-card-read-'));
const path = join(folder, 'reader');
const program = fileURLToPath(new URL('../../hardware-mocks/id-card-reader/main.ts', import.meta.url));
const emulator = spawn(process.execPath, [program, '--link', path, '--lay', 'wang-jianhua'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});

try {
  for await (const line of createInterface({ input: emulator.stdout })) if (line.includes('ready')) break;
  const times = await measure();
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  const figures = {
    reads: times.length,
    lineMs: rounded(LINE_MS),
    readMsP50: rounded(at(0.5)),
    readMsP95: rounded(at(0.95)),
    ratio: rounded(at(0.5) / LINE_MS),
    goal: 1.15,
  };
  process.stdout.write(`${JSON.stringify({ name: 'card-read', figures })}\n`);
} finally {
  emulator.kill();
  rmSync(folder, { recursive: true });
}

/** Milliseconds of each read, shortest first. */
async function measure(): Promise<number[]> {
  const protocol = new SdtProtocol(unwrap(await openSerialPort(path, 115_200)), systemClock);
  const { signal } = new AbortController();
  unwrap(await probe(protocol, signal, { likely: 115_200, patienceMs: 1000, question: 'status' }));
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + READS; i++) {
    const startedAt = performance.now();
    unwrap(await findTwice(protocol, signal));
    unwrap(await readFoundCard(protocol, signal));
    if (i >= WARM_UP) times.push(performance.now() - startedAt);
  }
  await protocol.close();
  return times.sort((a, b) => a - b);
}
