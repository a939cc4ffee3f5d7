/** What `anban case` does on the opened database. Each answers with the work to do, or says what is wrong with the words. */
import { newId } from '@anban/foundation/ids';
import { z } from 'zod';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import { EXIT, failure, type Outcome } from '../command-line.ts';
import { Purpose } from '../contract/case-file.ts';
import { OpenCase } from '../contract/cases.ts';
import { Id } from '../contract/common.ts';
import { StaffRole } from '../contract/staff.ts';
import type { Db } from '../db/database.ts';
import { ownPartners } from '../exchange/own-partners.ts';
import { refusalBody } from '../http/refusals.ts';
import type { Foundation } from '../services.ts';
import { provinceOf } from './api/province.ts';
import { type RefusalPlace, refusalOf } from './api/refusal.ts';
import { applyStep, type CaseRefusal } from './apply.ts';
import { caseServices } from './compose.ts';
import { type Actor, RoleSchema } from './model.ts';
import { openCase } from './open.ts';
import { allowedFor } from './read/allowed.ts';
import { readCase } from './read/case.ts';
import { readCursor, writeCursor } from './read/cursor.ts';
import { readParts } from './read/parts.ts';
import { readWork } from './read/work-list.ts';
import type { CaseServices } from './services.ts';

type Work = (foundation: Foundation, regionCode: string) => Promise<Outcome>;

const issues = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || '—'}: ${message}`).join('; ');

const ActorOptions = z.object({ as: RoleSchema, by: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/) });

/** `operator:<name>`: nobody can take it for an officer's own act. */
function actorOf(options: unknown): Actor | string {
  const parsed = ActorOptions.safeParse(options);
  if (!parsed.success) return issues(parsed.error);
  return { role: parsed.data.as, id: `operator:${parsed.data.by}` };
}

const OpenFile = OpenCase.omit({ as: true, identityCheckId: true }).extend({ id: Id.optional() });

export function open(sent: unknown, options: unknown): Work | string {
  const actor = actorOf(options);
  if (typeof actor === 'string') return actor;
  const parsed = OpenFile.safeParse(sent);
  if (!parsed.success) return issues(parsed.error);
  const { id = newId(), file, event, data } = parsed.data;
  return async (foundation, regionCode) => {
    const services = caseServices(foundation, ownPartners);
    const command = { id, regionCode, province: provinceOf(regionCode), file, event, data, actor };
    const opened = await openCase(services, command);
    if (!opened.ok) return refusal(services, { regionCode, caseId: id, partId: id }, opened.fault);
    const { number, determination } = opened.value;
    return {
      code: EXIT.done,
      json: { caseId: id, number, determination },
      text: `${number}（${id}）\n认定环节 ${determination.partId}：${determination.state}`,
    };
  };
}

const StepOptions = z.object({
  id: Id.optional(),
  version: z.coerce.number().int().nonnegative().optional(),
});

export interface StepWords {
  readonly case: string;
  /** Id or kind. */
  readonly part: string;
  readonly event: string;
  readonly data: unknown;
}

export function step(words: StepWords, options: unknown): Work | string {
  const actor = actorOf(options);
  if (typeof actor === 'string') return actor;
  const parsed = StepOptions.safeParse(options);
  if (!parsed.success) return issues(parsed.error);
  const { id = newId(), version } = parsed.data;
  const { event, data } = words;
  return async (foundation, regionCode) => {
    const services = caseServices(foundation, ownPartners);
    const caseId = await caseIdOf(services.database.db, regionCode, words.case);
    if (caseId === null) return failure(`没有这个案件：${words.case} (no such case)`);
    const parts = await readParts(services, services.database.db, regionCode, caseId);
    const named = parts.filter(({ id, kind }) => id === words.part || kind === words.part);
    const [part] = named;
    if (part === undefined || named.length > 1)
      return failure(`${words.part}：${named.length === 0 ? '没有这个环节' : '有多个，请用编号'} (part by its id)`);
    const place = { regionCode, caseId, partId: part.id };
    const expectedVersion = version ?? part.version;
    const applied = await applyStep(services, { ...place, id, event, data, actor, expectedVersion });
    if (!applied.ok) return refusal(services, { ...place, roles: [actor.role] }, applied.fault);
    const { state, sequence } = applied.value;
    const allowed = allowedFor(services.machines[part.kind], state, [actor.role]);
    return {
      code: EXIT.done,
      json: { ...applied.value, allowed },
      text: `第${sequence}步 ${event} → ${state}\n可进行：${allowed.join(', ') || '—'}`,
    };
  };
}

export function show(wanted: string, purpose: string): Work | string {
  const parsed = Purpose.safeParse(purpose);
  if (!parsed.success) return `--purpose: ${issues(parsed.error)}`;
  return async (foundation, regionCode) => {
    const services = caseServices(foundation, ownPartners);
    const caseId = await caseIdOf(services.database.db, regionCode, wanted);
    const reading = { regionCode, disclosure: 'full', purpose: parsed.data, actor: OPERATOR, recipient: null } as const;
    const answer = caseId === null ? null : await readCase(services, { ...reading, caseId });
    if (answer === null) return failure(`没有这个案件：${wanted} (no such case)`);
    const { number, file, parts, timers, documents, history } = answer;
    const lines = [
      `${number}　${file.person.name}　${file.employer.name}`,
      ...parts.map((part) => `${part.kind}　${part.stateName}（${part.state}）　${part.id}`),
      ...timers.map((timer) => `${timer.name}　${timer.state}　${timer.dueOn ?? '—'}　余${timer.daysLeft ?? '—'}日`),
      ...documents.map((document) => `${document.name}　${document.number}　${document.state}`),
      ...history.map(({ sequence, at, type, to, actorRole }) => `${sequence}　${at}　${type} → ${to}　${actorRole}`),
    ];
    return { code: EXIT.done, json: answer, text: lines.join('\n') };
  };
}

const WorkOptions = z.object({
  role: StaffRole,
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200),
});

export function work(options: unknown): Work | string {
  const parsed = WorkOptions.safeParse(options);
  if (!parsed.success) return issues(parsed.error);
  const { role, limit } = parsed.data;
  const after = parsed.data.after === undefined ? null : readCursor(parsed.data.after);
  if (parsed.data.after !== undefined && after === null) return '--after: not a page of ours';
  return async (foundation, regionCode) => {
    const services = caseServices(foundation, ownPartners);
    const { items, next } = await services.database.db.transaction().execute(async (tx) => {
      const page = await readWork(services, tx, { regionCode, role, expertId: null, after, limit });
      const note = { actor: OPERATOR, action: 'work.read', subject: role, at: services.clock.now() } as const;
      await appendAudit(tx, { regionCode, ...note, details: { items: page.items.length } });
      return page;
    });
    const lines = items.map(
      ({ caseNumber, kind, stateName, dueOn, overdue, name }) =>
        `${caseNumber}　${kind}　${stateName}　${name}　${dueOn ?? '—'}${overdue ? '　已超期' : ''}`,
    );
    const cursor = next === null ? null : writeCursor(next);
    return { code: EXIT.done, json: { items, next: cursor }, text: lines.join('\n') || '没有待办' };
  };
}

async function caseIdOf(db: Db, regionCode: string, wanted: string): Promise<string | null> {
  const row = await db
    .selectFrom('work_case')
    .select('id')
    .where('region_code', '=', regionCode)
    .where((eb) => (Id.safeParse(wanted).success ? eb('id', '=', wanted) : eb('number', '=', wanted)))
    .executeTakeFirst();
  return row?.id ?? null;
}

async function refusal(services: CaseServices, place: RefusalPlace, fault: CaseRefusal): Promise<Outcome> {
  const { error } = refusalBody(await refusalOf(services, place, fault));
  const article = error.details?.article === undefined ? '' : `（${error.details.article}）`;
  return {
    code: EXIT.failed,
    json: { error },
    text: `${error.message}${article}\n${error.hint ?? ''} [${error.code}]`,
  };
}
