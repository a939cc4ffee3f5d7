/** The session with the real client, the real services, a socket and a clock in the hands of the test. */
import { BridgeClient } from '../bridge/client.ts';
import type { Service } from '../services/service.ts';
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
  /** A card was left on the reader by the page before this one. */
  readonly cardLeft?: boolean;
  readonly readerStatus?: string;
  readonly services?: readonly Service[];
  /** What the bridge tells of a check-in whose page was lost. */
  readonly interrupted?: object;
}

export class SessionRig {
  readonly timers = new ManualTimers();
  readonly reloads: boolean[] = [];
  readonly conductor: Conductor;
  chimes = 0;
  readonly #sockets: FakeSocket[] = [];
  readonly #interrupted: object | null;
  #sequence = 1;

  private constructor({ cardLeft = false, services = LOADED_SERVICES, interrupted }: Arrival) {
    this.#interrupted = interrupted ?? null;
    const bridge = new BridgeClient((events) => {
      const socket = new FakeSocket(events);
      this.#sockets.push(socket);
      return socket;
    }, this.timers);
    this.conductor = new Conductor({
      bridge,
      timers: this.timers,
      services,
      cardLeft,
      reload: (left) => void this.reloads.push(left),
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
    bridge.snapshot(1, { ...STATE, devices: { ...DEVICES, idCardReader: { status: readerStatus } } });
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
    this.change({ devices: { ...DEVICES, [name]: { status, ...(reason && { reason }) } } });
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
