import { ok } from '@anban/foundation/result';
import type { Changes } from '../console/changes.ts';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { type TerminalEndpoints, terminalPost } from '../terminals/endpoint.ts';
import { type AlertServices, raiseHelpCall } from './service.ts';

export const helpCallEndpoint = (services: AlertServices & TerminalEndpoints & { changes: Changes }): ApiHandler =>
  terminalPost(services, API.helpCall.request, async (call, terminal) => {
    await raiseHelpCall(services, call, terminal);
    services.changes.announce(terminal.regionCode);
    return ok({});
  });
