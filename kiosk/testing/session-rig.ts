/** The session with the real client, the real services, a socket and a clock in the hands of the test. */
import { BridgeClient } from '../bridge/client.ts';
import type { Service } from '../services/service.ts';
import type { DocumentReaderName } from '../session/card-watch.ts';
import { Conductor } from '../session/conductor.ts';
import { DEVICES, FakeSocket, STATE, settle } from './fake-socket.ts';
import { LOADED_SERVICES } from './loaded-services.ts';
import { ManualTimers } from './manual-timers.ts';

export const VISIT = '0193a1b2-0000-7000-8000-000000000001';
export const NAME = '王建国';
export const DOCUMENT = {
  holder: { name: NAME, maskedNumber: '370702********0017' },
  cardExpired: false,
  faceUnavailable: null,
  admission: { outcome: 'admitted', room: 'A' },
};

interface Arrival {
  /** A card was left on the reader of identity cards by the page before this one. */
  readonly cardLeft?: boolean;
  /** The same, on other readers, where it lies still. */
  readonly leftOn?: readonly DocumentReaderName[];
  readonly readerStatus?: string;
  readonly services?: readonly Service[];
  /** What the bridge tells of a check-in whose page was lost. */
  readonly interrupted?: object;
}

export class SessionRig {
  readonly timers = new ManualTimers();
  /** Of each reload, whether a card was left behind; and on which readers, of the last. */
  readonly reloads: boolean[] = [];
  leftOn: readonly DocumentReaderName[] = [];
  readonly conductor: Conductor;
  chimes = 0;
  readonly #sockets: FakeSocket[] = [];
  readonly #interrupted: object | null;
  #sequence = 1;
  #devices: object = DEVICES;

  private constructor({ cardLeft = false, leftOn = [], services = LOADED_SERVICES, interrupted }: Arrival) {
    this.#interrupted = interrupted ?? null;
    for (const reader of leftOn) this.#devices = { ...this.#devices, [reader]: { status: 'card-present' } };
    const bridge = new BridgeClient((events) => {
      const socket = new FakeSocket(events);
      this.#sockets.push(socket);
      return socket;
    }, this.timers);
    this.conductor = new Conductor({
      bridge,
      timers: this.timers,
      services,
      cardLeft: cardLeft ? ['idCardReader', ...leftOn] : leftOn,
      reload: (left) => {
        this.leftOn = left;
        this.reloads.push(left.length > 0);
      },
      chime: () => {
        this.chimes += 1;
      },
    });
  }

  /** A page that has just come, and is connected. */
  static async arrive(arrival: Arrival = {}): Promise<SessionRig> {
    const rig = new SessionRig(arrival);
    await rig.connect(arrival.readerStatus);
    return rig;
  }

  bridge(): FakeSocket {
    const socket = this.#sockets.at(-1);
    if (socket === undefined) throw new Error('never connected');
    return socket;
  }

  async connect(readerStatus = 'ready'): Promise<void> {
    this.#sequence = 1;
    const bridge = this.bridge();
    bridge.events.opened();
    bridge.snapshot(1, { ...STATE, devices: { ...this.#devices, idCardReader: { status: readerStatus } } });
    bridge.answers('Terminal.Claim');
    await settle();
    // Only a page that is fresh asks.
    if (bridge.heard('Terminal.Interrupted')) bridge.answers('Terminal.Interrupted', { checkIn: this.#interrupted });
    await settle();
  }

  /** The terminal's state, changed. */
  change(state: object): void {
    this.#sequence += 1;
    this.bridge().change(this.#sequence, state);
  }

  device(name: keyof typeof DEVICES, status: string, reason?: string): void {
    this.change({ devices: { ...this.#devices, [name]: { status, ...(reason && { reason }) } } });
  }
  /** From now on, whatever happens to another device. */
  stays(name: keyof typeof DEVICES, status: string): void {
    this.#devices = { ...this.#devices, [name]: { status } };
    this.change({ devices: this.#devices });
  }
  layCard(): void {
    this.device('idCardReader', 'card-present');
  }
  liftCard(): void {
    this.device('idCardReader', 'ready');
  }

  async beginVisit(): Promise<void> {
    this.layCard();
    this.bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
  }
  async readCard(document: object = DOCUMENT): Promise<void> {
    await this.beginVisit();
    this.bridge().answers('Visit.ReadDocument', document);
    await settle();
  }
  async endVisit(): Promise<void> {
    this.bridge().answers('Visit.End');
    await settle();
  }

  /** What a button of the screen that is shown would say. */
  press(event: { readonly type: string }): void {
    const props = this.conductor.visit?.render().props;
    if (props === undefined || !('send' in props) || typeof props.send !== 'function')
      throw new Error('nothing to press');
    props.send(event);
  }
}
