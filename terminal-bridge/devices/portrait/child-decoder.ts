/**
 * Keeps one decoder program running and asks it for pictures. The program is a vendor's or the emulator's: it may crash,
 * hang or talk nonsense, and the bridge goes on. It is started again, later each time it fails at once.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { parseBmp } from './bmp.ts';
import type { PortraitDecoder, RgbImage } from './decoder.ts';
import { type DecoderCommand, DecoderProcess } from './decoder-process.ts';
import { kindOfBlock, PORTRAIT_HEIGHT, PORTRAIT_WIDTH, WLT_BYTES } from './wlt.ts';

export const DECODE_DEADLINE_MS = 2000;
/** For the first answer of a program that has just started. */
const START_DEADLINE_MS = 10_000;
const SHORTEST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;
/** Failures in a row after which staff must look; it is tried again all the same. */
const FAILURES_UNTIL_OUT_OF_SERVICE = 4;

export class ChildDecoder implements PortraitDecoder {
  readonly #command: DecoderCommand;
  readonly #clock: Clock;
  readonly #statuses = new Emitter<DeviceStatus>();
  #status: DeviceStatus = { status: 'starting' };
  #process: DecoderProcess | null = null;
  #cancelRestart: () => void = () => undefined;
  #failures = 0;
  #closed = false;

  constructor(command: DecoderCommand, clock: Clock) {
    this.#command = command;
    this.#clock = clock;
    this.#start();
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  async decode(wlt: Uint8Array): Promise<Result<RgbImage, FaultName>> {
    const kind = kindOfBlock(wlt);
    if (kind === 'missing') return fail('portraitMissing');
    if (kind === 'foreign') return fail('decoderFailed');
    const deadline = this.#clock.now() + DECODE_DEADLINE_MS;
    if (!(await this.#readyBefore(deadline))) return fail('decoderFailed');
    const bmp = await this.#process?.ask(wlt, deadline - this.#clock.now());
    if (bmp === undefined || bmp === null) return fail('decoderFailed');
    const image = parseBmp(bmp);
    bmp.fill(0);
    if (!image.ok || image.value.width !== PORTRAIT_WIDTH || image.value.height !== PORTRAIT_HEIGHT) {
      return fail('decoderFailed');
    }
    return ok(image.value);
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
    child.ended.then(() => this.#onEnd());
    child.ask(new Uint8Array(WLT_BYTES), START_DEADLINE_MS).then((answer) => {
      if (answer === null || this.#process !== child) return;
      this.#failures = 0;
      this.#setStatus({ status: 'ready' });
    });
  }

  #onEnd(): void {
    this.#process = null;
    if (this.#closed) return;
    const backoff = Math.min(SHORTEST_BACKOFF_MS * 2 ** this.#failures, LONGEST_BACKOFF_MS);
    this.#failures += 1;
    const out = this.#failures >= FAILURES_UNTIL_OUT_OF_SERVICE;
    this.#setStatus({ status: out ? 'out-of-service' : 'reconnecting', reason: 'decoderFailed' });
    this.#cancelRestart = this.#clock.after(backoff, () => this.#start());
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
