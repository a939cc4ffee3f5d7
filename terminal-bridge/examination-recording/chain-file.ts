/** The hash list of one recording on the disk: a line per entry, on the disk before anything follows from it. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { GENESIS_DIGEST } from '@anban/server/contract/evidence';
import { entryDigest, RecordingEntry } from '@anban/server/contract/recordings';

type Draft<E> = E extends RecordingEntry ? Omit<E, 'number' | 'previous'> : never;
export type EntryDraft = Draft<RecordingEntry>;

/** A line in the middle does not belong: somebody changed the file. */
export class ChainDamaged extends Error {
  override readonly name = 'ChainDamaged';
}

export class ChainFile {
  readonly #path: string;
  readonly #entries: RecordingEntry[];
  #head: string;

  private constructor(path: string, entries: RecordingEntry[]) {
    this.#path = path;
    this.#entries = entries;
    const last = entries.at(-1);
    this.#head = last === undefined ? GENESIS_DIGEST : entryDigest(last);
  }

  /** Opens or begins it. A last line that a power cut tore is cut off; any other damage throws `ChainDamaged`. */
  static open(path: string): ChainFile {
    const { entries, whole, size } = readChain(path);
    if (whole < size) truncateSync(path, whole);
    return new ChainFile(path, entries);
  }

  get entries(): readonly RecordingEntry[] {
    return this.#entries;
  }

  get head(): string {
    return this.#head;
  }

  get ended(): boolean {
    return this.#entries.at(-1)?.kind === 'ended';
  }

  append(draft: EntryDraft): RecordingEntry {
    const entry = RecordingEntry.parse({ ...draft, number: this.#entries.length + 1, previous: this.#head });
    this.#write(Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8'));
    this.#entries.push(entry);
    this.#head = entryDigest(entry);
    return entry;
  }

  /** All of the line or nothing of it: what a full disk took is cut off again. */
  #write(line: Buffer): void {
    const file = openSync(this.#path, 'a', 0o600);
    const before = fstatSync(file).size;
    try {
      if (writeSync(file, line) !== line.length) throw new Error('the entry was not written whole');
      fsyncSync(file);
    } catch (cause) {
      ftruncateSync(file, before);
      throw cause;
    } finally {
      closeSync(file);
    }
  }
}

/** The entries of a list and how many bytes they fill. Changes nothing. */
export function readChain(path: string): { entries: RecordingEntry[]; whole: number; size: number } {
  const bytes = bytesOf(path);
  const entries: RecordingEntry[] = [];
  let previous = GENESIS_DIGEST;
  let whole = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, whole)) {
    const entry = entryOf(bytes.toString('utf8', whole, end));
    if (entry === null || entry.previous !== previous || entry.number !== entries.length + 1) {
      throw new ChainDamaged(`line ${entries.length + 1} does not continue the list`);
    }
    entries.push(entry);
    previous = entryDigest(entry);
    whole = end + 1;
  }
  return { entries, whole, size: bytes.length };
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return Buffer.alloc(0);
    throw cause;
  }
}

function entryOf(line: string): RecordingEntry | null {
  try {
    return RecordingEntry.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
