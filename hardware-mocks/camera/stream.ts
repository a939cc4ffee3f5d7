/** MJPEG over HTTP as network cameras do it: one part after another of a multipart answer that never ends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const BOUNDARY = 'frame';

export interface MjpegOptions {
  readonly host: string;
  /** The picture of this moment, for `/snapshot.jpg`. */
  readonly snapshot: () => Promise<Buffer>;
  /** What `/sound.wav` gives, of a camera with a microphone. */
  readonly sound?: (response: ServerResponse) => void;
  /** Called when the first viewer comes and when the last one goes. */
  readonly onWatched: (watched: boolean) => void;
}

export class MjpegServer {
  readonly #options: MjpegOptions;
  readonly #viewers = new Set<ServerResponse>();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #refusing = false;

  constructor(options: MjpegOptions) {
    this.#options = options;
  }

  /** Listens; 0 takes a free port. Resolves with the port, rejects with the error of `listen`. */
  async listen(port: number): Promise<number> {
    const server = createServer((request, response) => this.#serve(request, response));
    server.on('connection', (socket) => this.#admit(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, this.#options.host, resolve);
    });
    this.#server = server;
    return portOf(server.address());
  }

  /** Sends a picture to every viewer; one who has not yet taken the last picture misses this one. */
  send(jpeg: Buffer): void {
    const head = `--${BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
    const part = Buffer.concat([Buffer.from(head, 'latin1'), jpeg, Buffer.from('\r\n', 'latin1')]);
    for (const viewer of this.#viewers) if (viewer.writableLength === 0) viewer.write(part);
  }

  /** Cuts every connection; while `refusing`, new ones are cut as well. */
  cut(refusing: boolean): void {
    this.#refusing = refusing;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends everything; the port is free afterwards. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.cut(false);
    await closed;
  }

  #admit(socket: Socket): void {
    if (this.#refusing) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://camera');
    if (pathname === '/stream.mjpeg') this.#stream(response);
    else if (pathname === '/snapshot.jpg') this.#answer(response);
    else if (pathname === '/sound.wav' && this.#options.sound !== undefined) this.#options.sound(response);
    else response.writeHead(404).end();
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': `multipart/x-mixed-replace; boundary=${BOUNDARY}`,
      'Cache-Control': 'no-store',
    });
    response.flushHeaders();
    this.#viewers.add(response);
    if (this.#viewers.size === 1) this.#options.onWatched(true);
    response.on('close', () => {
      this.#viewers.delete(response);
      if (this.#viewers.size === 0) this.#options.onWatched(false);
    });
  }

  #answer(response: ServerResponse): void {
    this.#options.snapshot().then(
      (jpeg) => response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' }).end(jpeg),
      () => response.writeHead(503).end(),
    );
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The camera listens on no TCP port');
  return address.port;
}
