import { fail } from '@anban/foundation/result';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { type TerminalEndpoints, terminalPost } from '../../terminals/endpoint.ts';
import type { IdentityPartners } from '../partners.ts';

/** The log gets the reason and the terminal: many unknown cards at one terminal are somebody who tries numbers. */
export const socialSecurityCardEndpoint = (
  services: TerminalEndpoints & Pick<IdentityPartners, 'socialSecurityCards'>,
): ApiHandler =>
  terminalPost(services, API.socialSecurityCard.request, async ({ id: _, ...card }, terminal) => {
    const { socialSecurityCards: registry } = services;
    if (registry === null) return fail(refused('partner-unconnected'));
    const found = await registry.holderOf(card);
    if (found.ok) return found;
    services.log.write('ssc-refused', { reason: found.fault, terminal: terminal.id });
    return fail(refused(`ssc-${found.fault}`));
  });
