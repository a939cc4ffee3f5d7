/**
 * Which endpoint a request is for. Paths without parameters, on which a whole hall waits, are one look into a map; the
 * others are compared segment by segment among those of the same method and length.
 */
import type { ApiHandler } from './api.ts';

export interface Route {
  /** GET, POST, DELETE. */
  readonly method: string;
  /** With `{name}` for a parameter; a parameter is one whole segment. */
  readonly path: string;
  /** Bytes of a body. */
  readonly bodyLimit: number;
  readonly handler: ApiHandler;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const NO_PARAMS: Readonly<Record<string, string>> = {};
const nameOf = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null;

export class Router {
  readonly #exact = new Map<string, Match>();
  readonly #patterns = new Map<string, { readonly segments: readonly string[]; readonly route: Route }[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.path.split('/');
      if (!route.path.includes('{')) this.#exact.set(`${route.method} ${route.path}`, { route, params: NO_PARAMS });
      else {
        const key = `${route.method} ${segments.length}`;
        this.#patterns.set(key, [...(this.#patterns.get(key) ?? []), { segments, route }]);
      }
    }
  }

  match(method: string, path: string): Match | null {
    const exact = this.#exact.get(`${method} ${path}`);
    if (exact !== undefined) return exact;
    const sent = path.split('/');
    for (const { segments, route } of this.#patterns.get(`${method} ${sent.length}`) ?? []) {
      const params = paramsOf(segments, sent);
      if (params !== null) return { route, params };
    }
    return null;
  }
}

function paramsOf(segments: readonly string[], sent: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = sent[index] ?? '';
    const name = nameOf(segment);
    if (name === null) {
      if (value !== segment) return null;
    } else if (value === '') return null;
    else params[name] = value;
  }
  return params;
}
