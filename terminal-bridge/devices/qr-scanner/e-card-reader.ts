/**
 * 电子社保卡 on a phone as a document like any other: the scanner looks all the time; a code that it sees is kept for a
 * moment, so that the visit that it starts has it, and is resolved by the centre only when somebody asks for a document.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { newId } from '@anban/foundation/ids';
import { fail, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { pause, unlessOver } from '../../waits.ts';
import { type DeviceInfo, NOTHING_TOLD } from '../device.ts';
import type { DocumentReader } from '../document-reader.ts';
import type { IdentityDocument } from '../identity-document.ts';
import { keepRunning, type OnDefect } from '../keep-running.ts';
import type { QrScanner, ScanProgress } from './scanner.ts';

/** How long a code may wait for its visit. */
export const HOLD_MS = 3000;
/** The phone is still there: its code was dealt with, and is looked at again after so long. */
const SAME_CODE_MS = 500;
/** A code that was not seen for so long was taken away: shown again, it is a new attempt, and hears that it is used. */
export const AWAY_MS = 4000;
/** The centre could not be reached with this code, which is still good: it is tried again after so long. */
const RETRY_MS = 2000;

/** `id`: one for each code, however often it is asked: an answer that was lost is then given again, and is no replay. */
export type ResolveCode = (code: string, id: string) => Promise<Result<IdentityDocument, FaultName>>;

interface Waiter {
  readonly take: (code: string) => void;
  readonly onProgress: (progress: ReadProgress) => void;
}

export class ECardReader implements DocumentReader {
  readonly #scanner: QrScanner;
  readonly #clock: Clock;
  readonly #resolve: ResolveCode;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #closing = new AbortController();
  readonly #off: () => void;
  readonly #ended: Promise<void>;
  #waiters: Waiter[] = [];
  #held: string | null = null;
  /** Something that is no code stood before the window since the last code. */
  #sighted = false;
  #cancelHold: () => void = () => undefined;
  /** Digest of the code that was handed over or waited in vain: shown again, it starts nothing. */
  #last: string | null = null;
  #cancelAway = () => {};
  /** The code that was asked for last, as a digest, and under which id. */
  #asked: { readonly digest: string; readonly id: string } | null = null;
  /** Of its own defect, not the scanner's. */
  #failed = false;
  #status: DeviceStatus;

  constructor(scanner: QrScanner, clock: Clock, resolve: ResolveCode, onDefect?: OnDefect) {
    this.#scanner = scanner;
    this.#clock = clock;
    this.#resolve = resolve;
    this.#status = this.#current();
    this.#off = scanner.onStatus(() => this.#show());
    const over = this.#closing.signal;
    const running = () => keepRunning(() => this.#run(), { clock, over, onDefect, fail: () => this.#fail(true) });
    this.#ended = scanner.status.status === 'absent' ? Promise.resolve() : running();
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get info(): DeviceInfo {
    return this.#scanner.info ?? NOTHING_TOLD;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  check(signal: AbortSignal): Promise<FaultName | null> {
    return this.#scanner.check?.(signal) ?? Promise.resolve(this.#status.reason ?? null);
  }

  async read(
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void = () => undefined,
  ): Promise<Result<IdentityDocument, FaultName>> {
    const { reason } = this.#status;
    onProgress(reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: reason });
    let tried: string | null = null;
    for (;;) {
      const code = await this.#nextCode(signal, onProgress);
      if (code === null) return fail('cardTimeout');
      const digest = digestOf(code);
      // The same phone, still there: it has been told what is wrong.
      if (digest === tried) continue;
      onProgress({ stage: 'reading' });
      const resolved = await unlessOver(this.#resolve(code, this.#idOf(digest)), signal);
      if (resolved === null) return fail('cardTimeout');
      if (resolved.ok) {
        // Used up: shown once more, it is a replay.
        this.#asked = null;
        return resolved;
      }
      onProgress({ stage: 'again', fault: resolved.fault });
      if (resolved.fault === 'eCardUnresolved') await pause(this.#clock, RETRY_MS, signal);
      else tried = digest;
    }
  }

  /** Closes neither the scanner nor the centre: they are others'. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#off();
    this.#cancelHold();
    this.#cancelAway();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    this.#fail(false);
    while (!signal.aborted) {
      const scanned = await this.#scanner.scan(signal, (progress) => this.#tell(progress));
      if (scanned.ok) await this.#seen(scanned.value);
      else if (!signal.aborted) await pause(this.#clock, SAME_CODE_MS, signal);
    }
  }

  #fail(failed: boolean): void {
    this.#failed = failed;
    this.#show();
  }

  async #seen(code: string): Promise<void> {
    this.#sighted = false;
    const [first] = this.#waiters;
    const digest = digestOf(code);
    const again = digest === this.#last || code === this.#held;
    if (first !== undefined) first.take(code);
    else if (!again) this.#hold(code);
    this.#last = digest;
    this.#cancelAway();
    this.#cancelAway = this.#clock.after(AWAY_MS, () => {
      this.#last = null;
    });
    if (again) await pause(this.#clock, SAME_CODE_MS, this.#closing.signal);
  }

  #hold(code: string): void {
    this.#held = code;
    this.#cancelHold();
    this.#cancelHold = this.#clock.after(HOLD_MS, () => this.#forget());
    this.#show();
  }

  #forget(): void {
    this.#cancelHold();
    this.#held = null;
    this.#show();
  }

  /** The code that is held, or the next one; null when `signal` aborts first. */
  #nextCode(signal: AbortSignal, onProgress: Waiter['onProgress']): Promise<string | null> {
    const held = this.#held;
    this.#forget();
    if (signal.aborted || this.#closing.signal.aborted) return Promise.resolve(null);
    if (held !== null) return Promise.resolve(held);
    return new Promise((resolve) => {
      const finish = (code: string | null) => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        signal.removeEventListener('abort', giveUp);
        resolve(code);
      };
      const giveUp = () => finish(null);
      const waiter: Waiter = { take: finish, onProgress };
      this.#waiters.push(waiter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #idOf(digest: string): string {
    if (this.#asked?.digest !== digest) this.#asked = { digest, id: newId() };
    return this.#asked.id;
  }

  /** That nothing was seen is no news, unless something just was: mostly nobody holds up a phone. */
  #tell({ stage, fault, seen = false }: ScanProgress): void {
    if (stage !== 'again' || fault === undefined) return;
    if (!seen && (fault !== 'codeUnreadable' || !this.#sighted)) return;
    this.#sighted = true;
    for (const { onProgress } of [...this.#waiters]) onProgress({ stage: 'again', fault });
  }

  /** Looking is what it always does: only a code is a document that is there. */
  #current(): DeviceStatus {
    if (this.#failed) return { status: 'out-of-service', reason: 'scannerSilent' };
    const { status } = this.#scanner;
    if (status.status !== 'ready' && status.status !== 'busy') return status;
    return { status: this.#held === null ? 'ready' : 'card-present' };
  }

  #show(): void {
    const before = this.#status;
    const now = this.#current();
    if (before.status === now.status && before.reason === now.reason) return;
    this.#status = now;
    this.#statuses.emit(now);
    if (before.reason === now.reason) return;
    for (const { onProgress } of [...this.#waiters]) {
      onProgress(now.reason === undefined ? { stage: 'waiting' } : { stage: 'waiting', fault: now.reason });
    }
  }
}

/** What is kept of a code beyond its moment. */
const digestOf = (code: string): string => createHash('sha256').update(code).digest('base64');
