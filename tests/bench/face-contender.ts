/** An engine in a process of its own, asked one question at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Answer, type Asked } from './face-messages.ts';

export class ContenderProcess {
  readonly #child: ChildProcess;
  /** From fork to ready. */
  readonly startMs: number;
  /** Resident memory of the process at its largest answer so far. */
  rssMb = 0;

  private constructor(child: ChildProcess, startMs: number) {
    this.#child = child;
    this.startMs = startMs;
  }

  static async start(file: string): Promise<ContenderProcess> {
    const start = performance.now();
    const child = fork(join(import.meta.dirname, file), { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    await Promise.race([once(child, 'message'), gone(child, file)]);
    return new ContenderProcess(child, performance.now() - start);
  }

  async ask(asked: Asked): Promise<Answer> {
    this.#child.send(asked);
    const answered = new AbortController();
    const { signal } = answered;
    const first = Promise.race([once(this.#child, 'message', { signal }), gone(this.#child, asked.kind, signal)]);
    const [message] = await first.finally(() => answered.abort());
    const answer = Answer.parse(message);
    this.rssMb = Math.max(this.rssMb, answer.rssMb);
    return answer;
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill();
    await exited;
  }
}

async function gone(child: ChildProcess, during: string, signal?: AbortSignal): Promise<never> {
  const [code] = await once(child, 'exit', signal && { signal });
  throw new Error(`an engine ended (${code}) during ${during}`);
}
