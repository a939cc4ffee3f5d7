/** An endpoint for staff: token first, then the role, then the shape, then the work. */
import { fail, type Result } from '@anban/foundation/result';
import type { z } from 'zod';
import type { StaffRole } from '../contract/staff.ts';
import type { ApiHandler } from '../http/api.ts';
import { type Input, type InputSchemas, readInput } from '../http/input.ts';
import { type Refused, refused } from '../http/refusals.ts';
import type { OfficerServices } from './service.ts';
import { bearerOf, findStaff, rolesAmong, type StaffCaller } from './staff.ts';

export interface StaffSpec<P, Q, B, A> extends InputSchemas<P, Q, B> {
  readonly roles: readonly StaffRole[];
  readonly answer: z.ZodType<A>;
}

export function staffEndpoint<P, Q, B, A>(
  services: Pick<OfficerServices, 'database' | 'clock'>,
  spec: StaffSpec<P, Q, B, A>,
  work: (input: Input<P, Q, B>, caller: StaffCaller) => Promise<Result<A, Refused>>,
): ApiHandler {
  return async (request) => {
    const token = bearerOf(request);
    const caller = token === null ? null : await findStaff(services, token);
    if (caller === null) return fail(refused('not-signed-in'));
    if (rolesAmong(caller, spec.roles).length === 0) return fail(wrongRole(spec.roles));
    const input = readInput(spec, request);
    return input.ok ? work(input.value, caller) : input;
  };
}

/** `asked`: the role that the caller named to act in. */
export function wrongRole(roles: readonly StaffRole[], caller?: StaffCaller, asked?: StaffRole): Refused {
  const own = caller?.roles.map(({ role }) => role) ?? [];
  const notTheirs = asked !== undefined && !own.includes(asked);
  const hint = notTheirs
    ? `${asked} was asked for; the roles of the caller are ${own.join(', ')}`
    : `only for ${roles.join(', ')}`;
  return { ...refused('wrong-role'), hint };
}
