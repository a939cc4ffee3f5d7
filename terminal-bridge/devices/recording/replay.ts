/** Plays a recorded session as if the device were there: each question gets what was answered to it, in its own time. */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok } from '@anban/foundation/result';
import type { OpenSerial, SerialTransport } from '../serial/transport.ts';
import type { Entry, Session } from './session.ts';

/** Questions that the session does not have next are looked for further on; after its end nothing answers. */
export function replaySerial({ entries }: Session, clock: Clock): OpenSerial {
  let cursor = 0;
  return async () => {
    const found = entries.findIndex(
      (entry, i) => i >= cursor && (entry.event === 'opened' || entry.event === 'not-opened'),
    );
    const entry = entries[found];
    if (entry === undefined) return fail({ kind: 'missing', detail: 'the session is over' });
    cursor = found + 1;
    if (entry.event === 'not-opened') return fail({ kind: entry.kind, detail: 'as recorded' });
    return ok(new ReplayedLine(clock, (bytes) => answersTo(bytes)));
  };

  function answersTo(bytes: Uint8Array): readonly Played[] {
    const asked = Buffer.from(bytes).toString('hex');
    const found = entries.findIndex((entry, i) => i >= cursor && entry.event === 'out' && entry.bytes === asked);
    const question = entries[found];
    if (question === undefined) return [];
    const after = entries.slice(found + 1);
    const end = after.findIndex(({ event }) => event === 'out' || event === 'opened' || event === 'not-opened');
    const answers = end === -1 ? after : after.slice(0, end);
    cursor = found + 1 + answers.length;
    return answers.map((entry) => ({ afterMs: entry.at - question.at, entry }));
  }
}

interface Played {
  readonly afterMs: number;
  readonly entry: Entry;
}

class ReplayedLine implements SerialTransport {
  isOpen = true;
  readonly #clock: Clock;
  readonly #answersTo: (bytes: Uint8Array) => readonly Played[];
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<void>();

  constructor(clock: Clock, answersTo: (bytes: Uint8Array) => readonly Played[]) {
    this.#clock = clock;
    this.#answersTo = answersTo;
  }

  write(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    for (const { afterMs, entry } of this.#answersTo(bytes)) this.#clock.after(afterMs, () => this.#play(entry));
  }
  onData(listener: (chunk: Uint8Array) => void): () => void {
    return this.#data.on(listener);
  }
  onClose(listener: () => void): () => void {
    return this.#closed.on(listener);
  }
  async setBaudRate() {
    return this.isOpen ? ok(undefined) : fail('closed' as const);
  }
  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#closed.emit();
  }

  #play(entry: Entry): void {
    if (!this.isOpen) return;
    if (entry.event === 'in') this.#data.emit(Uint8Array.from(Buffer.from(entry.bytes, 'hex')));
    if (entry.event === 'closed') void this.close();
  }
}
