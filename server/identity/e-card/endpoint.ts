import { fail } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { type TerminalEndpoints, terminalPost } from '../../terminals/endpoint.ts';
import type { IdentityPartners } from '../partners.ts';
import { type ECardServices, resolveECard } from './resolve.ts';

type Services = Omit<ECardServices, 'issuer'> & TerminalEndpoints & Pick<IdentityPartners, 'eCards'>;

export const eCardEndpoint = (services: Services): ApiHandler =>
  terminalPost(services, API.eCard.request, async (request, terminal) => {
    if (services.eCards === null) return fail(refused('partner-unconnected'));
    const resolved = await resolveECard({ ...services, issuer: services.eCards }, request, terminal.id);
    if (resolved.ok) return resolved;
    services.log.write('e-card-refused', { reason: resolved.fault, terminal: terminal.id });
    return fail(refused(`e-card-${resolved.fault}`));
  });
