/** The networks of one frame on input that is ready for them, in a thread of their own: what inference alone costs. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { loadNetworks } from '../engine/networks.ts';

const Told = z.object({ ms: z.number() });
const WARM_UP = 3;

export class BareWorker {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async start(): Promise<BareWorker> {
    const bare = new BareWorker(new Worker(new URL(import.meta.url)));
    for (let i = 0; i < WARM_UP; i += 1) await bare.inferOnce();
    return bare;
  }

  /** Detector at 224, landmarks at 112, descriptor at 150 twice (mirrored): as one frame asks for. Milliseconds. */
  inferOnce(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('message', (message: unknown) => {
        this.#worker.off('error', reject);
        resolve(Told.parse(message).ms);
      });
      this.#worker.postMessage(null);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const loading = loadNetworks();
  const input = (size: number) => ({ size, data: Float32Array.from({ length: size * size * 3 }, (_, i) => i % 256) });
  const [detector, landmarks, chip] = [input(224), input(112), input(150)];
  port.on('message', async () => {
    const networks = await loading;
    const start = performance.now();
    await networks.detect(detector, 0.4);
    await networks.landmarks(landmarks);
    await networks.descriptor(chip);
    await networks.descriptor(chip);
    port.postMessage({ ms: performance.now() - start });
  });
}
