/** Only a browser on this machine that opened the panel itself may use it. */
import type { Request, Response } from 'express';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const hostName = (host: string): string => host.replace(/:\d+$/, '');

function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin === `http://${host}`;
}

/** Refuses a foreign Host (DNS rebinding) and a foreign Origin (another page's script). */
export function refuseStrangers(request: Request, response: Response, next: () => void): void {
  const host = request.headers.host ?? '';
  if (LOOPBACK.has(hostName(host)) && isOwnOrigin(request.headers.origin, host)) next();
  else response.status(403).json({ error: 'The panel answers only to its own page on this machine.' });
}

/** `camera` is the origin whose picture the page shows. */
export function securityHeaders(camera: string): (request: Request, response: Response, next: () => void) => void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${camera}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    next();
  };
}
