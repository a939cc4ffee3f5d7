import { ok } from '@anban/foundation/result';
import { Router } from 'express';
import type { Changes } from '../console/changes.ts';
import { API } from '../contract/api.ts';
import { type TerminalEndpoints, terminalPost } from '../terminals/endpoint.ts';
import { type AlertServices, raiseHelpCall } from './service.ts';

export function alertRoutes(services: AlertServices & TerminalEndpoints & { changes: Changes }): Router {
  return Router().post(
    API.helpCall.path,
    terminalPost(services, API.helpCall.request, async (call, terminal) => {
      await raiseHelpCall(services, call, terminal);
      services.changes.announce(terminal.regionCode);
      return ok({});
    }),
  );
}
