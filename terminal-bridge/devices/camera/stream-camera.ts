/**
 * A camera over any `FrameSource`. The shutter is open only while somebody reads frames; in between a probe every few
 * seconds tells whether the camera is there (one frame is digested and dropped). It looks for a lost camera for ever, and
 * opens one that repeats its picture anew until its pictures differ, whether somebody reads or not.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { DeviceStatus } from '../../protocol/state.ts';
import { type DeviceInfo, NOTHING_TOLD } from '../device.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { NETWORK_LADDER, RecoveryLadder } from '../recovery.ts';
import type { Camera, Frame } from './camera.ts';
import type { FrameSource } from './frame-source.ts';
import { FrozenDetector } from './frozen.ts';
import { Mailbox } from './mailbox.ts';

export interface StreamCameraOptions {
  readonly clock: Clock;
  /** Between two probes while nobody reads, ms. */
  readonly probeEvery?: number;
  /** A connection that gives no frame for this long is broken, ms. */
  readonly stallAfter?: number;
  readonly onDefect?: OnDefect | undefined;
  /** For staff: what and where the camera is, as of now. */
  readonly about?: () => DeviceInfo;
}

const RETRY_DELAYS = [200, 500, 1000, 2000, 4000];

export class StreamCamera implements Camera {
  readonly #source: FrameSource;
  readonly #about: () => DeviceInfo;
  readonly #clock: Clock;
  readonly #probeEvery: number;
  readonly #stallAfter: number;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #readers = new Set<Mailbox<Frame>>();
  /** Readers of each picture that have taken it or still may. */
  readonly #left = new WeakMap<Frame, number>();
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #frozen = new FrozenDetector();
  /** Repeated one picture, and has shown no living ones since. */
  #distrusted = false;
  #status: DeviceStatus = { status: 'starting' };
  readonly #ladder = new RecoveryLadder(NETWORK_LADDER);
  #failures = 0;
  /** Ends the wait between two attempts, or the probe that runs, because a reader came. */
  #wake: () => void = () => {};

  constructor(source: FrameSource, options: StreamCameraOptions) {
    this.#source = source;
    this.#about = options.about ?? (() => NOTHING_TOLD);
    this.#clock = options.clock;
    this.#probeEvery = options.probeEvery ?? 5000;
    this.#stallAfter = options.stallAfter ?? 3000;
    this.#running = keepRunning(() => this.#run(), {
      clock: options.clock,
      over: this.#closing.signal,
      onDefect: options.onDefect,
      fail: () => this.#setStatus({ status: 'out-of-service', reason: 'cameraLost' }),
    });
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    return this.#about();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  frames(signal: AbortSignal): AsyncIterable<Frame> {
    return { [Symbol.asyncIterator]: () => this.#read(AbortSignal.any([signal, this.#closing.signal])) };
  }

  #read(ends: AbortSignal): Mailbox<Frame> {
    const close = () => mailbox.close();
    const mailbox = new Mailbox<Frame>(() => {
      ends.removeEventListener('abort', close);
      this.#readers.delete(mailbox);
      if (this.#readers.size === 0) this.#wake();
    }, this.#unread);
    if (ends.aborted) {
      mailbox.close();
      return mailbox;
    }
    ends.addEventListener('abort', close, { once: true });
    this.#readers.add(mailbox);
    this.#wake();
    return mailbox;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const reading = this.#readers.size > 0;
      const failed = reading || this.#distrusted ? await this.#stream() : await this.#probe();
      if (this.#closing.signal.aborted) return;
      this.#failures = failed ? this.#failures + 1 : 0;
      if (failed) this.#lost();
      // A reader who came or went meanwhile is served at once; otherwise wait for the next attempt.
      if (reading !== this.#readers.size > 0) continue;
      if (failed) await this.#pause(RETRY_DELAYS[this.#failures - 1] ?? this.#probeEvery);
      else if (!reading) await this.#pause(this.#probeEvery);
    }
  }

  /** Once out of service it stays so until a picture comes; frozen, until living ones come or the camera is replugged. */
  #lost(): void {
    if (this.#distrusted) {
      this.#ladder.failed();
      return;
    }
    const out = this.#ladder.failed() === 'out-of-service';
    this.#setStatus({ status: out ? 'out-of-service' : 'reconnecting', reason: 'cameraLost' });
  }

  /** Streams until the last reader has gone (false), or the connection broke or the picture stands still (true). */
  async #stream(): Promise<boolean> {
    const stop = new AbortController();
    if (this.#distrusted) this.#frozen = new FrozenDetector();
    let stalled = () => {};
    const watch = () => {
      stalled();
      stalled = this.#clock.after(this.#stallAfter, () => stop.abort('stalled'));
    };
    this.#wake = () => {
      const wanted = this.#readers.size > 0 || this.#distrusted;
      if (!wanted || this.#closing.signal.aborted) stop.abort('no reader');
    };
    watch();
    try {
      await this.#source.stream((jpeg) => {
        watch();
        this.#deliver(jpeg);
        if (this.#frozen.frozen) stop.abort('frozen');
        else this.#wake();
      }, stop.signal);
      return stop.signal.reason !== 'no reader';
    } catch {
      // Unplugged: what comes back is to be judged anew. A stream that only stalled is the same camera.
      if (!stop.signal.aborted) this.#distrusted = false;
      return stop.signal.reason !== 'no reader';
    } finally {
      stalled();
      this.#wake = () => {};
    }
  }

  /** True when the camera is not there. A reader who comes meanwhile ends the probe at once. */
  async #probe(): Promise<boolean> {
    const stop = new AbortController();
    const cancel = this.#clock.after(this.#stallAfter, () => stop.abort('stalled'));
    this.#wake = () => stop.abort('woken');
    try {
      const frame = await this.#source.probe(stop.signal);
      this.#seen(frame);
      frame?.fill(0);
      return false;
    } catch {
      return stop.signal.reason !== 'woken';
    } finally {
      cancel();
      this.#wake = () => {};
    }
  }

  #deliver(jpeg: Uint8Array): void {
    this.#seen(jpeg);
    if (!this.#distrusted) this.#failures = 0;
    const frame = { jpeg, at: this.#clock.now() };
    this.#left.set(frame, this.#readers.size);
    if (this.#readers.size === 0) jpeg.fill(0);
    for (const reader of this.#readers) reader.put(frame);
  }

  /** A picture that no reader took is overwritten; one that was taken is its reader's. */
  readonly #unread = (frame: Frame): void => {
    const left = (this.#left.get(frame) ?? 0) - 1;
    this.#left.set(frame, left);
    if (left === 0) frame.jpeg.fill(0);
  };

  /** Null: the camera is there, and was not looked at. */
  #seen(jpeg: Uint8Array | null): void {
    if (jpeg !== null) {
      const { frozen } = this.#frozen.see(jpeg);
      this.#distrusted = frozen || (this.#distrusted && !this.#frozen.living);
    }
    if (!this.#distrusted) this.#ladder.recovered();
    this.#setStatus(this.#distrusted ? { status: 'out-of-service', reason: 'cameraFrozen' } : { status: 'ready' });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, done);
      const clear = () => {
        this.#wake = () => {};
      };
      function done() {
        cancel();
        clear();
        resolve();
      }
      this.#wake = done;
    });
  }

  #setStatus(status: DeviceStatus): void {
    if (status.status === this.#status.status && status.reason === this.#status.reason) return;
    if (status.reason === 'cameraLost') this.#frozen = new FrozenDetector();
    this.#status = status;
    this.#statuses.emit(status);
  }
}
