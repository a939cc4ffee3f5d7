/** 工作人员: who may confirm identities at a terminal and read the list of arrivals. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { sql } from 'kysely';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import type { Database } from '../db/database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import { hashPin, pinFits } from './pin.ts';
import { DEFAULT_ROLES, type GrantedRole, putRoles } from './roles.ts';

export const WRONG_PINS = 5;
export const LOCK_MS = 600_000;
const TOKEN_BYTES = 32;

export interface OfficerServices {
  readonly database: Database;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export interface SignedInOfficer {
  readonly id: string;
  readonly regionCode: string;
  readonly staffNumber: string;
  readonly name: string;
}

export const officerNamePlace = (regionCode: string, rowId: string) => ({
  table: 'officer',
  column: 'name',
  regionCode,
  rowId,
});

export interface OfficerEntry {
  readonly regionCode: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly pin: string;
  /** These and no others; left out: what they have, and `officer` for a new one. */
  readonly roles?: readonly GrantedRole[];
  /** `staffCardTokenOf` their own card; null: none from now on; left out: as it was. */
  readonly cardToken?: Buffer | null;
}

/**
 * Adds an officer, or changes name, PIN and roles of the one with this number. The same again changes nothing; another
 * PIN ends the sessions that the old one began.
 */
export async function putOfficer(
  { database, cipher, clock }: OfficerServices,
  { regionCode, staffNumber, name, pin, roles, cardToken }: OfficerEntry,
): Promise<{ officerId: string; outcome: 'added' | 'changed' | 'unchanged' }> {
  return database.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('officer')
      .selectAll()
      .where('region_code', '=', regionCode)
      .where('staff_number', '=', staffNumber)
      .forUpdate()
      .executeTakeFirst();
    let samePin = false;
    if (known !== undefined) {
      const sameName = (await cipher.decrypt(officerNamePlace(regionCode, known.id), known.name_cipher)) === name;
      samePin = await pinFits(pin, { salt: known.pin_salt, hash: known.pin_hash });
      const newRoles = roles !== undefined && (await putRoles(tx, regionCode, known.id, roles));
      const sameCard = cardToken === undefined || sameBytes(known.card_token, cardToken);
      if (sameName && samePin && sameCard && !newRoles) return { officerId: known.id, outcome: 'unchanged' };
    }
    const id = known?.id ?? newId();
    const { salt, hash } = await hashPin(pin);
    const secret = {
      name_cipher: await cipher.encrypt(officerNamePlace(regionCode, id), name),
      pin_salt: salt,
      pin_hash: hash,
      ...(cardToken === undefined ? {} : { card_token: cardToken }),
    };
    await tx
      .insertInto('officer')
      .values({ region_code: regionCode, id, staff_number: staffNumber, ...secret })
      .onConflict((conflict) =>
        conflict.columns(['region_code', 'id']).doUpdateSet({ ...secret, wrong_pins: 0, locked_until: null }),
      )
      .execute();
    if (known === undefined) await putRoles(tx, regionCode, id, roles ?? DEFAULT_ROLES);
    if (!samePin) {
      await tx
        .deleteFrom('officer_session')
        .where('region_code', '=', regionCode)
        .where('officer_id', '=', id)
        .execute();
    }
    const note = { actor: OPERATOR, action: 'officer.added', subject: id, at: clock.now() } as const;
    await appendAudit(tx, { regionCode, ...note });
    return { officerId: id, outcome: known === undefined ? 'added' : 'changed' };
  });
}

const sameBytes = (one: Buffer | null, other: Buffer | null): boolean =>
  one === null || other === null ? one === other : one.equals(other);

/** The staff number of whoever has registered this card, or null. */
export async function staffNumberOfCard(
  { database }: Pick<OfficerServices, 'database'>,
  regionCode: string,
  cardToken: Buffer,
): Promise<string | null> {
  const row = await database.db
    .selectFrom('officer')
    .select('staff_number')
    .where('region_code', '=', regionCode)
    .where('card_token', '=', cardToken)
    .executeTakeFirst();
  return row?.staff_number ?? null;
}

/** The token of a new session. `locked`: five wrong PINs, ten minutes; the same in every server process. */
export async function signIn(
  { database, clock }: OfficerServices,
  { regionCode, staffNumber, pin }: { regionCode: string; staffNumber: string; pin: string },
  sessionMs: number,
): Promise<Result<string, 'wrong' | 'locked'>> {
  const { db } = database;
  const now = clock.now();
  const officer = await db
    .selectFrom('officer')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('staff_number', '=', staffNumber)
    .executeTakeFirst();
  if (officer === undefined) {
    // As slow as a wrong PIN: the time to answer does not tell which numbers exist.
    await hashPin(pin);
    return fail('wrong');
  }
  if (officer.locked_until !== null && officer.locked_until.getTime() > now) return fail('locked');
  // Counted before it is checked: many guesses sent at once are many guesses. A lock that is over starts a new count.
  const instant = new Date(now);
  const counted = await db
    .updateTable('officer')
    .set({
      wrong_pins: sql<number>`case when locked_until <= ${instant} then 1 else wrong_pins + 1 end`,
      locked_until: sql<Date | null>`case when locked_until is null and wrong_pins + 1 >= ${WRONG_PINS}::int
        then ${new Date(now + LOCK_MS)}::timestamptz end`,
    })
    .where('region_code', '=', regionCode)
    .where('id', '=', officer.id)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', instant)]))
    .returning('locked_until')
    .executeTakeFirst();
  if (counted === undefined) return fail('locked');
  const fits = await pinFits(pin, { salt: officer.pin_salt, hash: officer.pin_hash });
  if (!fits) return fail(counted.locked_until === null ? 'wrong' : 'locked');
  await db
    .updateTable('officer')
    .set({ wrong_pins: 0, locked_until: null })
    .where('region_code', '=', regionCode)
    .where('id', '=', officer.id)
    .execute();
  const secret = randomBytes(TOKEN_BYTES).toString('base64url');
  const began = await db.transaction().execute(async (tx) => {
    // The PIN may have been changed while this one was looked at: then it begins nothing any more.
    const same = await tx
      .selectFrom('officer')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('id', '=', officer.id)
      .where('pin_hash', '=', officer.pin_hash)
      .forShare()
      .executeTakeFirst();
    if (same === undefined) return false;
    await tx
      .deleteFrom('officer_session')
      .where('region_code', '=', regionCode)
      .where('expires_at', '<', new Date(now))
      .execute();
    await tx
      .insertInto('officer_session')
      .values({
        region_code: regionCode,
        token_hash: hashToken(secret),
        officer_id: officer.id,
        expires_at: new Date(now + sessionMs),
      })
      .execute();
    const note = { actor: `officer:${officer.id}`, action: 'officer.signed-in', subject: officer.id, at: now } as const;
    await appendAudit(tx, { regionCode, ...note });
    return true;
  });
  return began ? ok(`${regionCode}.${secret}`) : fail('wrong');
}

const hashToken = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function splitToken(token: string): { regionCode: string; hash: Buffer } | null {
  const [regionCode = '', secret = ''] = token.split('.');
  return /^\d{6}$/.test(regionCode) && secret.length >= TOKEN_BYTES ? { regionCode, hash: hashToken(secret) } : null;
}

/** Who holds this token, or null. */
export async function findSession(
  { database, cipher, clock }: OfficerServices,
  token: string,
): Promise<SignedInOfficer | null> {
  const parts = splitToken(token);
  if (parts === null) return null;
  const row = await database.db
    .selectFrom('officer_session as s')
    .innerJoin('officer as o', (join) =>
      join.onRef('o.region_code', '=', 's.region_code').onRef('o.id', '=', 's.officer_id'),
    )
    .select(['o.id', 'o.staff_number', 'o.name_cipher'])
    .where('s.region_code', '=', parts.regionCode)
    .where('s.token_hash', '=', parts.hash)
    .where('s.expires_at', '>', new Date(clock.now()))
    .executeTakeFirst();
  if (row === undefined) return null;
  const name = await cipher.decrypt(officerNamePlace(parts.regionCode, row.id), row.name_cipher);
  return { id: row.id, regionCode: parts.regionCode, staffNumber: row.staff_number, name };
}

export async function signOut(
  { database, clock }: OfficerServices,
  token: string,
  officer: Pick<SignedInOfficer, 'id'>,
): Promise<void> {
  const parts = splitToken(token);
  if (parts === null) return;
  await database.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('officer_session')
      .where('region_code', '=', parts.regionCode)
      .where('token_hash', '=', parts.hash)
      .execute();
    const note = {
      actor: `officer:${officer.id}`,
      action: 'officer.signed-out',
      subject: officer.id,
      at: clock.now(),
    } as const;
    await appendAudit(tx, { regionCode: parts.regionCode, ...note });
  });
}
