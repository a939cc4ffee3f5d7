/**
 * The code scanner as a device: looks for codes while somebody waits for one, otherwise asks from time to time whether
 * the scanner is there, and brings it back whatever happened to it. One loop does everything in turn.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { DeviceInfo } from '../device.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { Pacer } from '../pacer.ts';
import { RecoveryLadder, type RecoveryStep } from '../recovery.ts';
import { Rounds } from '../rounds.ts';
import { openInTime } from '../serial/open-in-time.ts';
import type { OpenSerial, SerialOpenFault } from '../serial/transport.ts';
import { usbIdentity } from '../usb-identity.ts';
import type { Dialect } from './dialect.ts';
import { type Look, ScannerDialogue, type Wish } from './dialogue.ts';
import { ScannerLink } from './link.ts';
import type { QrScanner, ScanProgress } from './scanner.ts';

export { ANSWER_MS, LOOK_MS } from './dialogue.ts';

export const REOPEN_MS = 500;
export const CHECK_MS = 10_000;
/** USB-CDC takes any speed; a real UART is set to this one. */
const BAUD = 115_200;

export interface ScannerParts {
  readonly path: string;
  readonly open: OpenSerial;
  readonly clock: Clock;
  readonly dialect: Dialect;
  /** What the codes look like that are wanted; others are told as foreign, and looked past. Absent: all are wanted. */
  readonly codes?: RegExp | undefined;
  readonly onDefect?: OnDefect | undefined;
}

const OPEN_FAULTS: Readonly<Record<SerialOpenFault['kind'], DeviceStatus>> = {
  missing: { status: 'reconnecting', reason: 'scannerUnplugged' },
  busy: { status: 'out-of-service', reason: 'scannerBusy' },
  denied: { status: 'out-of-service', reason: 'scannerDenied' },
  'library-missing': { status: 'out-of-service', reason: 'scannerSilent' },
  failed: { status: 'out-of-service', reason: 'scannerSilent' },
};

export class SerialQrScanner implements QrScanner {
  readonly #parts: ScannerParts;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #pacer: Pacer;
  readonly #rounds = new Rounds();
  readonly #ladder = new RecoveryLadder();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #status: DeviceStatus = { status: 'starting' };
  /** What the scanner told of itself, by its own names. */
  #identity: ReadonlyMap<string, string> = new Map();
  #wish: Wish | null = null;

  constructor(parts: ScannerParts) {
    this.#parts = parts;
    this.#pacer = new Pacer(parts.clock);
    this.#ended = keepRunning(() => this.#run(), {
      clock: parts.clock,
      over: this.#closing.signal,
      onDefect: parts.onDefect,
      fail: () => this.#become(OPEN_FAULTS.failed),
    });
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    const usb = usbIdentity(this.#parts.path, 'tty');
    const told = (name: string): string | null => this.#identity.get(name) ?? null;
    return {
      model: told('Product Name') ?? usb.model,
      connection: this.#parts.path,
      serialNumber: told('Serial Number') ?? usb.serialNumber,
      firmware: told('Software Part Number') ?? told('Software Revision') ?? usb.firmware,
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  scan(
    signal: AbortSignal,
    onProgress: (progress: ScanProgress) => void = () => undefined,
  ): Promise<Result<string, FaultName>> {
    this.#wish?.settle(fail('codeTimeout'));
    if (signal.aborted || this.#closing.signal.aborted) return Promise.resolve(fail('codeTimeout'));
    return new Promise((resolve) => {
      const over = new AbortController();
      const wish: Wish = {
        over: over.signal,
        begun: false,
        tell: onProgress,
        settle: (result) => {
          signal.removeEventListener('abort', giveUp);
          if (this.#wish === wish) this.#wish = null;
          over.abort();
          resolve(result);
        },
      };
      const giveUp = () => wish.settle(fail('codeTimeout'));
      signal.addEventListener('abort', giveUp, { once: true });
      this.#wish = wish;
      const { reason } = this.#status;
      onProgress(reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: reason });
      this.#pacer.wake();
    });
  }

  /** The next look or question that the scanner answers: a look that is under way ends after some seconds. */
  check(signal: AbortSignal): Promise<FaultName | null> {
    if (this.#wish === null) this.#pacer.wake();
    return this.#rounds.next(signal, this.#status.reason ?? 'scannerSilent');
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wish?.settle(fail('codeTimeout'));
    this.#pacer.wake();
    await this.#ended;
  }

  get #ends(): AbortSignal {
    return this.#closing.signal;
  }

  async #run(): Promise<void> {
    const { path, clock } = this.#parts;
    const open = openInTime(this.#parts.open, clock);
    while (!this.#ends.aborted) {
      const opened = await open(path, BAUD);
      if (opened.ok) {
        const link = new ScannerLink(opened.value, clock);
        await this.#serve(link).finally(() => link.close());
      } else this.#become(OPEN_FAULTS[opened.fault.kind]);
      this.#rounds.ended(this.#status.reason ?? 'scannerSilent');
      if (!this.#ends.aborted) await this.#pacer.pause(REOPEN_MS);
    }
  }

  /** Until the line ends, or until only opening it anew can help. */
  async #serve(link: ScannerLink): Promise<void> {
    const dialogue = new ScannerDialogue(link, { ...this.#parts, over: this.#ends });
    let fresh = true;
    while (!this.#ends.aborted) {
      // Before the first look: the scanner must tell what it could not decode, or nobody knows that it looked.
      const round = fresh || this.#wish === null ? await dialogue.setUp() : await this.#look(dialogue, this.#wish);
      if (this.#ends.aborted) return;
      if (!link.isOpen) {
        this.#ladder.recovered();
        this.#become({ status: 'reconnecting', reason: 'scannerUnplugged' });
        return;
      }
      this.#rounds.ended(round === 'good' ? null : 'scannerSilent');
      if (round === 'good') {
        if (fresh) await this.#identify(dialogue);
        fresh = false;
        this.#ladder.recovered();
        this.#become({ status: this.#wish === null ? 'ready' : 'busy' });
        if (this.#wish === null) await this.#rest(link);
      } else {
        const step = this.#failed(fresh);
        if (step === 'reopen' || step === 'out-of-service') return;
        fresh = step === 'reset';
        await this.#pacer.pause(REOPEN_MS);
      }
    }
  }

  /** Silence: shows it, and says what to do about it. Once out of service it stays so until a round goes well. */
  #failed(fresh: boolean): RecoveryStep {
    const step = fresh ? this.#ladder.failedAfterOpening() : this.#ladder.failed();
    const out = step === 'out-of-service' || this.#status.status === 'out-of-service';
    this.#become({ status: out ? 'out-of-service' : 'reconnecting', reason: 'scannerSilent' });
    return step;
  }

  /** Until it is time to ask again, somebody wants a code, or the line ends. */
  async #rest(link: ScannerLink): Promise<void> {
    const woken = new AbortController();
    const pause = this.#pacer.pause(CHECK_MS).then(() => woken.abort());
    // Codes that are shown to nobody are heard and dropped.
    for (let open = true; open && !woken.signal.aborted; )
      open = (await link.next(CHECK_MS, woken.signal)).kind !== 'closed';
    if (!woken.signal.aborted) this.#pacer.wake();
    await pause;
  }

  async #identify(dialogue: ScannerDialogue): Promise<void> {
    const told = await dialogue.identity();
    // One that was slow to answer this time is still who it was.
    if (told.size > 0) this.#identity = told;
  }

  #look(dialogue: ScannerDialogue, wish: Wish): Promise<Look> {
    // After a failure the look itself must show that the scanner works again.
    if (this.#status.reason === undefined) this.#become({ status: 'busy' });
    return dialogue.look(wish);
  }

  #become(status: DeviceStatus): void {
    const { reason } = status;
    if (status.status === this.#status.status && reason === this.#status.reason) return;
    this.#status = status;
    this.#statuses.emit(status);
    if (reason !== undefined) this.#wish?.tell({ stage: 'waiting', fault: reason });
  }
}
