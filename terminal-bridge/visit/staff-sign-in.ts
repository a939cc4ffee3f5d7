/** Who the officer is that decides about a visit: by their own card and PIN, or by number and PIN where configured. */
import { normaliseIdentityNumber } from '@anban/foundation/identity-number';
import { fail, type Result } from '@anban/foundation/result';
import { idTokenOf } from '@anban/server/contract/roster';
import type { FaultName } from '../protocol/faults.ts';
import type { ReadProgress } from '../protocol/messages.ts';
import { pause } from '../waits.ts';
import { lastingProgress } from './lasting-progress.ts';
import type { VisitServices } from './services.ts';
import type { Visit } from './visit.ts';

/** The person's own document, or one that will not do, may still lie there: it is looked past, and looked at again after so long, ms. */
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

/** What is done while another document than the person's own is waited for. */
export interface OtherDocumentWait {
  readonly onProgress?: (progress: ReadProgress) => void;
  /** The person's own document lies there. */
  readonly onOwn?: () => void;
  /** False: another one is waited for. */
  readonly isWanted?: (document: SeenDocument) => boolean;
}

/** The next wanted document that is not the person's own. Its portrait is overwritten at once. */
export async function anotherDocument(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  { onProgress = () => {}, onOwn = () => {}, isWanted = () => true }: OtherDocumentWait = {},
): Promise<Result<SeenDocument, FaultName>> {
  while (!signal.aborted) {
    const progress = lastingProgress(services.clock, onProgress);
    const read = await services.documents.read(signal, progress.heard);
    progress.end();
    if (!read.ok) return read;
    read.value.portrait.fill(0);
    if (tokenOf(services, read.value.number) === visit.document?.idToken) onOwn();
    else if (isWanted(read.value)) return read;
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
