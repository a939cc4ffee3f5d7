/** What lets others look on: records of draws, the pool of experts, counts of a quarter. */
import { fail, ok } from '@anban/foundation/result';
import { namesOf } from '../../assessment/experts/pool.ts';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { staffEndpoint } from '../../officers/endpoint.ts';
import { countQuarter } from '../read/statistics.ts';
import type { CaseServices } from '../services.ts';

export const drawsEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.drawRecords, async ({ params }, { regionCode, officerId }) =>
    services.database.db.transaction().execute(async (tx) => {
      const parts = await tx
        .selectFrom('case_part')
        .select('id')
        .where('region_code', '=', regionCode)
        .where('case_id', '=', params.caseId)
        .execute();
      if (parts.length === 0) return fail(refused('case-unknown'));
      const rows = await tx
        .selectFrom('expert_draw')
        .select(['id', 'assessment_id', 'session_id', 'round', 'commitment', 'announced_at', 'drawn_at', 'record'])
        .where('region_code', '=', regionCode)
        .where(
          'assessment_id',
          'in',
          parts.map(({ id }) => id),
        )
        .orderBy('id')
        .execute();
      const actor = `officer:${officerId}`;
      const note = { actor, action: 'case.draws-read', subject: params.caseId, at: services.clock.now() } as const;
      await appendAudit(tx, { regionCode, ...note });
      const draws = rows.map(({ id, round, record, ...row }) => ({
        id,
        assessmentId: row.assessment_id,
        sessionId: row.session_id,
        round,
        commitment: row.commitment.toString('hex'),
        announcedAt: row.announced_at.toISOString(),
        drawnAt: row.drawn_at?.toISOString() ?? null,
        record,
      }));
      return ok({ draws });
    }),
  );

export const expertsEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.experts, async ({ query }, { regionCode, officerId }) =>
    services.database.db.transaction().execute(async (tx) => {
      const { after, limit } = query;
      let select = tx.selectFrom('expert').selectAll().where('region_code', '=', regionCode);
      if (after !== undefined) select = select.where('id', '>', after);
      const rows = await select
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      const names = await namesOf(
        tx,
        services,
        regionCode,
        page.map(({ id }) => id),
      );
      const actor = `officer:${officerId}`;
      const note = { actor, action: 'expert.listed', subject: regionCode, at: services.clock.now() } as const;
      await appendAudit(tx, { regionCode, ...note, details: { experts: page.length } });
      const experts = page.map((row) => ({
        id: row.id,
        name: names.get(row.id)?.name ?? '',
        field: row.field,
        specialties: row.specialties,
        hospital: row.hospital,
        title: row.title,
        termFrom: row.term_from,
        termUntil: row.term_until,
        trainedUntil: row.trained_until,
        dailyQuota: row.daily_quota,
        status: row.status,
      }));
      return ok({ experts, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null });
    }),
  );

export const statisticsEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.statistics, async ({ query }, { regionCode }) =>
    ok(await countQuarter(services.database.db, regionCode, query.year, query.quarter)),
  );
