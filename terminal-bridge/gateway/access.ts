/**
 * Who may talk to the bridge: this machine's own page only. Other pages in the same browser are kept out by Origin,
 * Host (DNS rebinding) and a random token of this start, which comes as a cookie with the page.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Refused = 'host' | 'origin' | 'token';

export class Access {
  readonly #token = randomBytes(32).toString('base64url');
  readonly #cookie: string;
  readonly #hosts: readonly string[];

  constructor(port: number) {
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    // Cookies are shared by all ports of a host: the name keeps two bridges apart.
    this.#cookie = `anban-bridge-${port}`;
  }

  /** The hosts and their WebSocket origins, for the content security policy. */
  get sockets(): readonly string[] {
    return this.#hosts.map((host) => `ws://${host}`);
  }

  /** `Set-Cookie` for the page. */
  get setCookie(): string {
    return `${this.#cookie}=${this.#token}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Why an ordinary request is refused, or null. Browsers leave Origin out when the page itself is opened. */
  refusesRequest({ headers }: IncomingMessage): Refused | null {
    if (!this.#hosts.includes(headers.host ?? '')) return 'host';
    return headers.origin === undefined || this.#isOwnOrigin(headers.origin) ? null : 'origin';
  }

  /** Why a WebSocket handshake is refused, or null: here Origin and token are a must. */
  refusesSocket(request: IncomingMessage): Refused | null {
    if (!this.#hosts.includes(request.headers.host ?? '')) return 'host';
    if (!this.#isOwnOrigin(request.headers.origin ?? '')) return 'origin';
    return this.holdsToken(request) ? null : 'token';
  }

  holdsToken({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const given = Buffer.from(cookies.find((cookie) => cookie.startsWith(`${this.#cookie}=`)) ?? '');
    const wanted = Buffer.from(`${this.#cookie}=${this.#token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #isOwnOrigin(origin: string): boolean {
    return this.#hosts.some((host) => origin === `http://${host}`);
  }
}
