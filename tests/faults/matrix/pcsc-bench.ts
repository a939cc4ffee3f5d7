/** `PcscTransport` over a process with a service of ours, and hands that do things to its reader. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import { PEOPLE } from '../../../hardware-mocks/people/people.ts';
import { PcscTransport } from '../../../terminal-bridge/devices/smart-card/pcsc-transport.ts';
import type { SmartCardTransport } from '../../../terminal-bridge/devices/smart-card/transport.ts';
import { type Fault, isLineFault } from './faults.ts';
import { AT_FIRST, type PcscState, writeState } from './pcsc-state.ts';

const CHILD = fileURLToPath(new URL('pcsc-child.ts', import.meta.url));

export class PcscBench implements SmartCardTransport {
  onCommand: (ins: number) => void = () => undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'anban-pcsc-'));
  readonly #file = join(this.#folder, 'state');
  readonly #transport: PcscTransport;
  readonly #answered = new EventTarget();
  #state: PcscState = AT_FIRST;
  #underWay = 0;
  #closing = false;

  constructor(clock: Clock) {
    this.#become({});
    this.#transport = new PcscTransport(clock, [CHILD, this.#file]);
  }

  get person() {
    const person = PEOPLE[this.#state.turn % 3];
    if (person === undefined) throw new Error('the sample people are gone');
    return person;
  }

  /** Another person's card than the last. */
  insert(): void {
    const { turn, powered } = this.#state;
    this.#become({ turn: turn + 1, powered: powered + 1, cardPresent: true });
  }

  remove(): void {
    this.#become({ cardPresent: false });
  }

  apply(fault: Fault): void {
    if (isLineFault(fault)) this.#become({ fault });
    if (fault === 'busy') this.#become({ held: true });
    if (fault === 'unplug') this.#become({ plugged: false });
    if (fault === 'replug') this.#become({ powered: this.#state.powered + 1 });
    if (fault === 'double insert') {
      this.insert();
      this.insert();
    }
    if (fault === 'lift mid-read') {
      if (!this.#state.cardPresent) this.insert();
      this.remove();
    }
  }

  mend(fault: Fault): void {
    const powered = this.#state.powered + (fault === 'lift mid-read' || fault === 'unplug' ? 1 : 0);
    const cardPresent = this.#state.cardPresent || fault === 'lift mid-read';
    this.#become({ fault: null, held: false, plugged: true, powered, cardPresent });
  }

  readers = () => this.#counted(this.#transport.readers());

  connect: SmartCardTransport['connect'] = async (reader) => {
    const connected = await this.#counted(this.#transport.connect(reader));
    if (!connected.ok) return connected;
    const card = connected.value;
    return ok({
      atr: card.atr,
      transmit: (apdu) => {
        this.onCommand(apdu[1] ?? 0);
        return this.#counted(card.transmit(apdu));
      },
      close: () => this.#counted(card.close()),
    });
  };

  async close(): Promise<void> {
    this.#closing = true;
    await this.#counted(this.#transport.close());
    rmSync(this.#folder, { recursive: true });
  }

  /** Until the process has answered what it was asked; a silent one never does, and then time goes on without it. */
  async settle(): Promise<void> {
    await setImmediate();
    while (this.#underWay > 0 && (this.#closing || this.#state.fault !== 'silence')) {
      await once(this.#answered, 'answered');
      await setImmediate();
    }
  }

  async #counted<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work;
    } finally {
      this.#underWay -= 1;
      this.#answered.dispatchEvent(new Event('answered'));
    }
  }

  #become(change: Partial<PcscState>): void {
    this.#state = { ...this.#state, ...change };
    writeState(this.#file, this.#state);
  }
}
