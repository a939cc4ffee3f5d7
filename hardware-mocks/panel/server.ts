/** The panel: a web page, on this machine only, on which people play with the emulated devices. */
import { createServer, type Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { api, type Links } from './api.ts';
import type { Desk } from './devices.ts';
import { refuseStrangers, securityHeaders } from './guard.ts';
import { type Modules, PUBLIC_FOLDER, readModules } from './pages.ts';
import { Storyteller, type Wait } from './storyteller.ts';

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;

/** Four parameters make it an error handler for Express. */
const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = statusOf(error);
  const words = status < 500 ? 'The request cannot be read: it must be JSON' : 'The panel failed';
  if (status >= 500) process.stderr.write(`panel: ${error instanceof Error ? error.stack : String(error)}\n`);
  response.status(status).json({ error: words });
};

function createApp(desk: Desk, links: Links, storyteller: Storyteller): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(refuseStrangers);
  app.use(securityHeaders(new URL(desk.camera.url).origin));
  app.use('/api', api(desk, links, storyteller));
  let modules: Promise<Modules> | undefined;
  app.get('/:module.ts', async (request, response, next) => {
    modules ??= readModules();
    const code = (await modules).get(`${request.params.module}.ts`);
    if (code === undefined) return next();
    response.type('text/javascript').send(code);
  });
  app.use(express.static(PUBLIC_FOLDER));
  app.use((_request, response) => {
    response.status(404).json({ error: 'There is nothing here' });
  });
  app.use(answerError);
  return app;
}

export type PanelOptions = Links & {
  /** 0 takes a free port. */
  readonly port: number;
  /** How a story waits between its steps; tests hand in their own. */
  readonly wait?: Wait;
};

const timed: Wait = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

export class Panel {
  readonly #server: Server;
  readonly #storyteller: Storyteller;
  #port: number;

  private constructor(server: Server, storyteller: Storyteller, port: number) {
    this.#server = server;
    this.#storyteller = storyteller;
    this.#port = port;
  }

  /** Opens the panel on 127.0.0.1; 0 takes a free port. Rejects with the error of `listen` when the port is taken. */
  static async start(desk: Desk, options: PanelOptions): Promise<Panel> {
    const { kiosk, officer } = options;
    const storyteller = new Storyteller(desk, options.wait ?? timed);
    const server = createServer(createApp(desk, { kiosk, officer }, storyteller));
    const panel = new Panel(server, storyteller, options.port);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') panel.#port = address.port;
    return panel;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.#storyteller.stop();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}
