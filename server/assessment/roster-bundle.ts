/** What a terminal takes along for work while it is cut off: no name, no number, only keyed tokens. */
import { createHash } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type { RosterBundle } from '../contract/roster.ts';
import type { StaffRole } from '../contract/staff.ts';
import type { Database } from '../db/database.ts';
import type { Keyring } from '../encryption/keyring.ts';
import { queueNumber } from '../evidence/queue-number.ts';
import type { Terminal } from '../terminals/terminal.ts';

const DAY_MS = 86_400_000;
const DAYS_AROUND = 31;

export interface RosterServices {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/**
 * Hands out bundles. A terminal asks every half minute, so a fetch is audited when it tells the terminal something new,
 * not when it repeats what it has.
 */
export class RosterDesk {
  readonly #services: RosterServices;
  readonly #told = new Map<string, string>();

  constructor(services: RosterServices) {
    this.#services = services;
  }

  async bundleFor(terminal: Terminal): Promise<RosterBundle> {
    const bundle = await rosterBundle(this.#services, terminal);
    const { fetchedAt: _, ...content } = bundle;
    const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
    if (this.#told.get(terminal.id) !== digest) {
      const note = { actor: `terminal:${terminal.id}`, action: 'roster.fetched', subject: terminal.siteCode } as const;
      const at = this.#services.clock.now();
      const details = { entries: bundle.entries.length };
      await appendAudit(this.#services.database.db, { regionCode: terminal.regionCode, ...note, details, at });
      this.#told.set(terminal.id, digest);
    }
    return bundle;
  }
}

async function rosterBundle(services: RosterServices, terminal: Terminal): Promise<RosterBundle> {
  const { database, keyring, clock } = services;
  const { regionCode, siteCode } = terminal;
  const now = clock.now();
  const sessions = await database.db
    .selectFrom('assessment_session as s')
    .innerJoin('site', (join) =>
      join.onRef('site.region_code', '=', 's.region_code').onRef('site.code', '=', 's.site_code'),
    )
    .select(['s.id as sessionId', 's.title', 's.day', 's.site_code as siteCode', 'site.name as siteName'])
    .where('s.region_code', '=', regionCode)
    .where('s.day', '>=', dayInChina(now - DAYS_AROUND * DAY_MS))
    .where('s.day', '<=', dayInChina(now + DAYS_AROUND * DAY_MS))
    .orderBy('s.day')
    .execute();
  const { key: tokenKey } = await keyring.key(regionCode, 'roster-token');
  return {
    regionCode,
    siteCode,
    fetchedAt: new Date(now).toISOString(),
    tokenKey: tokenKey.toString('base64url'),
    sessions,
    entries: await entriesOf(
      database,
      regionCode,
      sessions.map((session) => session.sessionId),
    ),
    officers: await officersOf(database, regionCode),
  };
}

async function entriesOf({ db }: Database, regionCode: string, sessionIds: string[]): Promise<RosterBundle['entries']> {
  if (sessionIds.length === 0) return [];
  const rows = await db
    .selectFrom('examinee as e')
    .leftJoin('check_in as c', (join) =>
      join.onRef('c.region_code', '=', 'e.region_code').onRef('c.examinee_id', '=', 'e.id'),
    )
    .select(['e.id', 'e.session_id', 'e.id_token', 'e.room', 'c.room as ticketRoom', 'c.number', 'c.at'])
    .where('e.region_code', '=', regionCode)
    .where('e.session_id', 'in', sessionIds)
    .orderBy('e.id')
    .execute();
  return rows.map(({ ticketRoom, number, at, ...row }) => ({
    examineeId: row.id,
    sessionId: row.session_id,
    idToken: row.id_token.toString('base64url'),
    room: row.room,
    checkIn:
      ticketRoom === null || number === null || at === null
        ? null
        : { number: queueNumber(ticketRoom, number), at: at.toISOString() },
  }));
}

/**
 * Who stands at the counter: they confirm identities at the terminal. The PIN of anybody else has no business there, for
 * six digits behind a hash are little protection on a stolen machine.
 */
const CONFIRMING: readonly StaffRole[] = ['clerk', 'officer'];

async function officersOf({ db }: Database, regionCode: string): Promise<RosterBundle['officers']> {
  const rows = await db
    .selectFrom('officer as o')
    .select(['o.id', 'o.staff_number', 'o.pin_salt', 'o.pin_hash', 'o.card_token'])
    .where('o.region_code', '=', regionCode)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('officer_role as r')
          .select('r.role')
          .whereRef('r.region_code', '=', 'o.region_code')
          .whereRef('r.officer_id', '=', 'o.id')
          .where('r.role', 'in', CONFIRMING),
      ),
    )
    .orderBy('staff_number')
    .execute();
  return rows.map((row) => ({
    officerId: row.id,
    staffNumber: row.staff_number,
    pin: { salt: row.pin_salt.toString('base64url'), hash: row.pin_hash.toString('base64url') },
    ...(row.card_token === null ? {} : { cardToken: row.card_token.toString('base64url') }),
  }));
}
