/** `GET /verify`: anybody who holds a document asks here whether it is genuine. Mounted by the centre's application. */
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { AttemptLimiter } from '../http/rate-limit.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { type PageState, verifyPage } from './public-view.ts';
import type { DocumentServices } from './services.ts';
import { verifyByCode, verifyFile } from './verify.ts';

/** Questions from one address; a department behind one address verifies some, nobody needs to guess. */
const MOST_QUESTIONS = 60;
const WINDOW_MS = 600_000;
const LARGEST_FILE = '10mb';
const STYLE = fileURLToPath(new URL('./verify.css', import.meta.url));

const Query = z.object({ number: z.string().max(60).catch(''), code: z.string().max(30).catch('') });
const EMPTY: PageState = { number: '', code: '', fault: null, verification: null };

export function verifyRoutes(services: DocumentServices): Router {
  const limiter = new AttemptLimiter(services.clock, MOST_QUESTIONS, WINDOW_MS);
  const router = Router();
  router.use('/verify', securityHeaders, (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/verify/verify.css', (_request, response) => response.sendFile(STYLE));
  router.get('/verify/seal-root.cer', async (_request, response) => {
    response.type('application/pkix-cert').send((await services.seals.roots())[0]);
  });
  router.get('/verify', async (request, response) => {
    const { number, code } = Query.parse(request.query);
    if (number === '' && code === '') return send(response, 200, EMPTY);
    if (code === '') return send(response, 400, { ...EMPTY, number, code, fault: 'no-code' });
    if (isTooMuch(limiter, request)) return send(response, 429, { ...EMPTY, fault: 'too-many' });
    const verification = await verifyByCode(services, number === '' ? null : number, code);
    send(response, 200, { ...EMPTY, number, code, verification });
  });
  router.post('/verify', countQuestion(limiter), readUpload, async (request, response) => {
    const file = await fileOf(request);
    if (file === null) return send(response, 400, { ...EMPTY, fault: 'no-file' });
    send(response, 200, { ...EMPTY, verification: await verifyFile(services, file) });
  });
  return router;
}

const send = (response: Response, status: number, state: PageState) =>
  void response.status(status).type('html').send(verifyPage(state));

function isTooMuch(limiter: AttemptLimiter, request: Request): boolean {
  const address = request.ip ?? '';
  if (limiter.isBlocked(address)) return true;
  limiter.fail(address);
  return false;
}

/** Before the body is read: a flood of uploads must not fill the memory. */
const countQuestion = (limiter: AttemptLimiter) => (request: Request, response: Response, next: () => void) => {
  if (isTooMuch(limiter, request)) send(response, 429, { ...EMPTY, fault: 'too-many' });
  else next();
};

const raw = express.raw({ type: 'multipart/form-data', limit: LARGEST_FILE });

/** A file that is too large, or a broken upload, is answered on the page and not as a fault of ours. */
function readUpload(request: Request, response: Response, next: () => void): void {
  raw(request, response, (cause: unknown) => {
    if (cause === undefined) next();
    else send(response, 413, { ...EMPTY, fault: 'no-file' });
  });
}

/** The one file of the form. The body is at most 10 MB and read by the runtime's own parser. */
async function fileOf(request: Request): Promise<Buffer | null> {
  const body: unknown = request.body;
  const type = request.headers['content-type'];
  if (!Buffer.isBuffer(body) || type === undefined) return null;
  const form = await new globalThis.Response(Uint8Array.from(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof File) || file.size === 0) return null;
  return Buffer.from(await file.arrayBuffer());
}
