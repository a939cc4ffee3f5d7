/** 快速批办: a chief decides many cases in one session. Every decision is a step of its own, with its own guards. */
import { ok } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { REFUSALS, refusalBody } from '../../http/refusals.ts';
import { staffEndpoint } from '../../officers/endpoint.ts';
import { applyStep } from '../apply.ts';
import type { BatchCase } from '../fast-batch/eligible.ts';
import { type Sealed, sealTogether } from '../fast-batch/session.ts';
import type { Actor } from '../model.ts';
import type { CaseServices } from '../services.ts';
import { refusalOf } from './refusal.ts';

interface Item {
  readonly caseId: string;
  readonly partId: string;
  readonly expectedVersion: number;
  readonly eventId: string;
}

export const sealingEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.sealingSession, async ({ body }, { regionCode, officerId }) => {
    const signer: Actor = { role: 'chief', id: officerId };
    const cases = await Promise.all(body.items.map((item) => asItIs(services, regionCode, item)));
    const eventIds = Object.fromEntries(body.items.map(({ partId, eventId }) => [partId, eventId]));
    const sealed = await sealTogether({ regionCode, cases, signer, eventIds }, (step) => applyStep(services, step));
    const results = await Promise.all(sealed.map((one, i) => resultOf(services, regionCode, one, body.items[i])));
    const decided = results.filter(({ outcome }) => outcome === 'decided').length;
    const at = services.clock.now();
    const note = { actor: `officer:${officerId}`, action: 'sealing-session.held', subject: body.id, at } as const;
    await appendAudit(services.database.db, { regionCode, ...note, details: { items: results.length, decided } });
    return ok({ id: body.id, results });
  });

/** A part that is not there has no state, and so is not fit for signing. */
async function asItIs({ database }: CaseServices, regionCode: string, item: Item): Promise<BatchCase> {
  const { caseId, partId, expectedVersion } = item;
  const part = await database.db
    .selectFrom('case_part')
    .select(['state', 'facts'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('id', '=', partId)
    .where('kind', '=', 'determination')
    .executeTakeFirst();
  return { caseId, partId, expectedVersion, state: part?.state ?? '—', facts: part?.facts ?? null };
}

async function resultOf(services: CaseServices, regionCode: string, sealed: Sealed, item: Item | undefined) {
  const { caseId, partId } = sealed;
  const place = { caseId, partId };
  const refused = (refusal: string, message: string, state: string | null = null) => ({
    ...place,
    outcome: 'refused' as const,
    state,
    refusal,
    message,
  });
  switch (sealed.outcome) {
    case 'decided':
      return { ...place, outcome: 'decided' as const, state: sealed.answer.state, refusal: null, message: null };
    case 'not-eligible': {
      // Sent again: what this very session decided before is decided.
      const state = item === undefined ? null : await decidedBy(services, regionCode, item);
      if (state !== null) return { ...place, outcome: 'decided' as const, state, refusal: null, message: null };
      return refused(sealed.reason.guard, sealed.reason.message);
    }
    case 'refused': {
      const { error } = refusalBody(await refusalOf(services, { regionCode, ...place }, sealed.refusal));
      return refused(error.name, error.message, error.details?.state ?? null);
    }
    case 'failed':
      return refused('internal', REFUSALS.internal.message);
  }
}

async function decidedBy(
  { database }: CaseServices,
  regionCode: string,
  { partId, eventId }: Item,
): Promise<string | null> {
  const event = await database.db
    .selectFrom('case_event')
    .select('to_state')
    .where('region_code', '=', regionCode)
    .where('id', '=', eventId)
    .where('part_id', '=', partId)
    .where('type', '=', 'DECIDE_YES')
    .executeTakeFirst();
  return event?.to_state ?? null;
}
