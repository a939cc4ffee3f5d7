/**
 * The side of the process that talks to PC/SC: each question is one call of the binding. Some of these calls stand still,
 * and the process with them, as long as the service or a driver does: the bridge then ends it and starts another.
 */
import type { Binding, BoundCard, BoundContext, BoundReader } from './pcsc-binding.ts';
import type { PcscAsked, PcscFault, PcscTold } from './pcsc-messages.ts';

const SHARED = 2;
const RESET_CARD = 1;
const ANY_PROTOCOL = 3;
const STATE_EMPTY = 0x10;
const STATE_PRESENT = 0x20;
/** Longest answer of a short APDU with its status word. */
const MOST_BYTES = 258;

export class PcscService {
  readonly #load: () => Promise<Binding | null>;
  readonly #cards = new Map<number, BoundCard>();
  #context: BoundContext | null = null;
  #connected = 0;

  /** `load`: rejects or gives null where the package cannot be used. */
  constructor(load: () => Promise<Binding | null>) {
    this.#load = load;
  }

  /** Never rejects. */
  async answer(question: PcscAsked): Promise<PcscTold> {
    switch (question.ask) {
      case 'readers':
        return this.#readers();
      case 'connect':
        return this.#connect(question.reader);
      case 'transmit':
        return this.#transmit(question.card, question.apdu);
      case 'disconnect':
        return this.#disconnect(question.card);
    }
  }

  async #readers(): Promise<PcscTold> {
    const listed = await this.#list();
    if ('kind' in listed) return faulty(listed);
    // The service goes on listing a reader that no longer answers it, as neither empty nor full.
    const answering = listed.readers.filter(({ state }) => (state & (STATE_EMPTY | STATE_PRESENT)) !== 0);
    const readers = answering.map(({ name, state }) => ({ name, cardPresent: (state & STATE_PRESENT) !== 0 }));
    return { answer: 'readers', readers };
  }

  async #connect(reader: string): Promise<PcscTold> {
    const listed = await this.#list();
    if ('kind' in listed) return faulty({ kind: 'failed', detail: listed.detail });
    const found = listed.readers.find(({ name }) => name === reader);
    if (found === undefined) return faulty({ kind: 'removed', detail: 'the reader is gone' });
    try {
      const connected = await found.connect(SHARED, ANY_PROTOCOL);
      const card = this.#connected++;
      this.#cards.set(card, connected);
      return { answer: 'connect', card, atr: Uint8Array.from(connected.atr ?? []) };
    } catch (error) {
      return faulty(connectFault(wordsOf(error)));
    }
  }

  async #transmit(card: number, apdu: Uint8Array): Promise<PcscTold> {
    const connected = this.#cards.get(card);
    if (connected === undefined) return faulty({ kind: 'removed', detail: 'the card was let go' });
    try {
      const sent = Buffer.from(apdu);
      apdu.fill(0);
      const answering = connected.transmit(sent, { maxRecvLength: MOST_BYTES });
      // The binding has its own copy by now, and ours may hold a PIN.
      sent.fill(0);
      return { answer: 'transmit', response: Uint8Array.from(await answering) };
    } catch (error) {
      const detail = wordsOf(error);
      const gone = /removed|not connected|unavailable|No smart card|Unknown reader|reset/i.test(detail);
      return faulty({ kind: gone ? 'removed' : 'failed', detail });
    }
  }

  #disconnect(card: number): PcscTold {
    try {
      // Reset, so that no PIN that was verified stays verified for the next program.
      this.#cards.get(card)?.disconnect(RESET_CARD);
    } catch {
      // It is gone already.
    }
    this.#cards.delete(card);
    return { answer: 'disconnect' };
  }

  async #list(): Promise<{ readonly readers: readonly BoundReader[] } | PcscFault> {
    const binding = await this.#binding();
    if ('kind' in binding) return binding;
    try {
      this.#context ??= new binding.Context();
      return { readers: this.#context.listReaders() };
    } catch (error) {
      // A context does not outlive its service: the next call makes another.
      this.#drop();
      const detail = wordsOf(error);
      return { kind: /service|Invalid handle|Internal/i.test(detail) ? 'service-missing' : 'failed', detail };
    }
  }

  async #binding(): Promise<Binding | PcscFault> {
    try {
      const binding = await this.#load();
      return binding ?? { kind: 'library-missing', detail: 'the package "smartcard" is not what it was' };
    } catch (error) {
      return { kind: 'library-missing', detail: wordsOf(error) };
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

const faulty = (fault: PcscFault): PcscTold => ({ answer: 'fault', fault });

/** The binding gives words, no codes. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function connectFault(detail: string): PcscFault {
  if (/unresponsive|unpowered|not supported|Protocol mismatch|Invalid ATR/i.test(detail))
    return { kind: 'mute', detail };
  if (/sharing/i.test(detail)) return { kind: 'busy', detail };
  if (/removed|No smart card|Unknown reader|unavailable/i.test(detail)) return { kind: 'removed', detail };
  return { kind: 'failed', detail };
}
