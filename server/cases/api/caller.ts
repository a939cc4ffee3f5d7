/** Who calls about a case: staff by a token, or a terminal for the person who stands identified before it. */
import { fail, type Result } from '@anban/foundation/result';
import type { z } from 'zod';
import type { StaffRole } from '../../contract/staff.ts';
import type { ApiHandler, ApiRequest } from '../../http/api.ts';
import { type Input, type InputSchemas, readInput } from '../../http/input.ts';
import { type Refused, refused } from '../../http/refusals.ts';
import type { ServerLog } from '../../log.ts';
import { wrongRole } from '../../officers/endpoint.ts';
import type { GrantedRole } from '../../officers/roles.ts';
import { bearerOf, findStaff, rolesAmong, type StaffCaller } from '../../officers/staff.ts';
import type { NonceStore } from '../../terminals/nonces.ts';
import type { SignatureVerifier } from '../../terminals/signature.ts';
import type { CaseServices } from '../services.ts';

export interface TerminalCaller {
  readonly kind: 'terminal';
  readonly regionCode: string;
  readonly terminalId: string;
}
export type CaseCaller = StaffCaller | TerminalCaller;

export interface CaseApiServices extends CaseServices {
  readonly verifier: SignatureVerifier;
  readonly nonces: NonceStore;
  readonly log: ServerLog;
}

export interface CallerSpec<P, Q, B, A> extends InputSchemas<P, Q, B> {
  readonly roles: readonly StaffRole[];
  readonly answer: z.ZodType<A>;
}

/** As `staffEndpoint`, and open to terminals. */
export function callerEndpoint<P, Q, B, A>(
  services: CaseApiServices,
  spec: CallerSpec<P, Q, B, A>,
  work: (input: Input<P, Q, B>, caller: CaseCaller) => Promise<Result<A, Refused>>,
): ApiHandler {
  return async (request) => {
    const caller = await callerOf(services, request);
    if (!caller.ok) return caller;
    const { value } = caller;
    if (value.kind === 'staff' && rolesAmong(value, spec.roles).length === 0) return fail(wrongRole(spec.roles, value));
    const input = readInput(spec, request);
    return input.ok ? work(input.value, value) : input;
  };
}

async function callerOf(services: CaseApiServices, request: ApiRequest): Promise<Result<CaseCaller, Refused>> {
  if (request.headers['signature-input'] !== undefined) return terminalOf(services, request);
  const token = bearerOf(request);
  const staff = token === null ? null : await findStaff(services, token);
  return staff === null ? fail(refused('not-signed-in')) : { ok: true, value: staff };
}

async function terminalOf(services: CaseApiServices, request: ApiRequest): Promise<Result<TerminalCaller, Refused>> {
  services.nonces.sweep();
  const sender = await services.verifier.verify(request);
  if (!sender.ok) {
    services.log.write('signature-refused', { reason: sender.fault });
    return fail(refused(sender.fault));
  }
  if (!(await services.nonces.use(sender.value))) return fail(refused('nonce-used'));
  const { id: terminalId, regionCode } = sender.value.terminal;
  return { ok: true, value: { kind: 'terminal', regionCode, terminalId } };
}

/** The role that staff act in: the one they name, else their first among `allowed`. Null: not theirs. */
export function actingRole(
  caller: StaffCaller,
  allowed: readonly StaffRole[],
  named: StaffRole | undefined,
): GrantedRole | null {
  const own = rolesAmong(caller, allowed);
  return (named === undefined ? own[0] : own.find(({ role }) => role === named)) ?? null;
}

/** In the audit log. */
export const auditActorOf = (caller: CaseCaller): string =>
  caller.kind === 'staff' ? `officer:${caller.officerId}` : `terminal:${caller.terminalId}`;
