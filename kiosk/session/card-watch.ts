/**
 * Follows the documents on the readers, each reader by itself: where one is laid down anew, and where one was left
 * behind by the last person. A card forgotten in one reader must not keep the next person's from being noticed on
 * another.
 */
import { DOCUMENT_READERS, type TerminalState } from '@anban/terminal-bridge/protocol/state';
import { cardGone, cardLies } from './devices.ts';

export type DocumentReaderName = (typeof DOCUMENT_READERS)[number];

interface Watched {
  readonly reader: DocumentReaderName;
  /** A document lies there, whoever's. */
  here: boolean;
  /** It is of the visit that is over. */
  left: boolean;
}

export class CardWatch {
  readonly #readers: readonly Watched[];

  /** `left`: readers on which a document still lay when the page before this one ended its visit. */
  constructor(left: readonly DocumentReaderName[]) {
    this.#readers = DOCUMENT_READERS.map((reader) => ({ reader, here: false, left: left.includes(reader) }));
  }

  /** A card lies there and belongs to nobody's visit yet. */
  get waits(): boolean {
    return this.#readers.some(({ here, left }) => here && !left);
  }

  /** Where a card of the visit that is over still lies. */
  get left(): readonly DocumentReaderName[] {
    return this.#readers.filter(({ left }) => left).map(({ reader }) => reader);
  }

  /** A card lies there, whoever's. */
  get here(): boolean {
    return this.#readers.some(({ here }) => here);
  }

  /** Looks at a new picture; the readers on which a card has just been laid down. */
  look(terminal: TerminalState): readonly DocumentReaderName[] {
    const laid: DocumentReaderName[] = [];
    for (const watched of this.#readers) {
      const was = watched.here;
      if (cardGone(terminal, watched.reader)) {
        watched.here = false;
        watched.left = false;
      } else if (cardLies(terminal, watched.reader)) watched.here = true;
      if (watched.here && !was && !watched.left) laid.push(watched.reader);
    }
    return laid;
  }

  /** The visit is over: a card that lies there is this person's, and starts nothing, unless `isNext` says otherwise. */
  visitEnded(): void {
    for (const watched of this.#readers) watched.left = watched.here;
  }

  /** The card that was laid down on these readers is the next person's: their visit may begin with it. */
  isNext(laid: readonly DocumentReaderName[]): void {
    for (const watched of this.#readers) if (laid.includes(watched.reader)) watched.left = false;
  }
}
