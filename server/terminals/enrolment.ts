/** One-time codes: made by an operator, shown once, stored only as a keyed hash, good for an hour and one key. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import type { EnrolAnswer, EnrolRequest } from '../contract/terminals.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Keyring } from '../encryption/keyring.ts';
import type { RefusalName } from '../http/refusals.ts';
import { seriesAt } from './series.ts';

export const CODE_LIFETIME_MS = 3_600_000;
/** RFC 4648 base32: nothing that is misread over the telephone. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const GENESIS = Buffer.alloc(32);

export interface EnrolmentServices {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

function newCode(): string {
  const text = [...randomBytes(8)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Keyed by region, so the region is tried for each: a centre serves few, and an enrolment is rare. */
async function hashOf(keyring: Keyring, regionCode: string, code: string): Promise<Buffer> {
  const { key } = await keyring.key(regionCode, 'enrolment-code');
  return createHmac('sha256', key).update(code).digest();
}

/** A new code for a terminal at `siteCode`, and when it is over (ms). */
export async function makeCode(
  services: EnrolmentServices,
  siteCode: string,
): Promise<Result<{ code: string; expiresAt: number }, 'site-unknown'>> {
  const { db } = services.database;
  const regionCode = siteCode.slice(0, 6);
  const site = await db
    .selectFrom('site')
    .select('code')
    .where('region_code', '=', regionCode)
    .where('code', '=', siteCode)
    .executeTakeFirst();
  if (site === undefined) return fail('site-unknown');
  const code = newCode();
  const codeHash = await hashOf(services.keyring, regionCode, code);
  const now = services.clock.now();
  const expiresAt = now + CODE_LIFETIME_MS;
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('terminal_code')
      .values({ region_code: regionCode, code_hash: codeHash, site_code: siteCode, expires_at: new Date(expiresAt) })
      .execute();
    await appendAudit(tx, { regionCode, actor: OPERATOR, action: 'terminal.code-made', subject: siteCode, at: now });
  });
  return ok({ code, expiresAt });
}

/** Registers the key. The same code with the same key again gives the same answer: the first answer may have been lost. */
export async function enrol(
  services: EnrolmentServices,
  request: EnrolRequest,
): Promise<Result<EnrolAnswer, RefusalName>> {
  const regions = await services.database.db.selectFrom('site').select('region_code').distinct().execute();
  for (const { region_code } of regions) {
    const codeHash = await hashOf(services.keyring, region_code, request.code);
    const answer = await services.database.db
      .transaction()
      .execute((tx) => useCode(tx, services.clock.now(), region_code, codeHash, request.publicKey));
    if (answer !== null) return ok(answer);
  }
  return fail('code-refused');
}

async function useCode(
  tx: Tx,
  now: number,
  regionCode: string,
  codeHash: Buffer,
  key: string,
): Promise<EnrolAnswer | null> {
  const publicKey = Buffer.from(key, 'base64url');
  const code = await tx
    .selectFrom('terminal_code')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined || code.expires_at.getTime() < now) return null;
  // The site's row is the lock under which its series are given out.
  const site = await tx
    .selectFrom('site')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('code', '=', code.site_code)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const terminals = await tx
    .selectFrom('terminal')
    .select(['id', 'series', 'public_key'])
    .where('region_code', '=', regionCode)
    .where('site_code', '=', site.code)
    .execute();
  if (code.terminal_id !== null) {
    const known = terminals.find(
      (terminal) => terminal.id === code.terminal_id && terminal.public_key.equals(publicKey),
    );
    return known === undefined ? null : answerOf(known.id, regionCode, site, known.series);
  }
  const series = seriesAt(terminals.length);
  if (series === null) return null;
  const id = newId();
  const enrolledAt = new Date(now);
  await tx
    .insertInto('terminal')
    .values({
      region_code: regionCode,
      id,
      site_code: site.code,
      series,
      public_key: publicKey,
      enrolled_at: enrolledAt,
    })
    .execute();
  await tx
    .insertInto('terminal_chain')
    .values({ region_code: regionCode, terminal_id: id, sequence: 0, digest: GENESIS })
    .execute();
  await tx
    .updateTable('terminal_code')
    .set({ terminal_id: id })
    .where('region_code', '=', regionCode)
    .where('code_hash', '=', codeHash)
    .execute();
  await appendAudit(tx, {
    regionCode,
    actor: `terminal:${id}`,
    action: 'terminal.enrolled',
    subject: id,
    details: { site: site.code, series },
    at: now,
  });
  return answerOf(id, regionCode, site, series);
}

const answerOf = (terminalId: string, regionCode: string, site: { code: string; name: string }, series: string) => ({
  terminalId,
  regionCode,
  siteCode: site.code,
  siteName: site.name,
  series,
});
