/**
 * The card that lies on the reader, from its laying down to the one who asked for it: found, read as soon as it is there,
 * tried again while that may help, handed over once. Of the line it only says how a round on it went.
 */
import type { Clock } from '@anban/foundation/clock';
import { fail } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { HandOver, wipePortrait } from '../hand-over.ts';
import { isRefusal, lineRoundOf, type Round, roundOf, verdictOn } from './blame.ts';
import { type CardReadFault, findTwice, readFoundCard } from './card-read.ts';
import type { ReaderLog } from './events.ts';
import { LyingCard } from './lying-card.ts';
import type { SdtProtocol } from './protocol.ts';
import type { IdCard, IdCardResult, ReadOptions } from './reader.ts';

/** Attempts in a row on one card before the next round. */
const QUICK_ATTEMPTS = 3;

export interface CardRoundsParts {
  readonly clock: Clock;
  readonly log?: ReaderLog | undefined;
  /** What to read beside text and photo. Default: nothing. */
  readonly options?: ReadOptions | undefined;
  /** Aborts when the reader is closed. */
  readonly over: AbortSignal;
  /** Why the reader does not work now, for those who wait; undefined: it does. */
  readonly reason: () => FaultName | undefined;
  /** Told in every round that goes well: whether a card lies there. */
  readonly onSeen: (status: 'ready' | 'card-present') => void;
}

export class CardRounds {
  readonly #parts: CardRoundsParts;
  readonly #handOver: HandOver<IdCard>;
  readonly #card = new LyingCard();

  constructor(parts: CardRoundsParts) {
    this.#parts = parts;
    this.#handOver = new HandOver<IdCard>(parts.clock, wipePortrait);
  }

  /** The card that was read a moment ago, or the next one. */
  wait(signal: AbortSignal, onProgress: (progress: ReadProgress) => void): Promise<IdCardResult> {
    if (!this.#handOver.holding) onProgress(this.#progress());
    return this.#handOver.wait(signal, onProgress);
  }

  /** The reason why the reader does not work is another one, or none: those who wait are told. */
  reasonChanged(): void {
    this.#handOver.tell(this.#progress());
  }

  close(): void {
    this.#handOver.close();
  }

  /** Looks for a card, and reads it when it is due. */
  async round(line: SdtProtocol): Promise<Round> {
    const found = await findTwice(line, this.#parts.over);
    if (!found.ok) {
      if (found.fault.kind !== 'no-card') return lineRoundOf(found.fault);
      this.left();
      this.#parts.onSeen('ready');
      return 'good';
    }
    if (!this.#card.present) this.#cardLaid();
    this.#parts.onSeen('card-present');
    const due = this.#card.due(this.#handOver.wanted, this.#parts.clock.now());
    return due && !this.#handOver.holding ? this.#readCard(line) : 'good';
  }

  /** No card lies there, or the reader no longer says so. */
  left(): void {
    if (!this.#card.present) return;
    const { refused } = this.#card;
    this.#card.left();
    this.#handOver.cardLeft();
    if (refused !== null) this.#handOver.tell(this.#progress());
  }

  /** Reads the card that was just found, trying again at once while that may help. */
  async #readCard(line: SdtProtocol): Promise<Round> {
    const startedAt = this.#parts.clock.now();
    for (let quick = 1; ; quick++) {
      this.#tellOfCard({ stage: 'reading' });
      const read = await readFoundCard(line, this.#parts.over, this.#parts.options);
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
      const found = await findTwice(line, this.#parts.over);
      const lifted = !found.ok && found.fault.kind === 'no-card';
      this.#tellOfCard({ stage: 'again', fault: lifted ? 'cardLifted' : 'cardUnreadable' });
      if (lifted) {
        this.left();
        this.#parts.onSeen('ready');
      }
      if (!found.ok) return roundOf(found.fault);
      if (quick >= QUICK_ATTEMPTS || isRefusal(read.fault)) return 'good';
    }
  }

  /** The reader's fault or the card's? A reader that fell silent over a card and still answers 11FF is well. */
  async #blame(line: SdtProtocol, fault: CardReadFault): Promise<Round> {
    if (fault.kind !== 'silent') return roundOf(fault);
    const status = await line.samStatus(this.#parts.over);
    return status.ok ? 'good' : roundOf(status.fault);
  }

  #settle(result: IdCardResult): void {
    const told = !result.ok && this.#card.refused !== null;
    this.#card.settled(result.ok ? null : result.fault, this.#parts.clock.now());
    if (!told) this.#handOver.offer(result);
  }

  #cardLaid(): void {
    this.#card.laid();
    this.#handOver.forget();
  }

  /** Of a card that was refused there is nothing new to tell until it can be read. */
  #tellOfCard(progress: ReadProgress): void {
    if (this.#card.refused === null) this.#handOver.tell(progress);
  }

  /** Where things stand for somebody who begins to wait now: a card that is laid down is being read already. */
  #progress(): ReadProgress {
    const reason = this.#parts.reason();
    if (reason === undefined && this.#card.unread) return { stage: 'reading' };
    if (reason === undefined && this.#card.refused !== null) return { stage: 'again', fault: this.#card.refused };
    return reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: reason };
  }
}
