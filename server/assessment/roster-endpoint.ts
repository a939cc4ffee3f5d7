import { ok } from '@anban/foundation/result';
import type { ApiHandler } from '../http/api.ts';
import { type TerminalEndpoints, terminalGet } from '../terminals/endpoint.ts';
import { RosterDesk, type RosterServices } from './roster-bundle.ts';

export function rosterEndpoint(services: RosterServices & TerminalEndpoints): ApiHandler {
  const desk = new RosterDesk(services);
  return terminalGet(services, async (terminal) => ok(await desk.bundleFor(terminal)));
}
