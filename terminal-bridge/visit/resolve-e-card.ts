/** From the code on a phone to the person: the centre asks the issuer. Nothing of the code is kept or logged. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { ECardHolder } from '@anban/server/contract/e-card';
import type { Centre } from '../centre/centre.ts';
import type { IdentityDocument } from '../devices/identity-document.ts';
import type { FaultName } from '../protocol/faults.ts';

const REFUSALS: Readonly<Record<string, FaultName>> = {
  'e-card-stale': 'eCardStale',
  'e-card-replayed': 'eCardReplayed',
  'e-card-forged': 'eCardForged',
  // No issuer of codes is connected to this centre.
  'partner-unconnected': 'eCardUnconnected',
};

export async function resolveECard(
  centre: Pick<Centre, 'resolveECard'>,
  token: string,
  /** The same for the same code: the centre answers a repeated question as it did before. */
  id: string,
): Promise<Result<IdentityDocument, FaultName>> {
  const resolved = await centre.resolveECard({ id, token });
  if (resolved.ok) return ok(documentOf(resolved.value));
  return fail((resolved.fault.kind === 'refused' ? REFUSALS[resolved.fault.name] : undefined) ?? 'eCardUnresolved');
}

function documentOf({ name, number }: ECardHolder): IdentityDocument {
  return {
    kind: 'electronic-social-security-card',
    number,
    name,
    nameLatin: null,
    sex: { code: '9', label: '未说明' },
    nation: null,
    nationality: null,
    birthDate: null,
    address: null,
    issuer: null,
    validFrom: null,
    validTo: null,
    passNumber: null,
    portrait: new Uint8Array(),
  };
}
