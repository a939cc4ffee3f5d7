/** What terminals ask at the door, and what a supervisor reads afterwards. */
import { ok } from '@anban/foundation/result';
import { sql } from 'kysely';
import { appendAudit } from '../audit/append.ts';
import type { Changes } from '../console/changes.ts';
import { API } from '../contract/api.ts';
import { ATTACK_REASONS, IdentityCheckRecord } from '../contract/evidence.ts';
import { faceStanding } from '../evidence/in-doubt.ts';
import type { ApiHandler } from '../http/api.ts';
import { staffEndpoint } from '../officers/endpoint.ts';
import { type TerminalEndpoints, terminalPost } from '../terminals/endpoint.ts';
import { enterRoom, type RoomEntryServices } from './service.ts';

export const roomEntryEndpoint = (services: RoomEntryServices & TerminalEndpoints & { changes: Changes }): ApiHandler =>
  terminalPost(services, API.roomEntry.request, async (request, terminal) => {
    const answer = await enterRoom(services, request, terminal);
    if (answer.ok && answer.value.outcome === 'may-enter') services.changes.announce(terminal.regionCode);
    return answer;
  });

export const faceStandingEndpoint = (services: RoomEntryServices & TerminalEndpoints): ApiHandler =>
  terminalPost(services, API.faceStanding.request, async (examined, { regionCode }) =>
    ok(await faceStanding(services.database.db, { regionCode, ...examined })),
  );

/** A comparison of the same person in the same session that failed before, at whichever terminal: see `hadFailed`. */
const failedBefore = sql`
  select from evidence_record n
  where n.region_code = r.region_code and n.examinee_id = r.examinee_id and n.session_id = r.session_id
    and n.kind = 'identity-check' and (not n.passed or n.method = 'two-officers') and n.refusal is null
    and (n.record::jsonb ->> 'decision' = 'no-match' or n.method = 'face' and n.record::jsonb ->> 'decision' = 'officer'
      and n.record::jsonb ->> 'reason' in (${sql.join(ATTACK_REASONS)}))
    and (n.record::jsonb ->> 'at')::timestamptz <= (r.record::jsonb ->> 'at')::timestamptz`;

/** The reading is audited, as every look at the work of officers is. */
export const overridesEndpoint = (services: RoomEntryServices): ApiHandler =>
  staffEndpoint(services, API.overrides, async ({ query }, { regionCode, officerId }) =>
    services.database.db.transaction().execute(async (tx) => {
      const { before, limit } = query;
      let select = tx
        .selectFrom('evidence_record as r')
        .innerJoin('terminal as t', (join) =>
          join.onRef('t.region_code', '=', 'r.region_code').onRef('t.id', '=', 'r.terminal_id'),
        )
        .select(['r.id', 'r.record', 't.site_code'])
        .where('r.region_code', '=', regionCode)
        .where('r.method', '=', 'two-officers')
        .where('r.refusal', 'is', null)
        .where('r.passed', '=', true)
        .where(sql<boolean>`(r.record::jsonb ? 'overrides' or exists (${failedBefore}))`);
      if (before !== undefined) select = select.where('r.id', '<', before);
      const rows = await select
        .orderBy('r.id', 'desc')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      const note = { actor: `officer:${officerId}`, action: 'overrides.read', subject: regionCode } as const;
      await appendAudit(tx, { regionCode, ...note, details: { records: page.length }, at: services.clock.now() });
      const overrides = page.map(({ record, site_code }) => {
        const check = IdentityCheckRecord.parse(JSON.parse(record));
        const { id, at, terminalId, sessionId, examineeId, officers, reason } = check;
        return { id, at, terminalId, siteCode: site_code, sessionId, examineeId, officers, reason };
      });
      return ok({ overrides, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null });
    }),
  );
