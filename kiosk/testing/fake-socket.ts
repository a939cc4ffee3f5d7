/** A bridge at the other end of a socket, played by a test. */
import type { Socket, SocketEvents } from '../bridge/socket.ts';

const READY = { status: 'ready' };
export const DEVICES = {
  idCardReader: READY,
  socialSecurityReader: { status: 'absent' },
  qrScanner: { status: 'absent' },
  portraitDecoder: READY,
  camera: READY,
  matcher: READY,
  receiptPrinter: READY,
  pagePrinter: { status: 'absent' },
  documentCamera: { status: 'absent' },
};
export const STATE = {
  profile: 'assessment',
  siteName: '甲',
  session: null,
  centre: 'connected',
  waiting: 0,
  devices: DEVICES,
};

interface Sent {
  readonly header: { readonly name: string; readonly requestId: number; readonly timeout?: number };
  readonly payload?: unknown;
}

export class FakeSocket implements Socket {
  readonly sent: Sent[] = [];
  readonly events: SocketEvents;
  isClosed = false;

  constructor(events: SocketEvents) {
    this.events = events;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
    this.events.closed();
  }

  says(type: string, name: string, more: object = {}, payload?: object): void {
    this.events.received(JSON.stringify({ header: { type, name, version: '1.0', ...more }, payload }));
  }

  /** Request id of the last command of this name. */
  last(name: string): number {
    const sent = this.sent.findLast(({ header }) => header.name === name);
    if (sent === undefined) throw new Error(`${name} was never sent`);
    return sent.header.requestId;
  }

  heard(name: string): boolean {
    return this.sent.some(({ header }) => header.name === name);
  }

  answers(name: string, payload?: object, header: object = {}): void {
    this.says('completion', name, { requestId: this.last(name), ...header }, payload);
  }

  refuses(name: string, errorCode: string): void {
    this.answers(name, { errorCode }, { completionCode: 'commandErrorCode' });
  }

  snapshot(sequence = 1, state: object = STATE): void {
    this.says('unsolicited', 'Terminal.SnapshotEvent', {}, { sequence, state });
  }

  change(sequence: number, change: object): void {
    this.says('unsolicited', 'Terminal.ChangedEvent', {}, { sequence, change });
  }
}

/** Lets promises settle. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
