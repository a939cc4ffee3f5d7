/**
 * Documents from social security cards: the card of the reader, and where it shows its holder to nobody, the holder as
 * whoever knows the card tells.
 */
import { fail, ok } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { unlessOver } from '../../waits.ts';
import type { DeviceInfo } from '../device.ts';
import type { DocumentReader, ReadResult } from '../document-reader.ts';
import { SscCardReader, type SscReaderParts } from './card-reader.ts';
import { identityDocumentOf, type SocialSecurityCard } from './social-security-card.ts';

export { CARD_MS, POLL_MS } from './card-reader.ts';

/** Asks whoever knows whose card it is, with what the card shows to everybody. Only for a card that somebody waits for. */
export type ResolveHolder = (card: SocialSecurityCard) => Promise<ReadResult>;

export interface SocialSecurityReader extends DocumentReader {
  /** From now on for cards that show their holder to nobody; before, they are answered `sscHolderHidden`. */
  resolveWith(resolve: ResolveHolder): void;
}

export class SscReader implements SocialSecurityReader {
  readonly #cards: SscCardReader;
  readonly #closing = new AbortController();
  #resolve: ResolveHolder = async () => fail('sscHolderHidden');

  constructor(parts: SscReaderParts) {
    this.#cards = new SscCardReader(parts);
  }

  get status(): DeviceStatus {
    return this.#cards.status;
  }

  get info(): DeviceInfo {
    return this.#cards.info;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#cards.onStatus(listener);
  }

  async read(signal: AbortSignal, onProgress: (progress: ReadProgress) => void = () => undefined): Promise<ReadResult> {
    const card = await this.#cards.read(signal, onProgress);
    return card.ok ? this.#holderOf(card.value, signal, onProgress) : card;
  }

  resolveWith(resolve: ResolveHolder): void {
    this.#resolve = resolve;
  }

  check(signal: AbortSignal): Promise<FaultName | null> {
    return this.#cards.check(signal);
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#cards.close();
  }

  /** The card has been let go and may be pulled out while the centre, if it has to be asked, thinks. */
  async #holderOf(
    card: SocialSecurityCard,
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<ReadResult> {
    const document = identityDocumentOf(card);
    if (document !== null) return ok(document);
    onProgress({ stage: 'reading' });
    const over = AbortSignal.any([signal, this.#closing.signal]);
    const resolved = await unlessOver(this.#resolve(card), over);
    if (resolved === null) return fail('cardTimeout');
    if (!resolved.ok) this.#cards.refuse(card, resolved.fault);
    return resolved;
  }
}
