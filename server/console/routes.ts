/** The officer's list: sign in, read, acknowledge. Forms work without script; the script only keeps the list fresh. */
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { acknowledgeAlert } from '../alerts/service.ts';
import { Id } from '../contract/common.ts';
import { refuse } from '../http/answer.ts';
import { AttemptLimiter } from '../http/rate-limit.ts';
import { refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import { findSession, type OfficerServices, type SignedInOfficer, signIn, signOut } from '../officers/service.ts';
import { callIn } from '../room-entry/service.ts';
import { readArrivals } from './arrivals.ts';
import type { Changes } from './changes.ts';
import { cookieOf } from './cookies.ts';
import { streamChanges } from './events.ts';
import { listFragment, listPage, signInPage } from './pages.ts';
import type { Language } from './texts.ts';

const SESSION_COOKIE = 'anban_officer';
const LANGUAGE_COOKIE = 'anban_language';
const HOUR_MS = 3_600_000;
const YEAR_S = 31_536_000;
/** Guessing many staff numbers from one address. */
const WRONG_FROM_ONE_ADDRESS = 30;
const WINDOW_MS = 600_000;

export interface ConsoleServices extends OfficerServices {
  readonly changes: Changes;
  readonly log: ServerLog;
  readonly regionCode: string;
  readonly sessionHours: number;
  readonly behindTls: boolean;
}

const SignInForm = z.object({ staffNumber: z.string().trim().max(8), pin: z.string().max(20) });
const LanguageForm = z.object({ language: z.enum(['zh', 'en']) });
const SiteCode = z.string().regex(/^\d{6}-\d{2}$/);
const Query = z.object({ site: SiteCode.optional().catch(undefined) });
const AcknowledgeForm = z.object({ site: SiteCode.optional().catch(undefined) });

const languageOf = (request: Request): Language =>
  cookieOf(request.headers.cookie, LANGUAGE_COOKIE) === 'en' ? 'en' : 'zh';
const siteOf = (request: Request): string | null => Query.parse(request.query).site ?? null;
const tokenOf = (request: Request): string => cookieOf(request.headers.cookie, SESSION_COOKIE) ?? '';

export function consoleRoutes(services: ConsoleServices): Router {
  const addresses = new AttemptLimiter(services.clock, WRONG_FROM_ONE_ADDRESS, WINDOW_MS);
  const secure = services.behindTls ? '; Secure' : '';
  const cookie = (name: string, value: string, seconds: number) =>
    `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
  const officerOf = (request: Request) => findSession(services, tokenOf(request));
  const router = Router();

  router.use('/console/static', express.static(fileURLToPath(new URL('./static', import.meta.url)), { index: false }));
  router.use(['/', '/console'], noStore, express.urlencoded({ extended: false, limit: '4kb' }));

  router.get('/', async (request, response) => {
    const officer = await officerOf(request);
    if (officer === null) return sendPage(response, 200, signInPage(languageOf(request), null));
    const view = await readArrivals(services, officer, siteOf(request));
    sendPage(response, 200, listPage(languageOf(request), officer, view));
  });

  router.post('/console/sign-in', sameOrigin, async (request, response) => {
    const form = SignInForm.safeParse(request.body);
    const address = request.ip ?? '';
    const { regionCode, log, sessionHours } = services;
    const result = addresses.isBlocked(address)
      ? 'locked'
      : form.success
        ? await signIn(services, { regionCode, ...form.data }, sessionHours * HOUR_MS)
        : 'wrong';
    if (typeof result !== 'string' && result.ok) {
      response.setHeader('set-cookie', cookie(SESSION_COOKIE, result.value, sessionHours * 3_600));
      return response.redirect(303, '/');
    }
    const fault = typeof result === 'string' ? result : result.fault;
    addresses.fail(address);
    log.write('sign-in-refused', { reason: fault });
    sendPage(response, fault === 'locked' ? 429 : 401, signInPage(languageOf(request), fault));
  });

  router.post('/console/sign-out', sameOrigin, async (request, response) => {
    const officer = await officerOf(request);
    if (officer !== null) await signOut(services, tokenOf(request), officer);
    response.setHeader('set-cookie', cookie(SESSION_COOKIE, '', 0));
    response.redirect(303, '/');
  });

  router.post('/console/language', sameOrigin, (request, response) => {
    const form = LanguageForm.safeParse(request.body);
    if (!form.success) return refuse(response, refused('malformed'));
    response.setHeader('set-cookie', cookie(LANGUAGE_COOKIE, form.data.language, YEAR_S));
    response.redirect(303, '/');
  });

  const signedIn =
    (work: (request: Request, response: Response, officer: SignedInOfficer) => Promise<void>) =>
    async (request: Request, response: Response) => {
      const officer = await officerOf(request);
      if (officer === null) return refuse(response, refused('not-signed-in'));
      await work(request, response, officer);
    };

  router.get(
    '/console/list',
    signedIn(async (request, response, officer) => {
      const view = await readArrivals(services, officer, siteOf(request));
      sendPage(response, 200, listFragment(languageOf(request), view).text);
    }),
  );

  router.get(
    '/console/events',
    signedIn(async (request, response, officer) => streamChanges(services, officer, tokenOf(request), response)),
  );

  router.post(
    '/console/alerts/:id/acknowledge',
    sameOrigin,
    signedIn(async (request, response, officer) => {
      const id = Id.safeParse(request.params.id);
      const done = id.success ? await acknowledgeAlert(services, officer.regionCode, officer.id, id.data) : null;
      if (done === null) return refuse(response, refused('not-found'));
      services.changes.announce(officer.regionCode);
      const { site } = AcknowledgeForm.parse(request.body ?? {});
      response.redirect(303, site === undefined ? '/' : `/?site=${site}`);
    }),
  );
  router.post(
    '/console/arrivals/:id/call',
    sameOrigin,
    signedIn(async (request, response, officer) => {
      const id = Id.safeParse(request.params.id);
      const done = id.success && (await callIn(services, officer.regionCode, officer.id, id.data));
      if (!done) return refuse(response, refused('not-found'));
      services.changes.announce(officer.regionCode);
      response.redirect(303, '/');
    }),
  );
  return router;
}

function noStore(_request: Request, response: Response, next: () => void): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

/** SameSite=Strict keeps the cookie away from other sites' forms; this refuses the form as well. */
function sameOrigin(request: Request, response: Response, next: () => void): void {
  const { origin, host } = request.headers;
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) next();
  else refuse(response, refused('cross-site'));
}

function sendPage(response: Response, status: number, text: string): void {
  response.status(status).type('html').send(text);
}
