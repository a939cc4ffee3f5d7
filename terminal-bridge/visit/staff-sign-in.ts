/** Who the officer is that decides about a visit: by their own card and PIN, or by number and PIN where configured. */
import { normaliseIdentityNumber } from '@anban/foundation/identity-number';
import { fail, type Result } from '@anban/foundation/result';
import { idTokenOf } from '@anban/server/contract/roster';
import type { FaultName } from '../protocol/faults.ts';
import { pause } from '../waits.ts';
import type { VisitServices } from './services.ts';
import type { Visit } from './visit.ts';

/** The person's own document may still lie there: it is looked past, and looked at again after so long, ms. */
const SAME_DOCUMENT_MS = 500;

export interface StaffClaim {
  /** Absent: the officer's card is waited for. */
  readonly staffNumber?: string | undefined;
  readonly pin: string;
}

/** The officer's id. `cardTimeout`: no card of anybody but the person came until `signal` aborted. */
export async function staffSignIn(
  services: VisitServices,
  visit: Visit,
  { staffNumber, pin }: StaffClaim,
  signal: AbortSignal,
): Promise<Result<string, FaultName>> {
  const { officers, wantsStaffCard } = services;
  if (staffNumber !== undefined) {
    return wantsStaffCard() ? fail('staffCardNeeded') : officers.verify(staffNumber, pin);
  }
  const number = await anotherDocument(services, visit, signal);
  return number.ok ? officers.verifyCard(number.value.number, pin) : number;
}

export interface SeenDocument {
  readonly kind: string;
  readonly number: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** The next document that is not the person's own. Its portrait is overwritten at once. */
export async function anotherDocument(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  onOwn: () => void = () => {},
): Promise<Result<SeenDocument, FaultName>> {
  while (!signal.aborted) {
    const read = await services.documents.read(signal);
    if (!read.ok) return read;
    read.value.portrait.fill(0);
    if (tokenOf(services, read.value.number) !== visit.document?.idToken) return read;
    onOwn();
    await pause(services.clock, SAME_DOCUMENT_MS, signal);
  }
  return fail('cardTimeout');
}

/** As the roster has it; null without a roster. */
export function tokenOf({ roster }: Pick<VisitServices, 'roster'>, number: string): string | null {
  const { bundle } = roster;
  if (bundle === null) return null;
  return idTokenOf(Buffer.from(bundle.tokenKey, 'base64url'), normaliseIdentityNumber(number));
}
