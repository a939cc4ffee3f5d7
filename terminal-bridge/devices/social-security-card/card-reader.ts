/**
 * The reader of social security cards as a device: looks for cards, reads each as soon as it is put in, hands it over.
 * The smart card service comes and goes without us, so that every round begins by asking it anew; nothing ever ends it.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { Device, DeviceInfo } from '../device.ts';
import { HandOver } from '../hand-over.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import { Pacer } from '../pacer.ts';
import { Rounds } from '../rounds.ts';
import { limited } from '../smart-card/limited.ts';
import type { ReaderState, SmartCardTransport } from '../smart-card/transport.ts';
import { CONNECT_FAULTS, FINAL, faultOf, MENDABLE, READERS_FAULTS } from './faults.ts';
import type { HolderAccess } from './holder-access.ts';
import { readCard } from './read-card.ts';
import type { SocialSecurityCard } from './social-security-card.ts';

export const POLL_MS = 300;
/** Attempts on a card that answers and cannot be read, before it is given up. */
const ATTEMPTS = 3;
/** For all that one card is asked; a read takes half a second. */
export const CARD_MS = 20_000;

export type CardResult = Result<SocialSecurityCard, FaultName>;

export interface SscReaderParts {
  readonly transport: SmartCardTransport;
  readonly clock: Clock;
  /** Part of the reader's name; null: any reader. */
  readonly reader: string | null;
  /** Opens third-generation cards; without it they show no holder. */
  readonly holderAccess?: HolderAccess;
  readonly onDefect?: OnDefect | undefined;
}

export class SscCardReader implements Device {
  readonly #parts: SscReaderParts;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #handOver: HandOver<SocialSecurityCard>;
  readonly #pacer: Pacer;
  readonly #rounds = new Rounds();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #status: DeviceStatus = { status: 'starting' };
  #name: string | null = null;
  #cardPresent = false;
  #unread = false;
  #attempts = 0;
  /** Why the card that lies there will not do: it is told, and not read again, so that it keeps no other reader's card out. */
  #refused: FaultName | null = null;
  /** The card that was read and lies there still, by its id. */
  #lying: string | null = null;

  constructor(parts: SscReaderParts) {
    this.#parts = parts;
    this.#handOver = new HandOver(parts.clock, () => undefined);
    this.#pacer = new Pacer(parts.clock);
    this.#ended = keepRunning(() => this.#run(), {
      clock: parts.clock,
      over: this.#closing.signal,
      onDefect: parts.onDefect,
      fail: () => this.#lost('sscReaderFailed'),
    });
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    // The binding offers no reader attributes; libccid puts the serial number into the name, in brackets.
    const serialNumber = /\(([^()]+)\) \d\d \d\d$/.exec(this.#name ?? '')?.[1] ?? null;
    return { model: this.#name, connection: 'PC/SC', serialNumber, firmware: null };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  /** The card that lies there, as soon as it has been read, or the next one; a card that will not do is a fault. */
  read(signal: AbortSignal, onProgress: (progress: ReadProgress) => void = () => undefined): Promise<CardResult> {
    if (this.#closing.signal.aborted) return Promise.resolve(fail('cardTimeout'));
    if (!this.#handOver.holding) onProgress(this.#progress());
    const card = this.#handOver.wait(signal, onProgress);
    this.#pacer.wake();
    return card;
  }

  /** Somebody else has found that `card`, if it still lies there, will not do: it is told, and not read again. */
  refuse(card: SocialSecurityCard, fault: FaultName): void {
    if (this.#lying === card.cardId) this.#refused = fault;
  }

  /**
   * What the smart card service says next of the reader, which it asks itself a few times a second. With a card in it
   * the reader shows more: it powers the card and brings back its answer to reset.
   */
  check(signal: AbortSignal): Promise<FaultName | null> {
    this.#pacer.wake();
    return this.#rounds.next(signal, this.#status.reason ?? 'sscReaderFailed');
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#handOver.close();
    this.#pacer.wake();
    await this.#ended;
    await this.#parts.transport.close();
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#round();
      this.#rounds.ended(this.#status.reason ?? (await this.#powerFault()));
      if (!this.#closing.signal.aborted) await this.#pacer.pause(POLL_MS);
    }
  }

  async #round(): Promise<void> {
    const listed = await this.#parts.transport.readers();
    if (!listed.ok) return this.#lost(READERS_FAULTS[listed.fault.kind]);
    const { reader } = this.#parts;
    const ours = listed.value.filter(({ name }) => reader === null || name.includes(reader));
    const [first] = ours;
    if (first === undefined) return this.#lost('sscReaderMissing');
    await this.#look(ours.find(({ cardPresent }) => cardPresent) ?? first);
  }

  async #look({ name, cardPresent }: ReaderState): Promise<void> {
    this.#name = name;
    if (!cardPresent) {
      this.#cardLeft();
      return this.#become({ status: 'ready' });
    }
    if (!this.#cardPresent) this.#cardLaid();
    this.#become({ status: 'card-present' });
    const needed = this.#unread || (this.#handOver.wanted && this.#refused === null);
    if (needed && !this.#handOver.holding) await this.#readCard(name);
  }

  async #readCard(name: string): Promise<void> {
    this.#handOver.tell({ stage: 'reading' });
    this.#attempts += 1;
    const result = await this.#read(name);
    const final = result.ok || FINAL.has(result.fault) || this.#attempts >= ATTEMPTS;
    if (!final) return this.#handOver.tell({ stage: 'again', fault: result.fault });
    this.#unread = false;
    this.#attempts = 0;
    // A card that does not answer is put in anew, or another is: that is waited for.
    if (!result.ok && MENDABLE.has(result.fault)) this.#handOver.tell({ stage: 'again', fault: result.fault });
    else {
      this.#refused = result.ok ? null : result.fault;
      this.#handOver.offer(result);
    }
  }

  async #read(name: string): Promise<CardResult> {
    const card = await this.#parts.transport.connect(name);
    if (!card.ok) return fail(CONNECT_FAULTS[card.fault.kind]);
    const late = new AbortController();
    const cancel = this.#parts.clock.after(CARD_MS, () => late.abort());
    const over = AbortSignal.any([late.signal, this.#closing.signal]);
    try {
      const read = await readCard(limited(card.value, over), this.#parts.holderAccess ?? null);
      if (read.ok) this.#lying = read.value.cardId;
      return read.ok ? read : fail(faultOf(read.fault));
    } finally {
      cancel();
      await card.value.close();
    }
  }

  /** Only for somebody who waits for it: what hinders the reader from powering the card in it; null: nothing, or no card. */
  async #powerFault(): Promise<FaultName | null> {
    if (!this.#rounds.awaited || !this.#cardPresent || this.#name === null) return null;
    const card = await this.#parts.transport.connect(this.#name);
    if (!card.ok) return CONNECT_FAULTS[card.fault.kind];
    await card.value.close();
    return null;
  }

  #cardLaid(): void {
    this.#cardPresent = true;
    this.#unread = true;
    this.#attempts = 0;
    this.#refused = null;
    this.#handOver.forget();
  }

  #cardLeft(): void {
    if (!this.#cardPresent) return;
    this.#cardPresent = false;
    this.#refused = null;
    this.#lying = null;
    // Pulled before it was read: whoever waits should hear so; otherwise the next card is waited for.
    if (this.#unread) this.#handOver.tell({ stage: 'again', fault: 'sscCardRemoved' });
    this.#unread = false;
    this.#handOver.cardLeft();
  }

  #lost(reason: FaultName): void {
    this.#cardLeft();
    this.#become({ status: reason === 'sscReaderMissing' ? 'reconnecting' : 'out-of-service', reason });
  }

  #become(status: DeviceStatus): void {
    const before = this.#status;
    if (before.status === status.status && before.reason === status.reason) return;
    this.#status = status;
    this.#statuses.emit(status);
    if (before.reason !== status.reason) this.#handOver.tell(this.#progress());
  }

  #progress(): ReadProgress {
    const { reason } = this.#status;
    if (reason === undefined && this.#cardPresent && this.#unread) return { stage: 'reading' };
    if (reason === undefined && this.#refused !== null) return { stage: 'again', fault: this.#refused };
    return reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: reason };
  }
}
