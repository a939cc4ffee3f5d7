/** Terminals tell who helps at them. */
import { fail, ok } from '@anban/foundation/result';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { refused } from '../http/refusals.ts';
import { type TerminalEndpoints, terminalPost } from '../terminals/endpoint.ts';
import { type AssistanceServices, keepAssistance } from './store.ts';

export const assistanceEndpoint = (services: AssistanceServices & TerminalEndpoints): ApiHandler =>
  terminalPost(services, API.assistance.request, async (assistance, terminal) => {
    const kept = await keepAssistance(services, terminal, assistance);
    return kept.ok ? ok({}) : fail(refused(kept.fault));
  });
