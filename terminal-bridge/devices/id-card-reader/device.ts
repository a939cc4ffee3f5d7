/**
 * The ID card reader as a device: polls for cards (card-rounds.ts has what is done with them) and brings the reader back
 * whatever happened to it. One loop does everything in turn, so there is nothing to lock and no read
 * can outlive the presence of its card.
 */
import { Emitter } from '@anban/foundation/emitter';
import { fail } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { DeviceInfo } from '../device.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { Pacer } from '../pacer.ts';
import { RecoveryLadder } from '../recovery.ts';
import { Rounds } from '../rounds.ts';
import type { ReaderFault } from './blame.ts';
import { CardRounds } from './card-rounds.ts';
import { Connector, type ConnectorParts } from './connect.ts';
import type { SdtProtocol } from './protocol.ts';
import type { IdCardReader, IdCardResult, ReadOptions } from './reader.ts';

export const POLL_MS = 300;
export const REOPEN_MS = 500;

export interface ReaderParts extends ConnectorParts {
  /** What to read beside text and photo. Default: nothing. */
  readonly options?: ReadOptions;
  readonly onDefect?: OnDefect | undefined;
}

export class SdtIdCardReader implements IdCardReader {
  readonly #parts: ReaderParts;
  readonly #connector: Connector;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #cards: CardRounds;
  readonly #pacer: Pacer;
  readonly #rounds = new Rounds();
  readonly #ladder = new RecoveryLadder();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #status: DeviceStatus = { status: 'starting' };

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#connector = new Connector(parts);
    this.#cards = new CardRounds({
      clock: parts.clock,
      log: parts.log,
      options: parts.options,
      over: this.#closing.signal,
      reason: () => this.#status.reason,
      onSeen: (status) => this.#setStatus(status),
    });
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

  read(signal: AbortSignal, onProgress: (progress: ReadProgress) => void = () => undefined): Promise<IdCardResult> {
    if (this.#closing.signal.aborted) return Promise.resolve(fail('cardTimeout'));
    const result = this.#cards.wait(signal, onProgress);
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
    this.#cards.close();
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
      this.#cards.left();
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
      const round = await this.#cards.round(line);
      if (this.#signal.aborted) return;
      if (round === 'line-ended' || !line.isOpen) return this.#lineEnded();
      this.#rounds.ended(round === 'good' ? null : round);
      if (round === 'good') this.#ladder.recovered();
      else {
        this.#cards.left();
        const step = this.#failed(round, this.#ladder.failed());
        if (step === 'reopen' || step === 'out-of-service') return;
        if (step === 'reset') await line.resetSam(this.#signal);
      }
      await this.#pacer.pause(POLL_MS);
    }
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
    if (before.reason !== reason) this.#cards.reasonChanged();
  }
}
