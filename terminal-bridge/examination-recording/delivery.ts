/**
 * Brings hash lists to the centre. A lane of its own beside the outbox of check-ins, so that a list of a hundred kilobytes
 * never stands before somebody's queue number. What waits needs no second book: it is every list whose head is not the one
 * that the centre last confirmed. Sent again it is the same list; the centre takes it once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import type { ExaminationStage, RecordingList } from '@anban/server/contract/recordings';
import { entryDigest } from '@anban/server/contract/recordings';
import type { Centre } from '../centre/centre.ts';
import type { TerminalKey } from '../evidence/key.ts';
import { type BridgeLog, errorName } from '../log.ts';
import { Lane } from '../outbox/lane.ts';
import { readChain } from './chain-file.ts';
import { chainPath, readAbout, recordingFolders, signedList, writeDurably } from './folder.ts';

const AGAIN_MS = 60_000;
const CONFIRMED = 'confirmed';

export interface ListDeliveryOptions {
  readonly root: string;
  readonly key: TerminalKey;
  readonly centre: Pick<Centre, 'recordingList'>;
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** Told of every list that arrived, with what the centre says of the examination behind it. */
  readonly onStage?: (recordingId: string, stage: ExaminationStage | null) => void;
}

export class ListDelivery {
  readonly #options: ListDeliveryOptions;
  readonly #lane: Lane;

  constructor(options: ListDeliveryOptions) {
    this.#options = options;
    this.#lane = new Lane({
      clock: options.clock,
      work: async () => ((await this.#sendAll()) ? null : AGAIN_MS),
      onDefect: (error) => {
        options.log.write('unexpected-error', { where: 'recording-lists', error: errorName(error), at: null });
        return AGAIN_MS;
      },
    });
  }

  /** Tries now; call when a list has grown and when the centre is back. */
  wake(): void {
    this.#lane.wake();
  }

  close(): Promise<void> {
    return this.#lane.close();
  }

  /** False: something still waits. A list that the centre refuses keeps no other back. */
  async #sendAll(): Promise<boolean> {
    let all = true;
    for (const folder of recordingFolders(this.#options.root)) {
      const list = this.#waiting(folder);
      if (list === null || this.#lane.closed) continue;
      const answer = await this.#options.centre.recordingList(list);
      if (answer.ok) confirm(folder, list.statement.head);
      else all = false;
      const { id, entries } = list.statement;
      if (answer.ok) {
        this.#options.log.write('recording-list-delivered', { recordingId: id, entries });
        this.#options.onStage?.(id, answer.value);
      } else if (answer.fault.kind === 'unreachable') return false;
      else {
        const { status, name } = answer.fault;
        this.#options.log.write('recording-list-refused', { recordingId: id, entries, status, name });
      }
    }
    return all;
  }

  #waiting(folder: string): RecordingList | null {
    try {
      const about = readAbout(folder);
      const { entries } = readChain(chainPath(folder));
      const last = entries.at(-1);
      if (about === null || last === undefined) return null;
      const head = entryDigest(last);
      return confirmedHead(folder) === head ? null : signedList(about, entries, head, this.#options.key);
    } catch (error) {
      this.#options.log.write('unexpected-error', { where: 'recording-list', error: errorName(error), at: null });
      return null;
    }
  }
}

/** Head of the list that the centre has; null: none. */
export function confirmedHead(folder: string): string | null {
  try {
    return readFileSync(join(folder, CONFIRMED), 'utf8').trim();
  } catch {
    return null;
  }
}

const confirm = (folder: string, head: string): void => writeDurably(join(folder, CONFIRMED), `${head}\n`);
