/** What is said to a scanner over an open line, and what its answers mean. Knows nothing of lines that come and go. */
import type { Clock } from '@anban/foundation/clock';
import { ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { Dialect } from './dialect.ts';
import { identityLine } from './identity.ts';
import type { ScannerLink } from './link.ts';
import type { ScanProgress } from './scanner.ts';

export const ANSWER_MS = 1000;
/** Longer than the scanner's own time for one look, after which it says that it decoded nothing. */
export const LOOK_MS = 8000;

/** `good`: the scanner lives, whatever came of it; so is a line that ended meanwhile, which shows on the line. */
export type Look = 'good' | 'silent';

/** Somebody who waits for a code. */
export interface Wish {
  readonly settle: (result: Result<string, FaultName>) => void;
  readonly tell: (progress: ScanProgress) => void;
  /** Aborts when nobody waits for the code any more. */
  readonly over: AbortSignal;
  /** The first look was told; what was wrong with one look stays true during the next. */
  begun: boolean;
}

export interface DialogueParts {
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** What the codes look like that are wanted; others are told as foreign, and looked past. Absent: all are wanted. */
  readonly codes?: RegExp | undefined;
  /** Ends whatever is being asked. */
  readonly over: AbortSignal;
}

export class ScannerDialogue {
  readonly #link: ScannerLink;
  readonly #parts: DialogueParts;

  constructor(link: ScannerLink, parts: DialogueParts) {
    this.#link = link;
    this.#parts = parts;
  }

  /** Sets the scanner up; its answer shows that it lives. One that cannot be told anything is taken for alive. */
  async setUp(): Promise<Look> {
    for (const { bytes, command } of this.#parts.dialect.setUp) {
      this.#link.send(bytes);
      if ((await this.#answerTo(command)) === 'silent') return 'silent';
    }
    return 'good';
  }

  async #answerTo(command: string): Promise<Look> {
    // One deadline for all that is heard: a scanner that keeps reading codes and answers nothing is silent.
    const until = this.#parts.clock.now() + ANSWER_MS;
    for (;;) {
      const heard = await this.#link.next(Math.max(0, until - this.#parts.clock.now()), this.#parts.over);
      if (heard.kind === 'silence') return 'silent';
      if (heard.kind === 'closed' || heard.kind === 'called-off') return 'good';
      // A scanner that does not know the command answers too: it lives.
      if (heard.kind === 'answer' && heard.command === command) return 'good';
    }
  }

  /** Who is it? What it tells of itself, by its own names. A scanner that does not know the question serves as well. */
  async identity(): Promise<ReadonlyMap<string, string>> {
    const { identify } = this.#parts.dialect;
    const told = new Map<string, string>();
    if (identify === null) return told;
    this.#link.send(identify.bytes);
    const late = new AbortController();
    const cancel = this.#parts.clock.after(ANSWER_MS, () => late.abort());
    for (;;) {
      const heard = await this.#link.next(ANSWER_MS, AbortSignal.any([this.#parts.over, late.signal]));
      const line = heard.kind === 'code' ? identityLine(heard.text) : null;
      if (line !== null) told.set(line.name, line.value);
      if (heard.kind !== 'code' && heard.kind !== 'discarded') break;
    }
    cancel();
    return told;
  }

  /** One look for a code, and what came of it told to who waits. */
  async look(wish: Wish): Promise<Look> {
    const { lookNow, lookNoMore } = this.#parts.dialect;
    if (!wish.begun) wish.tell({ stage: 'scanning' });
    wish.begun = true;
    if (lookNow === null) this.#link.hush();
    else this.#link.send(lookNow);
    const until = this.#parts.clock.now() + LOOK_MS;
    for (;;) {
      const heard = await this.#link.next(Math.max(0, until - this.#parts.clock.now()), wish.over);
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
          if (lookNoMore !== null) this.#link.send(lookNoMore);
          return 'good';
        case 'closed':
          return 'good';
        case 'answer':
      }
    }
  }
}
