/**
 * `SmartCardTransport` over the system's PC/SC service (pcscd) through the npm package `smartcard`, which is optional:
 * it is compiled at installation and needs libpcsclite. Loaded only when a reader is asked for.
 */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { type Binding, type BoundCard, type BoundContext, type BoundReader, loadBinding } from './pcsc-binding.ts';
import type { ConnectFault, LinkFault, ReaderState, ReadersFault, SmartCard, SmartCardTransport } from './transport.ts';

const SHARED = 2;
const RESET_CARD = 1;
const ANY_PROTOCOL = 3;
const STATE_PRESENT = 0x20;
/** How long a card may think about one command. PIN and key operations take up to a second. */
const ANSWER_MS = 5000;
const CONNECT_MS = 8000;
/** Longest answer of a short APDU with its status word. */
const MOST_BYTES = 258;

export class PcscTransport implements SmartCardTransport {
  readonly #clock: Clock;
  #context: BoundContext | null = null;
  /**
   * Calls that the service has not answered in time. While there are any it is asked nothing more: its other calls would
   * stand still too, with the whole process, and each would keep one of the few threads that all devices share.
   */
  readonly #hung = new Set<Promise<unknown>>();

  readonly #load: () => Promise<Binding | null>;

  /** `load`: rejects or gives null where the package cannot be used. */
  constructor(clock: Clock, load: () => Promise<Binding | null> = loadBinding) {
    this.#clock = clock;
    this.#load = load;
  }

  async readers(): Promise<Result<readonly ReaderState[], ReadersFault>> {
    if (this.#hung.size > 0) return fail({ kind: 'failed', detail: 'the service does not answer' });
    const listed = await this.#list();
    if (!listed.ok) return listed;
    return ok(listed.value.map(({ name, state }) => ({ name, cardPresent: (state & STATE_PRESENT) !== 0 })));
  }

  async connect(reader: string): Promise<Result<SmartCard, ConnectFault>> {
    if (this.#hung.size > 0) return fail({ kind: 'failed', detail: 'the service does not answer' });
    const listed = await this.#list();
    if (!listed.ok) return fail({ kind: 'failed', detail: listed.fault.detail });
    const found = listed.value.find(({ name }) => name === reader);
    if (found === undefined) return fail({ kind: 'removed', detail: 'the reader is gone' });
    try {
      const connecting = found.connect(SHARED, ANY_PROTOCOL);
      const card = await within(this.#clock, CONNECT_MS, connecting);
      if (card === null) {
        this.#hangs(connecting.then((late) => late.disconnect(RESET_CARD)));
        return fail({ kind: 'mute', detail: 'no answer to reset in time' });
      }
      return ok(new PcscCard(card, this.#clock, (call) => this.#hangs(call)));
    } catch (error) {
      return fail(connectFault(wordsOf(error)));
    }
  }

  async close(): Promise<void> {
    // Releasing the context of a call that hangs would hang too; the process ends without it.
    if (this.#hung.size === 0) this.#drop();
  }

  #hangs(call: Promise<unknown>): void {
    const ended = call.catch(() => undefined).finally(() => this.#hung.delete(ended));
    this.#hung.add(ended);
  }

  async #list(): Promise<Result<readonly BoundReader[], ReadersFault>> {
    const pcsc = await load(this.#load);
    if (!pcsc.ok) return pcsc;
    try {
      this.#context ??= new pcsc.value.Context();
      return ok(this.#context.listReaders());
    } catch (error) {
      // A context does not outlive its service: the next call makes another.
      this.#drop();
      const detail = wordsOf(error);
      return fail({ kind: /service|Invalid handle|Internal/i.test(detail) ? 'service-missing' : 'failed', detail });
    }
  }

  #drop(): void {
    try {
      this.#context?.close();
    } catch {
      // It died with its service.
    }
    this.#context = null;
  }
}

class PcscCard implements SmartCard {
  readonly atr: Uint8Array;
  readonly #card: BoundCard;
  readonly #clock: Clock;
  readonly #onHang: (call: Promise<unknown>) => void;
  #pending: Promise<unknown> | null = null;

  constructor(card: BoundCard, clock: Clock, onHang: (call: Promise<unknown>) => void) {
    this.#onHang = onHang;
    this.#card = card;
    this.#clock = clock;
    this.atr = Uint8Array.from(card.atr ?? []);
  }

  async transmit(apdu: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
    try {
      const sent = Buffer.from(apdu);
      const answering = this.#card.transmit(sent, { maxRecvLength: MOST_BYTES });
      // The binding has its own copy by now, and ours may hold a PIN.
      sent.fill(0);
      this.#pending = answering;
      const done = () => {
        if (this.#pending === answering) this.#pending = null;
      };
      answering.then(done, done);
      const answer = await within(this.#clock, ANSWER_MS, answering);
      if (answer === null) this.#onHang(answering);
      return answer === null ? fail({ kind: 'silent', detail: 'no answer in time' }) : ok(Uint8Array.from(answer));
    } catch (error) {
      const detail = wordsOf(error);
      const gone = /removed|not connected|unavailable|No smart card|Unknown reader|reset/i.test(detail);
      return fail({ kind: gone ? 'removed' : 'failed', detail });
    }
  }

  /** Disconnecting waits natively for a command under way, and the whole process with it: it is done after that. */
  async close(): Promise<void> {
    const pending = this.#pending;
    if (pending === null) return this.#disconnect();
    const end = () => this.#disconnect();
    this.#onHang(pending.then(end, end));
  }

  #disconnect(): void {
    try {
      // Reset, so that no PIN that was verified stays verified for the next program.
      this.#card.disconnect(RESET_CARD);
    } catch {
      // It is gone already.
    }
  }
}

async function load(from: () => Promise<Binding | null>): Promise<Result<Binding, ReadersFault>> {
  try {
    const binding = await from();
    if (binding !== null) return ok(binding);
    return fail({ kind: 'library-missing', detail: 'the package "smartcard" is not what it was' });
  } catch (error) {
    return fail({ kind: 'library-missing', detail: wordsOf(error) });
  }
}

/** The value, or null when `ms` are over first. */
function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(null));
    work.then(resolve, reject).finally(cancel);
  });
}

/** The binding gives words, no codes. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function connectFault(detail: string): ConnectFault {
  if (/unresponsive|unpowered|not supported|Protocol mismatch|Invalid ATR/i.test(detail))
    return { kind: 'mute', detail };
  if (/sharing/i.test(detail)) return { kind: 'busy', detail };
  if (/removed|No smart card|Unknown reader|unavailable/i.test(detail)) return { kind: 'removed', detail };
  return { kind: 'failed', detail };
}
