/** Is this document genuine? By number and code, or by the file itself. Shows only what a paper's holder knows anyway. */
import { appendAudit } from '../audit/append.ts';
import { Snapshot } from './make.ts';
import { codeHash, normalisedNumber } from './numbers.ts';
import { fieldsPlace } from './order.ts';
import { DOCUMENT_KINDS, isDocumentKind } from './register.ts';
import { inspectSeal } from './seal/inspect.ts';
import type { DocumentServices } from './services.ts';
import { sha256 } from './store.ts';

export type Verdict =
  | 'genuine'
  /** Genuine, but it no longer holds. */
  | 'withdrawn'
  /** Genuine, but a newer document has taken its place. */
  | 'corrected'
  /** Ordered and numbered; its file is not made yet. */
  | 'not-made-yet'
  /** Bears our seal, and its bytes are not those that were sealed. */
  | 'altered'
  /** Number and code do not belong together, or the file is not of this centre. */
  | 'not-ours';

export interface Shown {
  readonly kind: string;
  readonly name: string;
  readonly english: string;
  readonly number: string;
  readonly issuedOn: string;
  /** 王**. */
  readonly person: string;
  /** SHA-256 of the file, hex; null before it was made. */
  readonly digest: string | null;
  /** Number of the newer document. */
  readonly replacedBy: string | null;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly document: Shown | null;
}

const NOT_OURS: Verification = { verdict: 'not-ours', document: null };

/** Surname and two stars, however long the name is; a compound surname counts as its first character. */
export const maskedName = (name: string): string => `${[...name][0] ?? ''}**`;

/** As typed: number and code. As scanned: the code alone, `number` null. */
export async function verifyByCode(
  services: DocumentServices,
  number: string | null,
  code: string,
): Promise<Verification> {
  const given = codeHash(code);
  const row = await select(services).where('code_hash', '=', given).executeTakeFirst();
  if (row === undefined || (number !== null && row.number !== normalisedNumber(number))) return NOT_OURS;
  return describe(services, row);
}

/** The stored digest decides, the seal is checked besides; a file that is unknown is `altered` when our seal is on it. */
export async function verifyFile(services: DocumentServices, file: Buffer): Promise<Verification> {
  const row = await select(services).where('digest', '=', sha256(file)).executeTakeFirst();
  const seal = await inspectSeal(file, await services.seals.roots());
  if (row === undefined) return seal === 'broken' ? { verdict: 'altered', document: null } : NOT_OURS;
  const sealed = isDocumentKind(row.kind) && DOCUMENT_KINDS[row.kind].seal !== 'none';
  if (sealed && seal !== 'intact') return { verdict: 'altered', document: null };
  return describe(services, row);
}

const select = ({ database }: DocumentServices) =>
  database.db
    .selectFrom('document')
    .select(['region_code', 'id', 'kind', 'number', 'code_hash', 'fields_cipher', 'issued_on', 'state', 'digest'])
    .select(['ended_at', 'replaced_by']);

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

async function describe(services: DocumentServices, row: Row): Promise<Verification> {
  if (!isDocumentKind(row.kind)) return NOT_OURS;
  const { database, cipher, clock } = services;
  const text = await cipher.decrypt(fieldsPlace(row.region_code, row.id), row.fields_cipher);
  const { person } = Snapshot.parse(JSON.parse(text));
  const { name, english } = DOCUMENT_KINDS[row.kind];
  await appendAudit(database.db, {
    regionCode: row.region_code,
    actor: 'public',
    action: 'document.verified',
    subject: row.id,
    at: clock.now(),
  });
  const document = {
    ...{ kind: row.kind, name, english, number: row.number, issuedOn: row.issued_on },
    person: maskedName(person.name),
    digest: row.digest?.toString('hex') ?? null,
    replacedBy: await numberOf(services, row.region_code, row.replaced_by),
  };
  return { verdict: verdictOf(row), document };
}

function verdictOf({ state, ended_at, replaced_by }: Row): Verdict {
  if (replaced_by !== null) return 'corrected';
  if (ended_at !== null) return 'withdrawn';
  return state === 'made' ? 'genuine' : 'not-made-yet';
}

async function numberOf({ database }: DocumentServices, region: string, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const row = await database.db
    .selectFrom('document')
    .select('number')
    .where('region_code', '=', region)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.number ?? null;
}
