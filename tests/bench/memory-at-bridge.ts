/**
 * The bridge's process over whole check-ins by face, with the emulated devices and the centre behind it. A module that its
 * Node is told to load first (memory-probe.ts) collects garbage and tells what is left; the bridge knows nothing of it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { makeCrowd, writePeople, writeRoster } from '../support/crowd.ts';
import { TestStack } from '../support/stack.ts';
import { TerminalClient } from '../support/terminal-client.ts';
import type { Sample } from './growth.ts';
import { heldByProcess } from './memory-of-process.ts';

/** As many people as the crowd has valid numbers for. */
export const MOST_CHECK_INS = 400;
/** Before them everything is still being made for the first time: 20 check-ins from the start looked like 80 kB each. */
const WARM_UP = 10;
const FACE = 'wang-jianhua';
const PROBE = fileURLToPath(new URL('./memory-probe.ts', import.meta.url));
const ANSWER_MS = 10_000;
const Answer = z.object({ heap: z.number(), external: z.number() });

export interface BridgeMemory {
  /** Bytes of JavaScript in use, and outside its heap (buffers), of the main thread. */
  readonly heap: readonly Sample[];
  readonly external: readonly Sample[];
  /** Bytes of the whole process. */
  readonly process: readonly Sample[];
  /** Check-ins that came to a number by face. */
  readonly accepted: number;
}

interface Course {
  readonly checkIns: number;
  /** A sample is taken after each so many. */
  readonly every: number;
  /** Bytes that a seeded leak keeps of every visit; 0: none. */
  readonly leak: number;
}

export async function bridgeOver({ checkIns, every, leak }: Course): Promise<BridgeMemory> {
  const folder = mkdtempSync(join(tmpdir(), 'anban-memory-'));
  const crowd = makeCrowd(WARM_UP + checkIns);
  const roster = writeRoster(join(folder, 'roster.csv'), crowd);
  const stack = await probed(folder, leak, () =>
    TestStack.start({
      peopleFile: writePeople(join(folder, 'people.json'), crowd, FACE),
      seed: async (centre) => void (await centre.anban('roster', 'import', roster, '--day', 'today')),
    }),
  );
  const heap: Sample[] = [];
  const external: Sample[] = [];
  const held: Sample[] = [];
  let accepted = 0;
  try {
    const client = await TerminalClient.open(stack.kioskUrl);
    await stack.panel.stand(FACE);
    for (const [index, { id }] of crowd.entries()) {
      await stack.panel.lay(id);
      await client.until(({ devices }) => devices.idCardReader.status === 'card-present');
      const visit = await client.checkIn({ byFace: true });
      const at = index + 1 - WARM_UP;
      if (at > 0 && visit.outcome === 'accepted') accepted += 1;
      await stack.panel.lift();
      await client.until(({ devices }) => devices.idCardReader.status === 'ready');
      if (at < 0 || at % every !== 0) continue;
      const left = await asked(folder, stack.pid('bridge'));
      heap.push({ at, value: left.heap });
      external.push({ at, value: left.external });
      held.push({ at, value: heldByProcess(stack.pid('bridge')) });
    }
    client.close();
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { heap, external, process: held, accepted };
}

/** Every process of ours that `start` starts loads the probe first; this one is as before afterwards. */
async function probed<T>(folder: string, leak: number, start: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, {
    NODE_OPTIONS: `${before.NODE_OPTIONS ?? ''} --import=${PROBE}`.trim(),
    ANBAN_PROBE_FOLDER: folder,
    ANBAN_PROBE_LEAK: String(leak),
  });
  try {
    return await start();
  } finally {
    for (const name of ['NODE_OPTIONS', 'ANBAN_PROBE_FOLDER', 'ANBAN_PROBE_LEAK']) delete process.env[name];
    if (before.NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = before.NODE_OPTIONS;
  }
}

/** What the probe in that process says. */
async function asked(folder: string, pid: number): Promise<z.infer<typeof Answer>> {
  const file = join(folder, `${pid}.json`);
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (const until = performance.now() + ANSWER_MS; performance.now() < until; await delay(20)) {
    const answer = read(file);
    if (answer !== null) return Answer.parse(JSON.parse(answer));
  }
  throw new Error(`the probe in process ${pid} does not answer`);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
