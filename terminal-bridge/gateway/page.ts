/** The kiosk page and the bridge's few other addresses, over HTTP. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { DiagnosticsProof } from '../diagnostics/proof.ts';
import type { PlaylistCache } from '../playlist/cache.ts';
import { COMPARISON_PATH, PREVIEW_PATH } from '../protocol/envelope.ts';
import { PLAYLIST_PATH, type PlaylistView } from '../protocol/playlist.ts';
import type { Access } from './access.ts';
import type { Preview } from './preview.ts';
import { recordedVoice } from './recorded-voice.ts';

/** What is shown today, and its pictures. */
export interface PlaylistSource {
  readonly view: () => PlaylistView;
  readonly picture: PlaylistCache['picture'];
}

/** By the token in the address. */
export interface ComparisonSource {
  readonly portrait: (token: string) => Buffer | null;
  readonly showsLive: (token: string) => boolean;
  readonly live: Preview;
}

const NO_PLAYLIST: PlaylistSource = { view: () => ({ items: [] }), picture: () => null };

export interface PageOptions {
  /** Known once the port is. */
  readonly access: () => Access;
  readonly kioskDir: string;
  /** A studio's clips of the voice; left out: only those of the page. */
  readonly recordedVoiceDir?: string;
  readonly preview: Preview;
  /** What an officer who signed in sees; left out: nothing. */
  readonly comparison?: ComparisonSource;
  /** Left out: there is no publicity. */
  readonly playlist?: PlaylistSource;
  /** No personal data: anybody on this machine may ask. */
  readonly health: () => object;
  /** For staff at the command line, who can read the proof. */
  readonly report: () => object;
  /** Absent: nobody can. */
  readonly reportProof?: DiagnosticsProof;
}

export function createPage({
  access,
  kioskDir,
  recordedVoiceDir,
  preview,
  playlist = NO_PLAYLIST,
  comparison,
  health,
  report,
  reportProof,
}: PageOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (access().refusesRequest(request) !== null) return void response.status(403).end();
    response.set(securityHeaders(access()));
    next();
  });
  app.get('/health', (_request, response) => void response.set('cache-control', 'no-store').json(health()));
  app.get('/metrics', (_request, response) => {
    response.set('cache-control', 'no-store').type('text/plain').send(metricsOf(health()));
  });
  app.get('/diagnostics', (request, response) => {
    if (reportProof?.fits(request.get('authorization')) !== true) return void response.status(401).end();
    response.set('cache-control', 'no-store').json(report());
  });
  app.get(PREVIEW_PATH, (request, response) => {
    if (access().holdsToken(request)) preview.serve(response);
    else response.status(403).end();
  });
  app.get(`${COMPARISON_PATH}/:token/portrait.bmp`, (request, response) => {
    const bytes = access().holdsToken(request) ? comparison?.portrait(request.params.token) : null;
    if (bytes === null || bytes === undefined) return void response.status(403).end();
    response.set({ 'content-type': 'image/bmp', 'cache-control': 'no-store' });
    // Overwritten as soon as it is on its way.
    response.once('close', () => bytes.fill(0));
    response.end(bytes);
  });
  app.get(`${COMPARISON_PATH}/:token/live.mjpeg`, (request, response) => {
    if (access().holdsToken(request) && comparison?.showsLive(request.params.token) === true) {
      comparison.live.serve(response);
    } else response.status(403).end();
  });
  app.get(PLAYLIST_PATH, (_request, response) => void response.set('cache-control', 'no-store').json(playlist.view()));
  app.get(`${PLAYLIST_PATH}/:digest`, ({ params }, response) => {
    const picture = playlist.picture(params.digest);
    if (picture === null) return void response.status(404).end();
    // Its name is its content: it never changes.
    response.set({ 'content-type': picture.type, 'cache-control': 'private, max-age=86400, immutable' });
    response.send(picture.bytes);
  });
  app.get(['/', '/index.html'], (_request, response) => {
    const page = join(kioskDir, 'index.html');
    if (!existsSync(page)) return void response.status(503).type('text').send('The kiosk page is not built.\n');
    response.set({ 'cache-control': 'no-store', 'set-cookie': access().setCookie });
    response.sendFile(page, { cacheControl: false, dotfiles: 'allow' });
  });
  if (recordedVoiceDir !== undefined) app.use('/voice', recordedVoice(recordedVoiceDir, kioskDir));
  app.use(express.static(kioskDir, { index: false, cacheControl: true, maxAge: 0 }));
  app.use((_request, response) => void response.status(404).end());
  // A request that makes express itself stumble (a malformed address) is the client's fault, never shown in detail.
  app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) response.destroy();
    else response.status(400).end();
  });
  return app;
}

function securityHeaders(access: Access): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'self'",
      "img-src 'self'",
      `connect-src 'self' ${access.sockets.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

const Counted = z.object({ storedFaces: z.int(), waiting: z.int(), serving: z.boolean() });

/** Prometheus text: what the operator watches over. Empty where the health does not tell it. */
function metricsOf(health: object): string {
  const counted = Counted.safeParse(health);
  if (!counted.success) return '';
  const { storedFaces, waiting, serving } = counted.data;
  return [
    '# HELP anban_stored_faces Pictures of people kept on this terminal (Order 19 art 15): 0 by design.',
    '# TYPE anban_stored_faces gauge',
    `anban_stored_faces ${storedFaces}`,
    '# TYPE anban_records_waiting gauge',
    `anban_records_waiting ${waiting}`,
    '# TYPE anban_serving gauge',
    `anban_serving ${Number(serving)}`,
    '',
  ].join('\n');
}
