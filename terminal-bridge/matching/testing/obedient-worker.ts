/** A worker without networks that does what the first byte of a frame says, to see how the pool bears it. */
import { parentPort } from 'node:worker_threads';
import type { FromWorker } from '../engine/messages.ts';
import { Task } from '../engine/messages.ts';

export const ORDERS = { answer: 0, die: 1, hang: 2, fail: 3, nonsense: 4 } as const;

const port = parentPort;
const tell = (message: FromWorker) => port?.postMessage(message);

port?.on('message', (message: unknown) => {
  const task = Task.parse(message);
  if (task.kind !== 'frame') return tell({ kind: 'described', id: task.id, descriptor: null });
  const order = task.jpeg[0];
  if (order === ORDERS.die) process.exit(1);
  if (order === ORDERS.fail) return tell({ kind: 'failed', id: task.id, error: 'RangeError' });
  if (order === ORDERS.nonsense) return port?.postMessage({ kind: 'observed', id: 'one' });
  if (order === ORDERS.answer)
    tell({ kind: 'observed', id: task.id, observation: { persons: 0, advice: 'look-at-camera', descriptor: null } });
});
if (port !== null) tell({ kind: 'ready' });
