/** Staff sign in and out at the API. The same sessions and the same lock as the console's. */
import { fail, ok } from '@anban/foundation/result';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { readInput } from '../http/input.ts';
import { AttemptLimiter } from '../http/rate-limit.ts';
import { refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import { staffEndpoint } from './endpoint.ts';
import { type OfficerServices, signIn, signOut } from './service.ts';
import { findStaff } from './staff.ts';

export interface SessionServices extends OfficerServices {
  readonly log: ServerLog;
  readonly regionCode: string;
  readonly sessionHours: number;
}

const HOUR_MS = 3_600_000;
/** Guessing many staff numbers from one address. */
const WRONG_FROM_ONE_ADDRESS = 30;
const WINDOW_MS = 600_000;

export function signInEndpoint(services: SessionServices): ApiHandler {
  const addresses = new AttemptLimiter(services.clock, WRONG_FROM_ONE_ADDRESS, WINDOW_MS);
  const sessionMs = services.sessionHours * HOUR_MS;
  return async (request) => {
    const input = readInput(API.signIn, request);
    if (!input.ok) return input;
    const { body } = input.value;
    if (addresses.isBlocked(request.address)) return fail(refused('too-many'));
    const expiresAt = new Date(services.clock.now() + sessionMs).toISOString();
    const token = await signIn(services, { ...body, regionCode: body.regionCode ?? services.regionCode }, sessionMs);
    if (!token.ok) {
      addresses.fail(request.address);
      services.log.write('sign-in-refused', { reason: token.fault });
      return fail(refused(token.fault === 'locked' ? 'too-many' : 'sign-in-refused'));
    }
    const caller = await findStaff(services, token.value);
    // The PIN was changed in this very moment.
    if (caller === null) return fail(refused('sign-in-refused'));
    const { officerId, regionCode, roles } = caller;
    return ok({ token: token.value, expiresAt, officerId, regionCode, roles: roles.map(({ role }) => role) });
  };
}

export const signOutEndpoint = (services: OfficerServices): ApiHandler =>
  staffEndpoint(services, API.signOut, async (_input, { token, officerId }) => {
    await signOut(services, token, { id: officerId });
    return ok({});
  });
