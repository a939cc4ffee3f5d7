/** A worker thread with one engine. It answers tasks in the order in which they come. */
import { parentPort, workerData } from 'node:worker_threads';
import { faceApiEmbedder } from './embedder.ts';
import { LocalEngine } from './local-engine.ts';
import { type FromWorker, Task, WorkerSettings } from './messages.ts';
import { loadNetworks } from './networks.ts';
import { loadOnnxEmbedder } from './onnx-embedder.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const tell = (message: FromWorker, moved: Float32Array | null = null) =>
  port.postMessage(message, moved?.buffer instanceof ArrayBuffer ? [moved.buffer] : []);

try {
  const settings = WorkerSettings.parse(workerData);
  const networks = await loadNetworks(settings.wasmFolder);
  const { modelFile } = settings;
  const embedder = modelFile === undefined ? faceApiEmbedder(networks) : await loadOnnxEmbedder(modelFile);
  const engine = new LocalEngine(networks, embedder);
  await engine.warmUp();
  let last: Promise<void> = Promise.resolve();
  port.on('message', (message: unknown) => {
    last = last.then(() => answer(engine, Task.parse(message)));
  });
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'start-failed', why: error instanceof Error ? error.message : String(error) });
}

async function answer(engine: LocalEngine, task: Task): Promise<void> {
  try {
    if (task.kind === 'frame') {
      const observation = await engine.observe(task.jpeg);
      task.jpeg.fill(0);
      tell({ kind: 'observed', id: task.id, observation }, observation.descriptor);
    } else if (task.kind === 'watch') {
      const signs = await engine.watch(task.jpeg);
      task.jpeg.fill(0);
      tell({ kind: 'watched', id: task.id, signs });
    } else if (task.kind === 'portrait') {
      const descriptor = await engine.describePortrait(task.portrait);
      task.portrait.data.fill(0);
      tell({ kind: 'described', id: task.id, descriptor }, descriptor);
    } else {
      tell({ kind: 'cut', id: task.id, card: await engine.cutCard(task.photo) });
    }
  } catch (error) {
    tell({ kind: 'failed', id: task.id, error: error instanceof Error ? error.name : typeof error });
  }
}
