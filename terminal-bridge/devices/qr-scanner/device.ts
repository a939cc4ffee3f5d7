/**
 * The code scanner as a device: looks for codes while somebody waits for one, otherwise asks from time to time whether
 * the scanner is there, and brings it back whatever happened to it. One loop does everything in turn.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { DeviceInfo } from '../device.ts';
import { Pacer } from '../id-card-reader/pacer.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { RecoveryLadder, type RecoveryStep } from '../recovery.ts';
import { Rounds } from '../rounds.ts';
import { openInTime } from '../serial/open-in-time.ts';
import type { OpenSerial, SerialOpenFault } from '../serial/transport.ts';
import { usbIdentity } from '../usb-identity.ts';
import type { Dialect } from './dialect.ts';
import { identityLine } from './identity.ts';
import { ScannerLink } from './link.ts';
import type { QrScanner, ScanProgress } from './scanner.ts';

export const REOPEN_MS = 500;
export const CHECK_MS = 10_000;
export const ANSWER_MS = 1000;
/** Longer than the scanner's own time for one look, after which it says that it decoded nothing. */
export const LOOK_MS = 8000;
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

interface Wish {
  readonly settle: (result: Result<string, FaultName>) => void;
  readonly tell: (progress: ScanProgress) => void;
  /** Aborts when nobody waits for the code any more. */
  readonly over: AbortSignal;
  /** The first look was told; what was wrong with one look stays true during the next. */
  begun: boolean;
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
    let fresh = true;
    while (!this.#ends.aborted) {
      // Before the first look: the scanner must tell what it could not decode, or nobody knows that it looked.
      const round = fresh || this.#wish === null ? await this.#check(link) : await this.#look(link, this.#wish);
      if (this.#ends.aborted) return;
      if (!link.isOpen) {
        this.#ladder.recovered();
        this.#become({ status: 'reconnecting', reason: 'scannerUnplugged' });
        return;
      }
      this.#rounds.ended(round === 'good' ? null : 'scannerSilent');
      if (round === 'good') {
        if (fresh) await this.#identify(link);
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

  /** Sets the scanner up; its answer shows that it lives. One that cannot be told anything is taken for alive. */
  async #check(link: ScannerLink): Promise<'good' | 'silent'> {
    for (const { bytes, command } of this.#parts.dialect.setUp) {
      link.send(bytes);
      if ((await this.#answerTo(command, link)) === 'silent') return 'silent';
    }
    return 'good';
  }

  async #answerTo(command: string, link: ScannerLink): Promise<'good' | 'silent'> {
    // One deadline for all that is heard: a scanner that keeps reading codes and answers nothing is silent.
    const until = this.#parts.clock.now() + ANSWER_MS;
    for (;;) {
      const heard = await link.next(Math.max(0, until - this.#parts.clock.now()), this.#ends);
      if (heard.kind === 'silence') return 'silent';
      if (heard.kind === 'closed' || heard.kind === 'called-off') return 'good';
      // A scanner that does not know the command answers too: it lives.
      if (heard.kind === 'answer' && heard.command === command) return 'good';
    }
  }

  /** After each opening: who is it? A scanner that does not know the question serves as well. */
  async #identify(link: ScannerLink): Promise<void> {
    const { identify } = this.#parts.dialect;
    if (identify === null) return;
    link.send(identify.bytes);
    const late = new AbortController();
    const cancel = this.#parts.clock.after(ANSWER_MS, () => late.abort());
    const told = new Map<string, string>();
    for (;;) {
      const heard = await link.next(ANSWER_MS, AbortSignal.any([this.#ends, late.signal]));
      const line = heard.kind === 'code' ? identityLine(heard.text) : null;
      if (line !== null) told.set(line.name, line.value);
      if (heard.kind !== 'code' && heard.kind !== 'discarded') break;
    }
    cancel();
    if (told.size > 0) this.#identity = told;
  }

  /** One look for a code, and what came of it told to who waits. */
  async #look(link: ScannerLink, wish: Wish): Promise<'good' | 'silent'> {
    const { lookNow, lookNoMore } = this.#parts.dialect;
    // After a failure the look itself must show that the scanner works again.
    if (this.#status.reason === undefined) this.#become({ status: 'busy' });
    if (!wish.begun) wish.tell({ stage: 'scanning' });
    wish.begun = true;
    if (lookNow === null) link.hush();
    else link.send(lookNow);
    const until = this.#parts.clock.now() + LOOK_MS;
    for (;;) {
      const heard = await link.next(Math.max(0, until - this.#parts.clock.now()), wish.over);
      switch (heard.kind) {
        case 'code':
          if (this.#parts.codes?.test(heard.text) === false) {
            wish.tell({ stage: 'again', fault: 'codeForeign', seen: true });
          } else wish.settle(ok(heard.text));
          return 'good';
        case 'no-read':
          wish.tell({ stage: 'again', fault: 'codeUnreadable' });
          return 'good';
        case 'discarded':
          wish.tell({
            stage: 'again',
            fault: heard.reason === 'incomplete' ? 'codeUnreadable' : 'codeForeign',
            seen: true,
          });
          return 'good';
        case 'silence':
          if (lookNow === null) return 'good';
          wish.tell({ stage: 'again', fault: 'scannerSilent' });
          return 'silent';
        case 'called-off':
          if (lookNoMore !== null) link.send(lookNoMore);
          return 'good';
        case 'closed':
          return 'good';
        case 'answer':
      }
    }
  }

  #become(status: DeviceStatus): void {
    const { reason } = status;
    if (status.status === this.#status.status && reason === this.#status.reason) return;
    this.#status = status;
    this.#statuses.emit(status);
    if (reason !== undefined) this.#wish?.tell({ stage: 'waiting', fault: reason });
  }
}
