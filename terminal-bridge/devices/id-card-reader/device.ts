/**
 * The ID card reader as a device: polls for cards, reads each one as soon as it lies there, hands it over, and brings
 * the reader back whatever happened to it. One loop does everything in turn, so there is nothing to lock and no read
 * can outlive the presence of its card.
 */
import { Emitter } from '@anban/foundation/emitter';
import { fail } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { DeviceInfo } from '../device.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { RecoveryLadder } from '../recovery.ts';
import { Rounds } from '../rounds.ts';
import { isRefusal, lineRoundOf, type ReaderFault, type Round, roundOf, verdictOn } from './blame.ts';
import { type CardReadFault, findTwice, readFoundCard } from './card-read.ts';
import { Connector, type ConnectorParts } from './connect.ts';
import { HandOver, type ReadResult, wipePortrait } from './hand-over.ts';
import { LyingCard } from './lying-card.ts';
import { Pacer } from './pacer.ts';
import type { SdtProtocol } from './protocol.ts';
import type { IdCard, IdCardReader, ReadOptions } from './reader.ts';

export const POLL_MS = 300;
export const REOPEN_MS = 500;
/** Attempts in a row on one card before the next poll. */
const QUICK_ATTEMPTS = 3;

export interface ReaderParts extends ConnectorParts {
  /** What to read beside text and photo. Default: nothing. */
  readonly options?: ReadOptions;
  readonly onDefect?: OnDefect | undefined;
}

export class SdtIdCardReader implements IdCardReader {
  readonly #parts: ReaderParts;
  readonly #connector: Connector;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #handOver: HandOver<IdCard>;
  readonly #pacer: Pacer;
  readonly #rounds = new Rounds();
  readonly #ladder = new RecoveryLadder();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #status: DeviceStatus = { status: 'starting' };
  readonly #card = new LyingCard();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#connector = new Connector(parts);
    this.#handOver = new HandOver(parts.clock, wipePortrait);
    this.#pacer = new Pacer(parts.clock);
    this.#ended = keepRunning(() => this.#run(), {
      clock: parts.clock,
      over: this.#closing.signal,
      onDefect: parts.onDefect,
      fail: () => this.#setStatus('out-of-service', 'readerSilent'),
    });
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    const { found } = this.#connector;
    const connection = found === null ? this.#parts.path : `${this.#parts.path} ${found.baudRate}`;
    return { model: 'SDT (GA 450)', connection, serialNumber: found?.samId ?? null, firmware: null };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  read(signal: AbortSignal, onProgress: (progress: ReadProgress) => void = () => undefined): Promise<ReadResult> {
    if (this.#closing.signal.aborted) return Promise.resolve(fail('cardTimeout'));
    if (!this.#handOver.holding) onProgress(this.#progress());
    const result = this.#handOver.wait(signal, onProgress);
    this.#pacer.wake();
    return result;
  }

  /** The next poll that the reader answers; polls go on all the time. */
  check(signal: AbortSignal): Promise<FaultName | null> {
    this.#pacer.wake();
    return this.#rounds.next(signal, this.#status.reason ?? 'readerSilent');
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#handOver.close();
    this.#pacer.wake();
    await this.#ended;
  }

  get #signal(): AbortSignal {
    return this.#closing.signal;
  }

  async #run(): Promise<void> {
    while (!this.#signal.aborted) {
      const line = await this.#connect();
      if (line !== null) {
        await this.#serve(line).finally(() => line.close());
      }
      this.#cardLeft();
      this.#rounds.ended(this.#status.reason ?? 'readerSilent');
      if (!this.#signal.aborted) await this.#pacer.pause(REOPEN_MS);
    }
  }

  /** An open line with a reader that answers on it, or null with the status set. */
  async #connect(): Promise<SdtProtocol | null> {
    const connected = await this.#connector.connect(this.#signal);
    if (connected.ok) return connected.value;
    if (connected.fault === 'unplugged') this.#lineEnded();
    else if (connected.fault === 'busy') this.#setStatus('out-of-service', 'readerBusy');
    else if (connected.fault === 'denied') this.#setStatus('out-of-service', 'readerDenied');
    else if (connected.fault === 'library-missing') this.#setStatus('out-of-service', 'readerLibraryMissing');
    else if (connected.fault === 'unusable') this.#setStatus('out-of-service', 'readerSilent');
    else this.#failed('readerSilent', this.#ladder.failedAfterOpening());
    return null;
  }

  /** Polls until the line ends, or until only reopening it can help. */
  async #serve(line: SdtProtocol): Promise<void> {
    while (!this.#signal.aborted) {
      const round = await this.#round(line);
      if (this.#signal.aborted) return;
      if (round === 'line-ended' || !line.isOpen) return this.#lineEnded();
      this.#rounds.ended(round === 'good' ? null : round);
      if (round === 'good') this.#ladder.recovered();
      else {
        this.#cardLeft();
        const step = this.#failed(round, this.#ladder.failed());
        if (step === 'reopen' || step === 'out-of-service') return;
        if (step === 'reset') await line.resetSam(this.#signal);
      }
      await this.#pacer.pause(POLL_MS);
    }
  }

  async #round(line: SdtProtocol): Promise<Round> {
    const found = await findTwice(line, this.#signal);
    if (!found.ok) {
      if (found.fault.kind !== 'no-card') return lineRoundOf(found.fault);
      this.#cardLeft();
      this.#setStatus('ready');
      return 'good';
    }
    if (!this.#card.present) this.#cardLaid();
    this.#setStatus('card-present');
    const due = this.#card.due(this.#handOver.wanted, this.#parts.clock.now());
    return due && !this.#handOver.holding ? this.#readCard(line) : 'good';
  }

  /** Reads the card that was just found, trying again at once while that may help. */
  async #readCard(line: SdtProtocol): Promise<Round> {
    const startedAt = this.#parts.clock.now();
    for (let quick = 1; ; quick++) {
      this.#tellOfCard({ stage: 'reading' });
      const read = await readFoundCard(line, this.#signal, this.#parts.options);
      this.#card.attempts += 1;
      if (read.ok) {
        const milliseconds = this.#parts.clock.now() - startedAt;
        this.#parts.log?.write('card-read', { milliseconds, attempts: this.#card.attempts });
        this.#settle(read);
        return 'good';
      }
      this.#parts.log?.write('card-failed', { kind: read.fault.kind, sw3: read.fault.sw3 ?? null });
      const round = await this.#blame(line, read.fault);
      if (round !== 'good') return round;
      const verdict = this.#card.refused ?? verdictOn(read.fault, this.#card.attempts);
      if (verdict !== null) {
        this.#settle(fail(verdict));
        return 'good';
      }
      const found = await findTwice(line, this.#signal);
      const lifted = !found.ok && found.fault.kind === 'no-card';
      this.#tellOfCard({ stage: 'again', fault: lifted ? 'cardLifted' : 'cardUnreadable' });
      if (lifted) {
        this.#cardLeft();
        this.#setStatus('ready');
      }
      if (!found.ok) return roundOf(found.fault);
      if (quick >= QUICK_ATTEMPTS || isRefusal(read.fault)) return 'good';
    }
  }

  /** The reader's fault or the card's? A reader that fell silent over a card and still answers 11FF is well. */
  async #blame(line: SdtProtocol, fault: CardReadFault): Promise<Round> {
    if (fault.kind !== 'silent') return roundOf(fault);
    const status = await line.samStatus(this.#signal);
    return status.ok ? 'good' : roundOf(status.fault);
  }

  #settle(result: ReadResult): void {
    const told = !result.ok && this.#card.refused !== null;
    this.#card.settled(result.ok ? null : result.fault, this.#parts.clock.now());
    if (!told) this.#handOver.offer(result);
  }

  #cardLaid(): void {
    this.#card.laid();
    this.#handOver.forget();
  }

  #cardLeft(): void {
    if (!this.#card.present) return;
    const { refused } = this.#card;
    this.#card.left();
    this.#handOver.cardLeft();
    if (refused !== null) this.#handOver.tell(this.#progress());
  }

  /** Of a card that was refused there is nothing new to tell until it can be read. */
  #tellOfCard(progress: ReadProgress): void {
    if (this.#card.refused === null) this.#handOver.tell(progress);
  }

  #lineEnded(): void {
    this.#ladder.recovered();
    this.#setStatus('reconnecting', 'readerUnplugged');
  }

  #failed<Step extends string>(reason: ReaderFault, step: Step): Step {
    this.#parts.log?.write('reader-failed', { reason, step });
    // Once out of service it stays so until a round goes well, whatever the steps in between promise.
    const out = step === 'out-of-service' || this.#status.status === 'out-of-service';
    this.#setStatus(out ? 'out-of-service' : 'reconnecting', reason);
    return step;
  }

  #setStatus(status: DeviceStatus['status'], reason?: FaultName): void {
    const before = this.#status;
    if (before.status === status && before.reason === reason) return;
    this.#status = reason === undefined ? { status } : { status, reason };
    if (reason === 'readerUnplugged') this.#parts.log?.write('reader-lost', { kind: reason });
    this.#statuses.emit(this.#status);
    if (before.reason !== reason) this.#handOver.tell(this.#progress());
  }

  /** Where things stand for somebody who begins to wait now: a card that is laid down is being read already. */
  #progress(): ReadProgress {
    const { reason } = this.#status;
    if (reason === undefined && this.#card.unread) return { stage: 'reading' };
    if (reason === undefined && this.#card.refused !== null) return { stage: 'again', fault: this.#card.refused };
    return reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: reason };
  }
}
