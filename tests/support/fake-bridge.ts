/**
 * A bridge without a terminal behind it, for tests of the page alone: serves the built kiosk under the real content
 * security policy, speaks the protocol, and answers each command as the test has said. It keeps nothing.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, PREVIEW_PATH, SOCKET_PATH } from '@anban/terminal-bridge/protocol/envelope';
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { CommandName } from '@anban/terminal-bridge/protocol/messages';
import { versionOf } from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import { type WebSocket, WebSocketServer } from 'ws';
import { READY as ALL_READY } from '../../kiosk/testing/sample-states.ts';

const DIST = fileURLToPath(new URL('../../kiosk/dist/', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** `hang`: acknowledged, and answered by `complete` when the test says so. */
export type Reply = { readonly answer: object } | { readonly fault: FaultName } | 'hang';
type Heard = { readonly name: string; readonly payload: unknown };

const VISIT = '0193a1b2-0000-7000-8000-000000000001';

export class FakeBridge {
  readonly heard: Heard[] = [];
  replies: Partial<Record<CommandName, Reply>> = {};
  state: TerminalState;
  /** One JPEG, shown as the live picture. */
  picture: Buffer | null = null;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #hanging = new Map<string, { readonly socket: WebSocket; readonly requestId: number }>();
  #sequence = 1;

  private constructor(server: Server, state: TerminalState) {
    this.#server = server;
    this.state = state;
    this.#sockets = new WebSocketServer({ server, path: SOCKET_PATH });
    this.#sockets.on('connection', (socket) => this.#connected(socket));
  }

  /** `dist`: the folder of the built page. */
  static async start(state: TerminalState = READY, dist = DIST): Promise<FakeBridge> {
    const server = createServer();
    const bridge = new FakeBridge(server, state);
    server.on('request', (request, response) => void bridge.#serve(dist, request.url ?? '/', response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return bridge;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}/`;
  }

  /** Everything as at the start: no reply of an earlier test, all devices well, no card. */
  reset(): void {
    this.replies = {};
    this.heard.length = 0;
    this.#hanging.clear();
    this.change({ ...READY, outOfService: null });
  }

  change(change: Partial<TerminalState>): void {
    this.state = { ...this.state, ...change };
    this.#sequence += 1;
    this.#tell('Terminal.ChangedEvent', { sequence: this.#sequence, change });
  }

  device(name: keyof TerminalState['devices'], status: TerminalState['devices'][typeof name]): void {
    this.change({ devices: { ...this.state.devices, [name]: status } });
  }

  layCard = () => this.device('idCardReader', { status: 'card-present' });
  liftCard = () => this.device('idCardReader', { status: 'ready' });

  /** An event of a command that hangs. */
  event(command: CommandName, name: string, payload: object): void {
    const { socket, requestId } = this.#waiting(command);
    send(socket, { header: { type: 'event', name, version: versionOf(name), requestId }, payload });
  }

  complete(command: CommandName, reply: Exclude<Reply, 'hang'>): void {
    const { socket, requestId } = this.#waiting(command);
    this.#hanging.delete(command);
    complete(socket, command, requestId, reply);
  }

  /** The bridge goes away for the kiosk, and takes new connections at once. */
  drop(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #waiting(command: CommandName) {
    const waiting = this.#hanging.get(command);
    if (waiting === undefined) throw new Error(`${command} does not hang`);
    return waiting;
  }

  #connected(socket: WebSocket): void {
    const snapshot = { sequence: this.#sequence, state: this.state };
    send(socket, unsolicited('Terminal.SnapshotEvent', snapshot));
    socket.on('message', (data) => this.#command(socket, Command.parse(JSON.parse(String(data)))));
  }

  #command(socket: WebSocket, { header, payload }: Command): void {
    const { name, requestId } = header;
    // Signs of life come by the clock, not by what a test does.
    if (name !== 'Terminal.Heartbeat') this.heard.push({ name, payload });
    send(socket, { header: { type: 'acknowledge', name, version: versionOf(name), requestId } });
    const reply = Object.entries({ ...REPLIES, ...this.replies }).find(([command]) => command === name)?.[1];
    if (reply === undefined || reply === 'hang') this.#hanging.set(name, { socket, requestId });
    else complete(socket, name, requestId, reply);
    if (name !== 'Common.Cancel') return;
    for (const [waiting, one] of this.#hanging) {
      this.#hanging.delete(waiting);
      const canceled = { type: 'completion', name: waiting, version: versionOf(waiting), requestId: one.requestId };
      send(one.socket, { header: { ...canceled, completionCode: 'canceled' } });
    }
  }

  #tell(name: string, payload: object): void {
    for (const socket of this.#sockets.clients) send(socket, unsolicited(name, payload));
  }

  async #serve(dist: string, url: string, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, 'http://kiosk');
    if (pathname === PREVIEW_PATH && this.picture !== null) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(this.picture);
      return;
    }
    const path = join(dist, normalize(pathname === '/' ? '/index.html' : pathname));
    const body = await readFile(path).catch(() => null);
    if (body === null) response.writeHead(404).end();
    else {
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': "default-src 'self'" }).end(body);
    }
  }
}

const REPLIES: Partial<Record<CommandName, Reply>> = {
  'Common.Cancel': { answer: {} },
  'Terminal.Claim': { answer: {} },
  'Terminal.Heartbeat': { answer: {} },
  'Terminal.Interrupted': { answer: { checkIn: null } },
  'Terminal.CallStaff': { answer: { told: true } },
  'Visit.Begin': { answer: { visitId: VISIT } },
  'Visit.DeclineFace': { answer: {} },
  'Visit.End': { answer: {} },
};

/** A terminal that reads identity cards only: without that reader it serves nobody. */
export const READY: TerminalState = {
  ...ALL_READY,
  devices: { ...ALL_READY.devices, socialSecurityReader: { status: 'absent' }, qrScanner: { status: 'absent' } },
};

const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const unsolicited = (name: string, payload: object) => ({
  header: { type: 'unsolicited', name, version: versionOf(name) },
  payload,
});

function complete(socket: WebSocket, name: string, requestId: number, reply: Exclude<Reply, 'hang'>): void {
  const header = { type: 'completion', name, version: versionOf(name), requestId };
  if ('fault' in reply) {
    const refused = { ...header, completionCode: 'commandErrorCode' };
    send(socket, { header: refused, payload: { errorCode: reply.fault } });
  } else send(socket, { header, payload: reply.answer });
}
