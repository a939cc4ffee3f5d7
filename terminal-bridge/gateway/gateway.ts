/** The bridge's door: HTTP and one kind of WebSocket, on loopback only. */
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@anban/foundation/clock';
import type { Emitter } from '@anban/foundation/emitter';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Frame } from '../devices/camera/camera.ts';
import type { DiagnosticsProof } from '../diagnostics/proof.ts';
import type { BridgeLog } from '../log.ts';
import { MESSAGE_LIMIT, SOCKET_PATH } from '../protocol/envelope.ts';
import type { TerminalStatus } from '../terminal/state.ts';
import type { Comparison } from '../visit/comparison.ts';
import { Access } from './access.ts';
import type { Claim } from './claim.ts';
import type { CommandTable } from './command-table.ts';
import { Connection } from './connection.ts';
import { type DeviceService, type DeviceServices, ERROR_VERSION, STATUS_VERSION } from './device-services.ts';
import { createPage, type PlaylistSource } from './page.ts';
import { Preview } from './preview.ts';

const MOST_CONNECTIONS = 16;

export interface GatewayOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly kioskDir: string;
  /** As of the page. */
  readonly recordedVoiceDir?: string;
  readonly commands: CommandTable;
  /** A socket for each device, for whoever watches over terminals. */
  readonly devices: DeviceServices;
  readonly claim: Claim;
  readonly status: TerminalStatus;
  readonly preview: Emitter<Frame | 'end'>;
  readonly comparison: Pick<Comparison, 'portrait' | 'showsLive' | 'frames'>;
  readonly playlist: PlaylistSource;
  readonly health: () => object;
  /** For `anban diagnose` on this machine. */
  readonly report: () => object;
  /** What it wants to see first. */
  readonly reportProof: DiagnosticsProof;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/** Of the page, or of one device. */
type Service = DeviceService | { readonly commands: CommandTable; readonly onStatus?: never; readonly onError?: never };

interface Connections {
  readonly all: Set<Connection>;
  /** Those who are told the terminal's state. */
  readonly pages: Set<Connection>;
}

/** Listens, or rejects with the system's error (`EADDRINUSE`). */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { status, preview, comparison, playlist, clock, log, kioskDir, health, report } = options;
  let access = new Access(options.port);
  const page = createPage({
    access: () => access,
    kioskDir,
    ...(options.recordedVoiceDir === undefined ? {} : { recordedVoiceDir: options.recordedVoiceDir }),
    preview: new Preview(preview, clock),
    playlist,
    comparison: {
      portrait: (token) => comparison.portrait(token),
      showsLive: (token) => comparison.showsLive(token),
      live: new Preview(comparison.frames, clock),
    },
    health,
    report,
    reportProof: options.reportProof,
  });
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, page);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT, perMessageDeflate: false });
  const connections: Connections = { all: new Set(), pages: new Set() };
  server.on('upgrade', (request, stream, head) => {
    const service = serviceOf(options, request);
    const refused = refuses(access, request, service, connections.all.size);
    if (refused === null && service !== null)
      sockets.handleUpgrade(request, stream, head, (socket) => welcome(options, service, socket, connections));
    else {
      log.write('client-refused', { why: refused ?? 'path' });
      refuseUpgrade(stream);
    }
  });
  server.on('clientError', (_error, stream) => stream.destroy());
  const off = status.onChange.on((change) => {
    for (const connection of connections.pages) connection.unsolicited('Terminal.ChangedEvent', { ...change });
  });
  const port = await listen(server, options.host, options.port);
  access = new Access(port);
  return {
    port,
    async close() {
      off();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a socket may be asked: the page's commands, or those of one device; null: there is no such path. */
function serviceOf({ commands, devices }: GatewayOptions, { url = '' }: IncomingMessage): Service | null {
  const [path = ''] = url.split('?');
  return path === SOCKET_PATH ? { commands } : (devices.get(path) ?? null);
}

function refuses(access: Access, request: IncomingMessage, service: Service | null, open: number): string | null {
  if (service === null) return 'path';
  return access.refusesSocket(request) ?? (open >= MOST_CONNECTIONS ? 'connections' : null);
}

function refuseUpgrade(stream: Duplex): void {
  stream.on('error', () => stream.destroy());
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function welcome(
  { commands: ofPage, claim, clock, log, status }: GatewayOptions,
  { commands, onStatus, onError }: Service,
  socket: WebSocket,
  { all, pages }: Connections,
): void {
  const connection = new Connection({ wire: socket, commands, claim, clock, log });
  const offErrors = onError?.((error) => connection.unsolicited('Common.ErrorEvent', error, ERROR_VERSION));
  const isPage = commands === ofPage;
  all.add(connection);
  const offStatus = onStatus?.((changed) =>
    connection.unsolicited('Common.StatusChangedEvent', changed, STATUS_VERSION),
  );
  if (isPage) pages.add(connection);
  socket.on('message', (data, isBinary) => {
    if (isBinary) connection.receiveBinary();
    else connection.receive(data.toString());
  });
  // Too long, not UTF-8, a broken frame: ws closes the connection itself.
  socket.on('error', () => log.write('client-refused', { why: 'frame' }));
  socket.once('close', () => {
    offStatus?.();
    offErrors?.();
    all.delete(connection);
    pages.delete(connection);
    connection.gone();
  });
  if (isPage) connection.unsolicited('Terminal.SnapshotEvent', { ...status.snapshot });
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}
