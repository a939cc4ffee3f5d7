/** One server process from its configuration: everything built here, handed in, and put away in the opposite order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '@anban/foundation/clock';
import { createApp } from './app.ts';
import { putSite } from './assessment/sites.ts';
import { CheckpointTimer } from './audit/timer.ts';
import { caseServices, workerServices } from './cases/compose.ts';
import { fileSender } from './cases/notices/file-sender.ts';
import { CaseWorker } from './cases/worker.ts';
import type { ServerConfig } from './config.ts';
import { Changes } from './console/changes.ts';
import { documentServices } from './documents/services.ts';
import { warmKeys } from './encryption/warm-keys.ts';
import { ownPartners } from './exchange/own-partners.ts';
import { refusalBody } from './http/refusals.ts';
import { NO_IDENTITY_PARTNERS } from './identity/partners.ts';
import type { ServerLog } from './log.ts';
import { type Foundation, openFoundation } from './services.ts';

/** Requests under way get this long to end. */
const DRAIN_MS = 3_000;
/** Longer than any keep-alive of a terminal, shorter than a proxy's patience. */
const KEEP_ALIVE_MS = 65_000;
const REQUEST_TIMEOUT_MS = 30_000;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Throws an error with code EADDRINUSE when the port is taken. */
export async function startServer(
  config: ServerConfig,
  clock: Clock,
  log: ServerLog,
  version: string,
): Promise<RunningServer> {
  const { dataDir, databaseUrl, databaseConnections: connections } = config;
  const http = createServer();
  // Whoever asks before the database is open hears so at once.
  http.on('request', notYet);
  // The port first: what is already running must not be disturbed by a second start.
  const port = await listen(http, config.host, config.port);
  try {
    const foundation = await openFoundation({ dataDir, databaseUrl, connections, clock, log });
    const stop = await serve(http, foundation, config, version).catch(async (cause: unknown) => {
      await foundation.database.close();
      throw cause;
    });
    return { port, close: stop };
  } catch (cause) {
    http.close();
    throw cause;
  }
}

/** Everything that runs on the open database; the answer stops it, and the database at the end. */
async function serve(
  http: Server,
  foundation: Foundation,
  config: ServerConfig,
  version: string,
): Promise<() => Promise<void>> {
  const { database, clock } = foundation;
  const { regionCode, officerSession, behindTls } = config;
  for (const site of config.sites) await putSite(database, clock, site);
  await warmKeys(database, foundation.keyring, regionCode);
  const changes = new Changes(database, clock);
  // Loaded only where the configuration asks for them: they invent answers.
  const simulated = config.partners === 'simulated' ? await import('./simulators/partners.ts') : null;
  const cases = caseServices(foundation, simulated?.simulatedPartners ?? ownPartners);
  const documents = documentServices(foundation, config.publicUrl);
  const partnersRound = simulated?.simulatedRound(cases);
  const notices = config.notices.kind === 'file' ? fileSender(foundation.dataDir) : null;
  if (notices === null) foundation.log.write('notices-wait', {});
  const worker = new CaseWorker(workerServices(cases, documents, { partnersRound, notices }));
  const identity = simulated?.simulatedIdentity(foundation) ?? NO_IDENTITY_PARTNERS;
  const options = { regionCode, sessionHours: officerSession.hours, behindTls, version, identity, cases, documents };
  const app = createApp(foundation, changes, options);
  await changes.start();
  const checkpoints = new CheckpointTimer(foundation, config.checkpointMinutes * 60_000);
  await checkpoints.start();
  worker.start();
  http.off('request', notYet).on('request', app);
  return async () => {
    await drain(http);
    changes.stop();
    await worker.stop();
    checkpoints.stop();
    await checkpoints.signAll();
    await database.close();
  };
}

function notYet(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify(refusalBody({ name: 'unavailable' }));
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' }).end(body);
}

async function listen(http: Server, host: string, port: number): Promise<number> {
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  http.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
  const address = http.address();
  return address === null || typeof address === 'string' ? port : address.port;
}

async function drain(http: Server): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  const patience = setTimeout(() => http.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(patience);
}
