/** The centre's HTTP application: a list of what it offers. */
import express, { type Express } from 'express';
import { alertRoutes } from './alerts/routes.ts';
import { checkInRoutes } from './assessment/check-in-routes.ts';
import { rosterRoutes } from './assessment/roster-routes.ts';
import type { Changes } from './console/changes.ts';
import { consoleRoutes } from './console/routes.ts';
import { refuse, sendJson } from './http/answer.ts';
import { rawBody } from './http/body.ts';
import { errorHandler } from './http/error-handler.ts';
import { health } from './http/health.ts';
import { loopbackOnly } from './http/loopback.ts';
import { createMetrics } from './http/metrics.ts';
import { openApiDocument } from './http/openapi.ts';
import { refused } from './http/refusals.ts';
import { requestLog } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { identityRoutes } from './identity/routes.ts';
import type { Foundation } from './services.ts';
import { TerminalDirectory } from './terminals/directory.ts';
import { NonceStore } from './terminals/nonces.ts';
import { terminalRoutes } from './terminals/routes.ts';
import { SignatureVerifier } from './terminals/signature.ts';

export interface AppOptions {
  readonly regionCode: string;
  readonly sessionHours: number;
  readonly behindTls: boolean;
  readonly version: string;
}

export function createApp(foundation: Foundation, changes: Changes, options: AppOptions): Express {
  const { database, clock, log } = foundation;
  const metrics = createMetrics(database);
  const verifier = new SignatureVerifier(new TerminalDirectory(database.db, clock), clock);
  const nonces = new NonceStore(database, clock);
  const services = { ...foundation, ...options, changes, metrics, nonces, verifier };
  const document = openApiDocument(options.version);

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('trust proxy', options.behindTls ? 'loopback' : false);
  app.use(requestLog(log, metrics), securityHeaders);
  app.use('/v1', rawBody);
  app.use(identityRoutes(services), checkInRoutes(services), rosterRoutes(services), alertRoutes(services));
  app.use(terminalRoutes(services));
  app.get('/health', health(database));
  app.get('/metrics', loopbackOnly, async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });
  app.get('/openapi.json', (_request, response) => sendJson(response, 200, document));
  app.use(consoleRoutes(services));
  app.use((_request, response) => refuse(response, refused('not-found')));
  app.use(errorHandler(log));
  return app;
}
