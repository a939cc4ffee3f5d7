/** One run of the decoder program: questions in, answers out in the same order, and its end told exactly once. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { AnswerReader } from './answers.ts';

export interface DecoderCommand {
  /** Program and arguments. `node` stands for the Node that runs the bridge. */
  readonly command: readonly [string, ...string[]];
  /** Vendors' libraries look for their licence file here. */
  readonly directory?: string;
}

/** The decoder gets nothing of the bridge's environment but what programs and libraries are found with. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'LANG', 'TMPDIR'];

/** `late`: no answer in time. `ended`: the program ended, for this reason or another, before it answered. */
export type NoAnswer = 'late' | 'ended';

interface Question {
  /** The answer's bytes; none: cannot be decoded. */
  readonly settle: (answer: Result<Buffer, NoAnswer>) => void;
  readonly cancelDeadline: () => void;
}

export class DecoderProcess {
  /** Resolves when the program has ended, whatever the reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #clock: Clock;
  readonly #reader = new AnswerReader();
  #questions: Question[] = [];

  constructor({ command, directory }: DecoderCommand, clock: Clock) {
    const [program, ...rest] = command;
    this.#clock = clock;
    this.#child = spawn(program === 'node' ? process.execPath : program, rest, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      ...(directory === undefined ? {} : { cwd: directory }),
    });
    // Writing to a program that has just ended is no news: `ended` tells it.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#onOutput(chunk));
    this.ended = new Promise<void>((resolve) => {
      this.#child.on('error', () => resolve());
      this.#child.once('close', () => resolve());
    }).then(() => this.#settleAll());
  }

  /** `block`: 1024 bytes. Without an answer in `deadlineMs` the program is ended: what it says later fits nothing. */
  ask(block: Uint8Array, deadlineMs: number): Promise<Result<Buffer, NoAnswer>> {
    return new Promise((settle) => {
      const cancelDeadline = this.#clock.after(deadlineMs, () => {
        settle(fail('late'));
        this.kill();
      });
      this.#questions.push({ settle, cancelDeadline });
      this.#child.stdin?.write(block);
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
    this.#settleAll();
  }

  #onOutput(chunk: Buffer): void {
    const answers = this.#reader.push(chunk);
    if (answers === null || answers.length > this.#questions.length) this.kill();
    else for (const answer of answers) this.#settleNext(ok(answer));
  }

  #settleAll(): void {
    while (this.#questions.length > 0) this.#settleNext(fail('ended'));
  }

  #settleNext(answer: Result<Buffer, NoAnswer>): void {
    const question = this.#questions.shift();
    question?.cancelDeadline();
    question?.settle(answer);
  }
}
