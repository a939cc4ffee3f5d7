/** Today's arrivals as the officer sees them: masked names and numbers, by site and room. */
import type { Clock } from '@anban/foundation/clock';
import { maskIdentityNumber, maskName } from '@anban/foundation/identity-number';
import { namePlace, numberPlace } from '../assessment/roster-import.ts';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type { Database } from '../db/database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import { queueNumber } from '../evidence/queue-number.ts';
import type { SignedInOfficer } from '../officers/service.ts';

const DAY_MS = 86_400_000;
const MOST_HANDLED = 20;

export interface Arrival {
  readonly id: string;
  readonly queueNumber: string;
  readonly name: string;
  readonly number: string;
  readonly at: Date;
  readonly method: string;
  readonly terminalNumber: string;
  readonly calledAt: Date | null;
  readonly enteredAt: Date | null;
}

export interface Room {
  readonly room: string;
  /** The newest first: that is who the officer looks for. */
  readonly arrivals: readonly Arrival[];
  readonly waiting: readonly { readonly id: string; readonly name: string; readonly number: string }[];
}

export interface SiteArrivals {
  readonly code: string;
  readonly name: string;
  readonly rooms: readonly Room[];
}

export interface Alert {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly siteName: string;
  readonly series: string;
  readonly person: string | null;
  readonly acknowledged: boolean;
}

/** Somebody came with another person's card; everything else can wait a minute. */
export const isImpostor = (kind: string): boolean =>
  ['no-match', 'presentation-attack', 'refused', 'entry-refused', 'override'].includes(kind);

export interface ArrivalsView {
  readonly day: string;
  readonly site: string | null;
  readonly sites: readonly { readonly code: string; readonly name: string }[];
  readonly arrivals: readonly SiteArrivals[];
  readonly alerts: readonly Alert[];
}

export interface ArrivalsServices {
  readonly database: Database;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/** What `officer` may see, at one site or at all of the region. The reading is audited. */
export async function readArrivals(
  services: ArrivalsServices,
  officer: SignedInOfficer,
  site: string | null,
): Promise<ArrivalsView> {
  const { database, cipher, clock } = services;
  const { regionCode } = officer;
  const day = dayInChina(clock.now());
  const sites = await database.db
    .selectFrom('site')
    .select(['code', 'name'])
    .where('region_code', '=', regionCode)
    .orderBy('code')
    .execute();
  const rows = await examineesOf(database, regionCode, day, site);
  const people = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      name: maskName(await cipher.decrypt(namePlace(regionCode, row.id), row.name_cipher)),
      idNumber: maskIdentityNumber(await cipher.decrypt(numberPlace(regionCode, row.id), row.number_cipher)),
    })),
  );
  const alerts = await readAlerts(services, regionCode, site);
  const note = { actor: `officer:${officer.id}`, action: 'officer.read-arrivals', subject: day } as const;
  await appendAudit(database.db, {
    regionCode,
    ...note,
    details: { site: site ?? 'all', people: people.length, alerts: alerts.length },
    at: clock.now(),
  });
  const arrivals = sites
    .map(({ code, name }) => ({ code, name, rooms: roomsOf(people.filter((person) => person.site_code === code)) }))
    .filter(({ rooms }) => rooms.length > 0);
  return { day, site, sites, arrivals, alerts };
}

const examineesOf = ({ db }: Database, regionCode: string, day: string, site: string | null) =>
  db
    .selectFrom('assessment_session as s')
    .innerJoin('examinee as e', (join) =>
      join.onRef('e.region_code', '=', 's.region_code').onRef('e.session_id', '=', 's.id'),
    )
    .leftJoin('check_in as c', (join) =>
      join.onRef('c.region_code', '=', 'e.region_code').onRef('c.examinee_id', '=', 'e.id'),
    )
    .leftJoin('room_call as k', (join) =>
      join.onRef('k.region_code', '=', 'c.region_code').onRef('k.check_in_id', '=', 'c.id'),
    )
    .leftJoin('room_entry as r', (join) =>
      join.onRef('r.region_code', '=', 'c.region_code').onRef('r.check_in_id', '=', 'c.id'),
    )
    .select(['k.at as calledAt', 'r.at as enteredAt'])
    .select(['e.id', 'e.room', 's.site_code', 'e.name_cipher', 'e.number_cipher'])
    .select(['c.id as checkInId', 'c.number', 'c.at', 'c.method', 'c.terminal_number', 'c.room as ticketRoom'])
    .where('s.region_code', '=', regionCode)
    .where('s.day', '=', day)
    .$if(site !== null, (query) => query.where('s.site_code', '=', site))
    .orderBy('e.room')
    .orderBy('e.id')
    .execute();

type Person = Omit<Awaited<ReturnType<typeof examineesOf>>[number], 'name'> & { name: string; idNumber: string };

function roomsOf(people: readonly Person[]): Room[] {
  const rooms = [...new Set(people.map((person) => person.ticketRoom ?? person.room))].sort();
  return rooms.map((room) => {
    const here = people.filter((person) => (person.ticketRoom ?? person.room) === room);
    return {
      room,
      arrivals: here.toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0)).flatMap(arrivalOf),
      waiting: here
        .filter((person) => person.checkInId === null)
        .map(({ id, name, idNumber }) => ({ id, name, number: idNumber })),
    };
  });
}

function arrivalOf(person: Person): Arrival[] {
  const { checkInId, number, at, method, terminal_number, ticketRoom } = person;
  if (checkInId === null || number === null || at === null || ticketRoom === null) return [];
  return [
    {
      id: checkInId,
      queueNumber: queueNumber(ticketRoom, number),
      name: person.name,
      number: person.idNumber,
      at,
      method: method ?? '',
      terminalNumber: terminal_number ?? '',
      calledAt: person.calledAt,
      enteredAt: person.enteredAt,
    },
  ];
}

async function readAlerts(
  { database, cipher, clock }: ArrivalsServices,
  regionCode: string,
  site: string | null,
): Promise<Alert[]> {
  const rows = await database.db
    .selectFrom('alert as a')
    .innerJoin('site', (join) =>
      join.onRef('site.region_code', '=', 'a.region_code').onRef('site.code', '=', 'a.site_code'),
    )
    .innerJoin('terminal as t', (join) =>
      join.onRef('t.region_code', '=', 'a.region_code').onRef('t.id', '=', 'a.terminal_id'),
    )
    .leftJoin('examinee as e', (join) =>
      join.onRef('e.region_code', '=', 'a.region_code').onRef('e.id', '=', 'a.examinee_id'),
    )
    .select(['a.id', 'a.kind', 'a.at', 'a.acknowledged_at', 'site.name as siteName', 't.series'])
    .select(['e.id as examineeId', 'e.name_cipher'])
    .where('a.region_code', '=', regionCode)
    .where('a.at', '>', new Date(clock.now() - DAY_MS))
    .$if(site !== null, (query) => query.where('a.site_code', '=', site))
    .orderBy('a.at', 'desc')
    .execute();
  // An impostor before a call for paper, then the newest first.
  const open = rows
    .filter((row) => row.acknowledged_at === null)
    .sort((a, b) => Number(isImpostor(b.kind)) - Number(isImpostor(a.kind)));
  const handled = rows.filter((row) => row.acknowledged_at !== null).slice(0, MOST_HANDLED);
  return Promise.all(
    [...open, ...handled].map(async (row) => ({
      id: row.id,
      kind: row.kind,
      at: row.at,
      siteName: row.siteName,
      series: row.series,
      person:
        row.examineeId === null || row.name_cipher === null
          ? null
          : maskName(await cipher.decrypt(namePlace(regionCode, row.examineeId), row.name_cipher)),
      acknowledged: row.acknowledged_at !== null,
    })),
  );
}

/** Changes whenever what `readArrivals` shows can have changed. Reads no personal data. */
export async function arrivalsVersion({ database, clock }: ArrivalsServices, regionCode: string): Promise<string> {
  const day = dayInChina(clock.now());
  const sessions = await database.db
    .selectFrom('assessment_session as s')
    .innerJoin('examinee as e', (join) =>
      join.onRef('e.region_code', '=', 's.region_code').onRef('e.session_id', '=', 's.id'),
    )
    .select((eb) => [eb.fn.countAll<number>().as('expected'), eb.fn.count<number>('e.check_in_id').as('arrived')])
    .where('s.region_code', '=', regionCode)
    .where('s.day', '=', day)
    .executeTakeFirst();
  const rooms = await database.db
    .selectFrom('room_call as k')
    .leftJoin('room_entry as r', (join) =>
      join.onRef('r.region_code', '=', 'k.region_code').onRef('r.check_in_id', '=', 'k.check_in_id'),
    )
    .select((eb) => [eb.fn.countAll<number>().as('called'), eb.fn.count<number>('r.at').as('entered')])
    .where('k.region_code', '=', regionCode)
    .where('k.at', '>', new Date(clock.now() - DAY_MS))
    .executeTakeFirst();
  const alerts = await database.db
    .selectFrom('alert')
    .select((eb) => [eb.fn.countAll<number>().as('raised'), eb.fn.count<number>('acknowledged_at').as('handled')])
    .select((eb) => eb.fn.max('at').as('newest'))
    .where('region_code', '=', regionCode)
    .where('at', '>', new Date(clock.now() - DAY_MS))
    .executeTakeFirst();
  // A roster imported again can change a room or a name without a count: every import is an entry of the operator's.
  const operator = await database.db
    .selectFrom('audit_head')
    .select('sequence')
    .where('region_code', '=', regionCode)
    .where('stream', '=', OPERATOR)
    .executeTakeFirst();
  const counts = [sessions?.expected, sessions?.arrived, alerts?.raised, alerts?.handled, alerts?.newest?.getTime()];
  return [day, ...counts, rooms?.called, rooms?.entered, operator?.sequence].join('|');
}
