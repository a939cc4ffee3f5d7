import { fail } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { type TerminalEndpoints, terminalPost } from '../../terminals/endpoint.ts';
import { type ECardServices, resolveECard } from './resolve.ts';

export const eCardEndpoint = (services: ECardServices & TerminalEndpoints): ApiHandler =>
  terminalPost(services, API.eCard.request, async (request, terminal) => {
    const resolved = await resolveECard(services, request, terminal.id);
    if (resolved.ok) return resolved;
    services.log.write('e-card-refused', { reason: resolved.fault, terminal: terminal.id });
    return fail(refused(`e-card-${resolved.fault}`));
  });
