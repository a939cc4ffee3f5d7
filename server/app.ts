/** The centre's HTTP application: a list of what it offers. */
import express, { type Express } from 'express';
import { helpCallEndpoint } from './alerts/endpoint.ts';
import { checkInEndpoint } from './assessment/check-in-endpoint.ts';
import { rosterEndpoint } from './assessment/roster-endpoint.ts';
import { assistanceEndpoint } from './assistance/endpoint.ts';
import { type CaseEndpointName, caseHandlers } from './cases/api/handlers.ts';
import type { CaseServices } from './cases/services.ts';
import type { Changes } from './console/changes.ts';
import { consoleRoutes } from './console/routes.ts';
import { API, type Endpoint } from './contract/api.ts';
import { BODY_LIMIT } from './contract/endpoint.ts';
import { verifyRoutes } from './documents/public-page.ts';
import type { DocumentServices } from './documents/services.ts';
import { refuse, sendJson } from './http/answer.ts';
import { type ApiHandler, apiMiddleware } from './http/api.ts';
import { errorHandler } from './http/error-handler.ts';
import { health } from './http/health.ts';
import { loopbackOnly } from './http/loopback.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { openApiDocument } from './http/openapi.ts';
import { refused } from './http/refusals.ts';
import { requestLog } from './http/request-log.ts';
import { type Route, Router } from './http/router.ts';
import { securityHeaders } from './http/security-headers.ts';
import { eCardEndpoint } from './identity/e-card/endpoint.ts';
import { identityCheckEndpoint } from './identity/endpoint.ts';
import type { IdentityPartners } from './identity/partners.ts';
import { socialSecurityCardEndpoint } from './identity/social-security-card/endpoint.ts';
import {
  addPlaylistItemEndpoint,
  playlistEndpoint,
  playlistItemsEndpoint,
  playlistPictureEndpoint,
  removePlaylistItemEndpoint,
} from './playlist/endpoints.ts';
import { recordingListEndpoint, recordingSegmentEndpoint, recordingsEndpoint } from './recordings/endpoints.ts';
import { faceStandingEndpoint, overridesEndpoint, roomEntryEndpoint } from './room-entry/endpoints.ts';
import type { Foundation } from './services.ts';
import { TerminalDirectory } from './terminals/directory.ts';
import { enrolEndpoint } from './terminals/enrol-endpoint.ts';
import { NonceStore } from './terminals/nonces.ts';
import { SignatureVerifier } from './terminals/signature.ts';

export interface AppOptions {
  readonly regionCode: string;
  readonly sessionHours: number;
  readonly behindTls: boolean;
  readonly version: string;
  /** Who is asked whose card it is. */
  readonly identity: IdentityPartners;
  /** Without them no endpoint of cases is offered. */
  readonly cases?: CaseServices;
  /** Without them nobody can verify a document. */
  readonly documents?: DocumentServices;
}

type AppServices = Foundation & AppOptions & { readonly changes: Changes; readonly metrics: Metrics };

/** The contract first, before the log and the headers of pages: it writes its own, and costs one layer. */
export function createApp(foundation: Foundation, changes: Changes, options: AppOptions): Express {
  const services = { ...foundation, ...options, changes, metrics: createMetrics(foundation.database) };
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('trust proxy', services.behindTls ? 'loopback' : false);
  app.use(apiMiddleware(services, apiRouter(services)));
  mountPages(app, services);
  return app;
}

/** The contract, endpoint by endpoint: one that is missing here does not compile. */
function apiRouter(foundation: AppServices): Router {
  const { database, clock } = foundation;
  const verifier = new SignatureVerifier(new TerminalDirectory(database.db, clock), clock);
  const services = { ...foundation, verifier, nonces: new NonceStore(database, clock) };
  const handlers: Record<Exclude<keyof typeof API, CaseEndpointName>, ApiHandler> = {
    enrol: enrolEndpoint(services),
    roster: rosterEndpoint(services),
    identityCheck: identityCheckEndpoint(services),
    checkIn: checkInEndpoint(services),
    helpCall: helpCallEndpoint(services),
    assistance: assistanceEndpoint(services),
    faceStanding: faceStandingEndpoint(services),
    roomEntry: roomEntryEndpoint(services),
    overrides: overridesEndpoint(services),
    playlist: playlistEndpoint(services),
    playlistPicture: playlistPictureEndpoint(services),
    playlistItems: playlistItemsEndpoint(services),
    addPlaylistItem: addPlaylistItemEndpoint(services),
    removePlaylistItem: removePlaylistItemEndpoint(services),
    recordingList: recordingListEndpoint(services),
    recordings: recordingsEndpoint(services),
    recordingSegment: recordingSegmentEndpoint(services),
    eCard: eCardEndpoint({ ...services, ...services.identity }),
    socialSecurityCard: socialSecurityCardEndpoint({ ...services, ...services.identity }),
  };
  const { cases } = foundation;
  const packages = foundation.documents ?? null;
  const offered =
    cases === undefined ? handlers : { ...handlers, ...caseHandlers({ ...services, ...cases, packages }) };
  const endpoints: ReadonlyMap<string, Endpoint> = new Map(Object.entries(API));
  return new Router(
    Object.entries(offered).flatMap(([name, handler]): Route[] => {
      const endpoint = endpoints.get(name);
      if (endpoint === undefined) return [];
      const { method, path, bodyLimit = BODY_LIMIT } = endpoint;
      return [{ method: method.toUpperCase(), path, bodyLimit, handler }];
    }),
  );
}

/** What people and machines of the operator look at. */
function mountPages(app: Express, services: AppServices): void {
  const { database, log, metrics } = services;
  const document = openApiDocument(services.version, services.cases?.machines ?? null);
  app.use(requestLog(log, metrics), securityHeaders);
  app.get('/health', health(database));
  app.get('/metrics', loopbackOnly, async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });
  app.get('/openapi.json', (_request, response) => sendJson(response, 200, document));
  if (services.documents !== undefined) app.use(verifyRoutes(services.documents));
  app.use(consoleRoutes(services));
  app.use((_request, response) => refuse(response, refused('not-found')));
  app.use(errorHandler(log));
}
