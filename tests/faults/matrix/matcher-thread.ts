/**
 * An engine's thread without networks, which does what a file says, whose path stands in for that of a model: whoever has
 * the same first byte is the same person.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { type FromWorker, Task, WorkerSettings } from '../../../terminal-bridge/matching/engine/messages.ts';
import type { LineFault } from './faults.ts';
import { letFall, readState } from './helper-state.ts';

/** Long for a message between threads. */
const PAUSE_MS = 20;
const { modelFile: file = '' } = WorkerSettings.parse(workerData);

if (!readState(file).present) process.exit(1);
await say({ kind: 'ready' }, null);
parentPort?.on('message', (message: unknown) => {
  const task = Task.parse(message);
  if (task.kind === 'portrait') {
    void say({ kind: 'described', id: task.id, descriptor: descriptorOf(task.portrait.data) }, task.id);
  }
  if (task.kind === 'frame') {
    const observation = { persons: 1, advice: null, descriptor: descriptorOf(task.jpeg) };
    void say({ kind: 'observed', id: task.id, observation }, task.id);
  }
});

/** `id`: of the task that it answers. */
async function say(answer: FromWorker, id: number | null): Promise<void> {
  const { fault } = readState(file);
  if (fault === 'slow') await delay(PAUSE_MS);
  const message = spoilt(answer, fault, id);
  if (message !== null) parentPort?.postMessage(message);
  // What answers another question leaves its own without one.
  if (message === null || fault === 'wrong answer') letFall(file, threadId);
}

function spoilt(answer: FromWorker, fault: LineFault | null, id: number | null): object | null {
  if (fault === 'silence') return null;
  if (fault === 'garbage') return { kind: 'observed', id: 'one', observation: { persons: Number.NaN } };
  if (fault === 'wrong answer') return { kind: 'described', id: (id ?? 0) - 1, descriptor: null };
  return answer;
}

/** Far from everybody else's. */
function descriptorOf([person = 0]: Uint8Array | Uint8ClampedArray): Float32Array {
  const descriptor = new Float32Array(128);
  descriptor[person % descriptor.length] = 1;
  return descriptor;
}
