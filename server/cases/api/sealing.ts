/** 快速批办: a chief decides many cases in one session. Every decision is a step of its own, with its own guards. */
import { ok } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import type { ApiHandler } from '../../http/api.ts';
import { refusalBody } from '../../http/refusals.ts';
import { staffEndpoint } from '../../officers/endpoint.ts';
import { applyStep } from '../apply.ts';
import type { Actor } from '../model.ts';
import type { CaseServices } from '../services.ts';
import { refusalOf } from './refusal.ts';

/** What the session decides. */
const EVENT = 'DECIDE_YES';

interface Item {
  readonly caseId: string;
  readonly partId: string;
  readonly expectedVersion: number;
  readonly eventId: string;
}

export const sealingEndpoint = (services: CaseServices): ApiHandler =>
  staffEndpoint(services, API.sealingSession, async ({ body }, { regionCode, officerId }) => {
    const actor: Actor = { role: 'chief', id: officerId };
    const results = [];
    for (const item of body.items) results.push(await decide(services, regionCode, actor, item));
    const decided = results.filter(({ outcome }) => outcome === 'decided').length;
    const at = services.clock.now();
    const note = { actor: `officer:${officerId}`, action: 'sealing-session.held', subject: body.id, at } as const;
    await appendAudit(services.database.db, { regionCode, ...note, details: { items: results.length, decided } });
    return ok({ id: body.id, results });
  });

async function decide(services: CaseServices, regionCode: string, actor: Actor, item: Item) {
  const { caseId, partId, expectedVersion, eventId: id } = item;
  const place = { regionCode, caseId, partId };
  const applied = await applyStep(services, { ...place, id, expectedVersion, event: EVENT, data: {}, actor });
  if (applied.ok) {
    const { state } = applied.value;
    return { caseId, partId, outcome: 'decided' as const, state, refusal: null, message: null };
  }
  const { error } = refusalBody(await refusalOf(services, place, applied.fault));
  const state = error.details?.state ?? null;
  return { caseId, partId, outcome: 'refused' as const, state, refusal: error.name, message: error.message };
}
