/** A smart card reader with emulated social security cards, from which readers and cards can be taken at any moment. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { PEOPLE } from '../../../hardware-mocks/people/people.ts';
import { SscChip } from '../../../hardware-mocks/social-security-card/chip.ts';
import type {
  ConnectFault,
  LinkFault,
  ReaderState,
  ReadersFault,
  SmartCard,
  SmartCardTransport,
} from '../../../terminal-bridge/devices/smart-card/transport.ts';
import { type Fault, isLineFault, type LineFault } from './faults.ts';
import { spoil } from './spoil.ts';
import { wait } from './waiting.ts';

export const READ_RECORD = 0xb2;
/** "Wrong parameters": the answer to some other command. */
const WRONG = Uint8Array.of(0x6a, 0x86);
/** When the system's service gives a card up. */
const SILENT_MS = 5000;
const ANSWER_MS = 5;
const SLOW_MS = 300;
const NAME = 'Emulated reader 00';

export class CardBench implements SmartCardTransport {
  onCommand: (ins: number) => void = () => undefined;
  person = personAt(0);
  readonly #clock: Clock;
  #turn = 0;
  #plugged = true;
  #held = false;
  #fault: LineFault | null = null;
  /** The card that is in; another one each time. */
  #chip: SscChip | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Another person's card than the last. */
  insert(): void {
    this.#turn += 1;
    this.person = personAt(this.#turn);
    this.#chip = new SscChip(this.person, '2.0');
  }

  remove(): void {
    this.#chip = null;
  }

  apply(fault: Fault): void {
    if (isLineFault(fault)) this.#fault = fault;
    if (fault === 'busy') this.#held = true;
    if (fault === 'unplug') this.#plugged = false;
    // Unplugged and plugged in again, the card in it has lost its power.
    if (fault === 'replug' && this.#chip !== null) this.#chip = new SscChip(this.person, '2.0');
    if (fault === 'double insert') {
      this.insert();
      this.insert();
    }
    if (fault === 'lift mid-read') {
      if (this.#chip === null) this.insert();
      this.remove();
    }
  }

  mend(fault: Fault): void {
    this.#fault = null;
    this.#held = false;
    this.#plugged = true;
    if (fault === 'lift mid-read') this.#chip = new SscChip(this.person, '2.0');
  }

  async readers(): Promise<Result<readonly ReaderState[], ReadersFault>> {
    return ok(this.#plugged ? [{ name: NAME, cardPresent: this.#chip !== null }] : []);
  }

  async connect(): Promise<Result<SmartCard, ConnectFault>> {
    const chip = this.#chip;
    if (!this.#plugged || chip === null) return fail({ kind: 'removed', detail: '' });
    if (this.#held) return fail({ kind: 'busy', detail: '' });
    chip.reset();
    return ok({ atr: chip.atr, transmit: (apdu) => this.#transmit(chip, apdu), close: async () => chip.reset() });
  }

  async close(): Promise<void> {}

  async #transmit(chip: SscChip, apdu: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
    this.onCommand(apdu[1] ?? 0);
    await wait(this.#clock, this.#fault === 'slow' ? SLOW_MS : ANSWER_MS);
    if (!this.#plugged || this.#chip !== chip) return fail({ kind: 'removed', detail: '' });
    const answer = chip.answer(apdu);
    if (this.#fault === null || this.#fault === 'slow') return ok(Uint8Array.from(answer));
    const [piece] = spoil(this.#fault, Uint8Array.from(answer), WRONG);
    if (piece !== undefined) return ok(piece.bytes);
    await wait(this.#clock, SILENT_MS);
    return fail({ kind: 'silent', detail: '' });
  }
}

function personAt(turn: number) {
  const person = PEOPLE[turn % 3];
  if (person === undefined) throw new Error('the sample people are gone');
  return person;
}
