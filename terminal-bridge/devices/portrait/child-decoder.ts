/**
 * Keeps one decoder program running and asks it for pictures. The program is a vendor's or the emulator's: it may crash,
 * hang or talk nonsense, and the bridge goes on. It is started again, later each time it fails at once.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { DeviceInfo } from '../device.ts';
import { contain, DEFECT_PAUSE_MS, type OnDefect } from '../keep-running.ts';
import { parseBmp } from './bmp.ts';
import type { PortraitDecoder, RgbImage } from './decoder.ts';
import { type DecoderCommand, DecoderProcess, type NoAnswer } from './decoder-process.ts';
import { kindOfBlock, PORTRAIT_HEIGHT, PORTRAIT_WIDTH, WLT_BYTES } from './wlt.ts';

/** When an answer is late. */
export const DECODE_DEADLINE_MS = 2000;
/** For both tries together: under heavy load the second one too is slow, and two officers are slower than any portrait. */
export const DECODE_LIMIT_MS = 8000;
/** For the first answer of a program that has just started. */
const START_DEADLINE_MS = 10_000;
const SHORTEST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;
/** Failures in a row after which staff must look; it is tried again all the same. */
const FAILURES_UNTIL_OUT_OF_SERVICE = 4;

export class ChildDecoder implements PortraitDecoder {
  readonly #command: DecoderCommand;
  readonly #clock: Clock;
  readonly #onDefect: OnDefect | undefined;
  readonly #statuses = new Emitter<DeviceStatus>();
  #status: DeviceStatus = { status: 'starting' };
  #process: DecoderProcess | null = null;
  #cancelRestart: () => void = () => undefined;
  #failures = 0;
  #closed = false;

  constructor(command: DecoderCommand, clock: Clock, onDefect?: OnDefect) {
    this.#command = command;
    this.#clock = clock;
    this.#onDefect = onDefect;
    void this.#contain(() => this.#start());
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    const program = this.#command.command.at(-1) ?? null;
    return { model: null, connection: program, serialNumber: null, firmware: null };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  async decode(wlt: Uint8Array): Promise<Result<RgbImage, FaultName>> {
    const kind = kindOfBlock(wlt);
    if (kind === 'missing') return fail('portraitMissing');
    if (kind === 'foreign') return fail('decoderFailed');
    const begun = this.#clock.now();
    let bmp = await this.#ask(wlt, begun + DECODE_DEADLINE_MS);
    if (!bmp.ok && bmp.fault === 'late') bmp = await this.#ask(wlt, begun + DECODE_LIMIT_MS);
    if (!bmp.ok) return fail('decoderFailed');
    const image = parseBmp(bmp.value);
    bmp.value.fill(0);
    if (!image.ok || image.value.width !== PORTRAIT_WIDTH || image.value.height !== PORTRAIT_HEIGHT) {
      return fail('decoderFailed');
    }
    return ok(image.value);
  }

  /** A blank block: whatever the answer is, the program gave one. A program that is late is started anew. */
  async check(): Promise<FaultName | null> {
    const answer = await this.#ask(new Uint8Array(WLT_BYTES), this.#clock.now() + DECODE_DEADLINE_MS);
    return answer.ok ? null : 'decoderFailed';
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart();
    this.#process?.kill();
    await this.#process?.ended;
    this.#setStatus({ status: 'absent' });
  }

  /** A blank block costs the program nothing, and its answer, whatever it is, proves that the program works. */
  #start(): void {
    const child = new DecoderProcess(this.#command, this.#clock);
    this.#process = child;
    void this.#contain(() => child.ended.then(() => this.#onEnd(child)));
    void this.#contain(async () => {
      const answer = await child.ask(new Uint8Array(WLT_BYTES), START_DEADLINE_MS);
      if (!answer.ok || this.#process !== child) return;
      this.#failures = 0;
      this.#setStatus({ status: 'ready' });
    });
  }

  #contain(step: () => unknown): Promise<void> {
    return contain(step, { onDefect: this.#onDefect, fail: () => this.#defect() });
  }

  /** Nobody knows what state the program is in: another is started after a while. */
  #defect(): void {
    this.#cancelRestart();
    this.#process?.kill();
    this.#process = null;
    this.#setStatus({ status: 'out-of-service', reason: 'decoderFailed' });
    if (!this.#closed) this.#restartIn(DEFECT_PAUSE_MS);
  }

  #restartIn(ms: number): void {
    this.#cancelRestart = this.#clock.after(ms, () => void this.#contain(() => this.#start()));
  }

  #onEnd(child: DecoderProcess): void {
    if (this.#process !== child || this.#closed) return;
    this.#process = null;
    const backoff = Math.min(SHORTEST_BACKOFF_MS * 2 ** this.#failures, LONGEST_BACKOFF_MS);
    this.#failures += 1;
    const out = this.#failures >= FAILURES_UNTIL_OUT_OF_SERVICE;
    this.#setStatus({ status: out ? 'out-of-service' : 'reconnecting', reason: 'decoderFailed' });
    this.#restartIn(backoff);
  }

  /** The program's answer. One that is late ends the program, and the next question goes to another. */
  async #ask(wlt: Uint8Array, deadline: number): Promise<Result<Buffer, NoAnswer>> {
    const ready = await this.#readyBefore(deadline);
    const child = this.#process;
    if (!ready || child === null) return fail(this.#status.status === 'out-of-service' ? 'ended' : 'late');
    const answer = await child.ask(wlt, deadline - this.#clock.now());
    // It is being ended; the next program need not wait until it is gone.
    if (!answer.ok && answer.fault === 'late') this.#onEnd(child);
    return answer;
  }

  /** Whether the program runs and works, now or before `deadline`: it may just be coming back. */
  #readyBefore(deadline: number): Promise<boolean> {
    if (this.#status.status === 'ready') return Promise.resolve(true);
    if (this.#closed || this.#status.status === 'out-of-service') return Promise.resolve(false);
    return new Promise((resolve) => {
      const finish = (ready: boolean) => {
        cancel();
        unsubscribe();
        resolve(ready);
      };
      const cancel = this.#clock.after(deadline - this.#clock.now(), () => finish(false));
      const unsubscribe = this.onStatus(({ status }) => {
        if (status === 'ready') finish(true);
        else if (status !== 'reconnecting') finish(false);
      });
    });
  }

  #setStatus(status: DeviceStatus): void {
    if (status.status === this.#status.status && status.reason === this.#status.reason) return;
    this.#status = status;
    this.#statuses.emit(status);
  }
}
