/** One run of the process that talks to PC/SC: questions in, answers out, and its end when one does not come in time. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { PcscAnswer, type PcscAsked, type PcscTold } from './pcsc-messages.ts';

/** For the first answer: Node has to start and to load the binding. */
const START_MS = 10_000;
/** The process gets nothing of the bridge's environment but what libraries and the service's socket are found with. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'LANG', 'TMPDIR', 'PCSCLITE_CSOCK_NAME'];

/** `late`: no answer in time. `ended`: the process ended before it answered. Either way it is over with the process. */
export type NoAnswer = 'late' | 'ended';
type Settle = (answer: Result<PcscTold, NoAnswer>) => void;

/** A file for Node and its arguments: what speaks the protocol of pcsc-messages.ts. */
export type PcscProgram = readonly [string, ...string[]];

export class PcscProcess {
  /** Resolves when the process has ended, whatever the reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #clock: Clock;
  readonly #questions = new Map<number, Settle>();
  #asked = 0;
  #started = false;
  #over = false;

  constructor([program, ...rest]: PcscProgram, clock: Clock) {
    this.#clock = clock;
    this.#child = fork(program, rest, {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    });
    this.#child.on('message', (message) => this.#onMessage(message));
    this.ended = new Promise<void>((resolve) => {
      this.#child.on('error', () => resolve());
      this.#child.once('exit', () => resolve());
    }).then(() => this.kill());
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Without an answer in `deadlineMs` the process is ended: what hangs in it hangs for all who ask. */
  ask(question: PcscAsked, deadlineMs: number): Promise<Result<PcscTold, NoAnswer>> {
    if (this.#over) return Promise.resolve(fail('ended'));
    const id = this.#asked++;
    return new Promise((resolve) => {
      const settle: Settle = (answer) => {
        cancel();
        this.#questions.delete(id);
        resolve(answer);
      };
      const cancel = this.#clock.after(this.#started ? deadlineMs : Math.max(START_MS, deadlineMs), () => {
        settle(fail('late'));
        this.kill();
      });
      this.#questions.set(id, settle);
      // A process that has just ended is no news: `ended` tells it.
      this.#child.send({ ...question, id }, () => undefined);
    });
  }

  /** At once, also in the middle of a call; the service lets go of the cards of a client that died, and resets them. */
  kill(): void {
    if (!this.#over) this.#child.kill('SIGKILL');
    this.#over = true;
    for (const settle of [...this.#questions.values()]) settle(fail('ended'));
  }

  #onMessage(message: unknown): void {
    const answer = PcscAnswer.safeParse(message);
    if (!answer.success) {
      this.kill();
      return;
    }
    const { id, ...told } = answer.data;
    this.#started = true;
    this.#questions.get(id)?.(ok(told));
  }
}
