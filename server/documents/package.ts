/**
 * What one recipient gets of one event: the PDFs, a list of them with their digests, and the seal's signature over the
 * list, in one ZIP. `openssl cms -verify -inform DER -in manifest.p7s -content manifest.json -binary -CAfile root.pem`
 * checks it without us.
 */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { sql } from 'kysely';
import { type Authority, authorityOf, type UnknownRegion } from './authorities.ts';
import { DOCUMENT_KINDS, isDocumentKind, type Recipient } from './register.ts';
import type { RealSeal } from './seal/seals.ts';
import type { SealFault } from './seal/signer.ts';
import type { DocumentServices } from './services.ts';
import { readDocument, sha256 } from './store.ts';
import { zip } from './zip.ts';

export interface PackageRequest {
  readonly regionCode: string;
  readonly eventId: string;
  readonly recipient: Recipient;
}

export type PackageFault =
  | { readonly name: 'package-empty' }
  /** Some documents of the event are ordered and not made yet. */
  | { readonly name: 'package-not-ready'; readonly waiting: number }
  | SealFault
  | UnknownRegion;

export interface Package {
  readonly id: string;
  readonly zip: Buffer;
  /** SHA-256 of the manifest, hex: what a proof of service names. */
  readonly manifestDigest: string;
}

interface Paper {
  readonly file: string;
  readonly bytes: Buffer;
}

/** The recipient's package; made and signed once, the same bytes ever after. Holds personal data: audit the reading. */
export async function packageFor(
  services: DocumentServices,
  request: PackageRequest,
): Promise<Result<Package, PackageFault>> {
  const rows = await papersOf(services, request);
  const first = rows[0];
  if (first === undefined) return fail({ name: 'package-empty' });
  const waiting = rows.filter(({ state }) => state !== 'made').length;
  if (waiting > 0) return fail({ name: 'package-not-ready', waiting });
  const papers: Paper[] = [];
  for (const row of rows) {
    const bytes = await readDocument(services.database.db, services.cipher, request.regionCode, row.id);
    if (bytes !== null) papers.push({ file: fileName(row), bytes });
  }
  const known = await find(services, request);
  const kept = known === undefined ? await sign(services, request, rows, papers) : ok(known);
  if (!kept.ok) return kept;
  const { id, manifest, signature, made_at } = kept.value;
  const list = Buffer.from(manifest, 'utf8');
  const entries = [
    ...papers.map(({ file, bytes }) => ({ name: file, bytes })),
    { name: 'manifest.json', bytes: list },
    { name: 'manifest.p7s', bytes: signature },
  ];
  return ok({ id, zip: zip(entries, made_at), manifestDigest: sha256(list).toString('hex') });
}

const papersOf = ({ database }: DocumentServices, { regionCode, eventId, recipient }: PackageRequest) =>
  database.db
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'issued_on', 'state', 'made_at'])
    .where('region_code', '=', regionCode)
    .where('event_id', '=', eventId)
    .where(sql<boolean>`${recipient} = any(recipients)`)
    .orderBy('number')
    .orderBy('id')
    .execute();

type Row = Awaited<ReturnType<typeof papersOf>>[number];

const nameOf = (kind: string): string => (isDocumentKind(kind) ? DOCUMENT_KINDS[kind].name : kind);
const fileName = ({ kind, number }: Row): string => `${number} ${nameOf(kind)}.pdf`;

const find = ({ database }: DocumentServices, { regionCode, eventId, recipient }: PackageRequest) =>
  database.db
    .selectFrom('document_package')
    .select(['id', 'manifest', 'signature', 'made_at'])
    .where('region_code', '=', regionCode)
    .where('event_id', '=', eventId)
    .where('recipient', '=', recipient)
    .executeTakeFirst();

type Kept = NonNullable<Awaited<ReturnType<typeof find>>>;

async function sign(
  services: DocumentServices,
  request: PackageRequest,
  rows: readonly Row[],
  papers: readonly Paper[],
): Promise<Result<Kept, SealFault | UnknownRegion>> {
  const id = newId();
  const now = services.clock.now();
  const manifest = JSON.stringify({
    package: id,
    recipient: request.recipient,
    madeAt: new Date(now).toISOString(),
    documents: rows.map((row, i) => ({
      ...{ file: fileName(row), kind: row.kind, name: nameOf(row.kind), number: row.number, issuedOn: row.issued_on },
      madeAt: row.made_at?.toISOString() ?? null,
      sha256: sha256(papers[i]?.bytes ?? Buffer.alloc(0)).toString('hex'),
    })),
  });
  const seal = sealFor(request.regionCode, rows);
  if (!seal.ok) return seal;
  const signer = await services.seals.of(seal.value.seal, seal.value.authority);
  const signature = await signer.sign(Buffer.from(manifest, 'utf8'), now);
  if (!signature.ok) return signature;
  const { regionCode: region_code, eventId: event_id, recipient } = request;
  const made_at = new Date(now);
  await services.database.db
    .insertInto('document_package')
    .values({ region_code, id, event_id, recipient, manifest, signature: signature.value, made_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another process may have been first: its list is the one that counts.
  return ok((await find(services, request)) ?? { id, manifest, signature: signature.value, made_at });
}

/** The seal of the first document that bears one; papers of the parties go out under that of the department. */
function sealFor(
  regionCode: string,
  rows: readonly Row[],
): Result<{ readonly seal: RealSeal; readonly authority: Authority }, UnknownRegion> {
  for (const { kind } of rows) {
    if (!isDocumentKind(kind)) continue;
    const rule = DOCUMENT_KINDS[kind];
    if (rule.seal === 'none') continue;
    const authority = authorityOf(regionCode, rule);
    return authority.ok ? ok({ seal: rule.seal, authority: authority.value }) : authority;
  }
  const authority = authorityOf(regionCode, DOCUMENT_KINDS.D14);
  return authority.ok ? ok({ seal: 'determination', authority: authority.value }) : authority;
}
