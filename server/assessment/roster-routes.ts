import { ok } from '@anban/foundation/result';
import { Router } from 'express';
import { API } from '../contract/api.ts';
import { type TerminalEndpoints, terminalGet } from '../terminals/endpoint.ts';
import { RosterDesk, type RosterServices } from './roster-bundle.ts';

export function rosterRoutes(services: RosterServices & TerminalEndpoints): Router {
  const desk = new RosterDesk(services);
  return Router().get(
    API.roster.path,
    terminalGet(services, async (terminal) => ok(await desk.bundleFor(terminal))),
  );
}
