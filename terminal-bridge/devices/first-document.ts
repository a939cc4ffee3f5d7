/**
 * One reader made of many: nobody is asked "which card?", the first document that appears on any of them is taken. One
 * that has lain there since an earlier reading (forgotten by the last person, or of no use) gives way to a newer one.
 */
import { fail, type Result } from '@anban/foundation/result';
import type { FaultName } from '../protocol/faults.ts';
import type { ReadProgress } from '../protocol/messages.ts';
import type { DocumentReader } from './document-reader.ts';
import type { IdentityDocument } from './identity-document.ts';

type Read = Result<IdentityDocument, FaultName>;

export class FirstDocument implements Pick<DocumentReader, 'read'> {
  readonly #readers: readonly DocumentReader[];
  /** Readers on which the same document has lain since before the last reading ended. */
  readonly #old = new Set<DocumentReader>();

  /** In the order of their importance: what is wrong with the first is told, whatever the others could read. */
  constructor(readers: readonly DocumentReader[]) {
    this.#readers = readers;
    for (const reader of readers) reader.onStatus(() => lies(reader) || this.#old.delete(reader));
  }

  /** As `DocumentReader.read`, on all readers that there are. `readerUnplugged`: there is none at all. */
  async read(signal: AbortSignal, onProgress: (progress: ReadProgress) => void = () => undefined): Promise<Read> {
    const there = this.#readers.filter(({ status }) => status.status !== 'absent');
    if (there.length === 0) return fail('readerUnplugged');
    const settled = new AbortController();
    const over = AbortSignal.any([signal, settled.signal]);
    const told = new Progress(there.length, (progress) => settled.signal.aborted || onProgress(progress));
    let first: Read | null = null;
    const isNewer = there.some((reader) => lies(reader) && !this.#old.has(reader));
    const reads = there.map(async (reader, place) => {
      if (isNewer && this.#old.has(reader)) await emptied(reader, over);
      const result = await reader.read(over, (progress) => told.heard(place, progress));
      if (!result.ok && result.fault === 'cardTimeout') return;
      if (first === null) first = result;
      // A second person's document that came in the same moment is nobody's business.
      else if (result.ok) result.value.portrait.fill(0);
      settled.abort();
    });
    await Promise.all(reads);
    for (const reader of there) if (lies(reader)) this.#old.add(reader);
    return first ?? fail('cardTimeout');
  }
}

/** A document lies there, or may: a reader at work says neither. */
const lies = ({ status }: DocumentReader): boolean => status.status === 'card-present' || status.status === 'busy';

/** Once the reader says that nothing lies there, or `over` aborts. */
const emptied = (reader: DocumentReader, over: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      off();
      over.removeEventListener('abort', done);
      resolve();
    };
    const off = reader.onStatus(() => lies(reader) || done());
    over.addEventListener('abort', done, { once: true });
    if (over.aborted || !lies(reader)) done();
  });

/** What the person is told when several readers have something to say: the one that has a document speaks. */
class Progress {
  readonly #heard: ReadProgress[];
  readonly #tell: (progress: ReadProgress) => void;
  #told = '';

  constructor(readers: number, tell: (progress: ReadProgress) => void) {
    this.#heard = Array.from({ length: readers }, () => ({ stage: 'waiting' }));
    this.#tell = tell;
  }

  heard(place: number, progress: ReadProgress): void {
    this.#heard[place] = progress;
    const [first] = this.#heard;
    const shown =
      this.#heard.find(({ stage }) => stage === 'reading') ??
      this.#heard.find(({ stage }) => stage === 'again') ??
      first ??
      progress;
    const words = JSON.stringify(shown);
    if (words === this.#told) return;
    this.#told = words;
    this.#tell(shown);
  }
}
