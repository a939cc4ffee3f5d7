/** One case as it is told: who does what in which part, through the API; and what has come of it. */
import { newId } from '@anban/foundation/ids';
import type { z } from 'zod';
import type { CaseFile, PartKind } from '../cases/model.ts';
import { API } from '../contract/api.ts';
import type { CaseAnswer } from '../contract/case-file.ts';
import { Refusal } from '../contract/common.ts';
import type { CaseDesk } from '../testing/case-desk.ts';
import type { Answer } from '../testing/terminal.ts';
import { type Paper, readPapers } from './papers.ts';

type StepAnswer = z.infer<typeof API.takeStep.answer>;
type Part = CaseAnswer['parts'][number];
type Data = Record<string, unknown>;

export interface Told {
  /** Instead of the newest part of the kind. */
  readonly partId?: string;
  /** Instead of the version that the part has. */
  readonly expectedVersion?: number;
  /** Instead of a new one. */
  readonly id?: string;
}

/** Why not: status, name of the fault, guard, words for the person. */
export interface No {
  readonly status: number;
  readonly name: string;
  readonly guard: string | null;
  readonly message: string;
  readonly article: string | null;
}

export class Story {
  readonly desk: CaseDesk;
  readonly file: CaseFile;
  readonly id: string;
  number = '';

  constructor(desk: CaseDesk, file: CaseFile) {
    this.desk = desk;
    this.file = file;
    this.id = newId();
  }

  /** `who`: `applicant` at the terminal, or a member of staff. */
  async open(who: string, event: 'LEAD' | 'START_DRAFT', data: Data): Promise<void> {
    const answer = await this.#send(who, 'POST', '/v1/cases', { id: this.id, file: this.file, event, data });
    this.number = API.openCase.answer.parse(good(answer, `open ${event}`)).number;
  }

  async step(who: string, kind: PartKind, event: string, data: Data = {}, told: Told = {}): Promise<StepAnswer> {
    const answer = await this.attempt(who, kind, event, data, told);
    return API.takeStep.answer.parse(good(answer, `${kind} ${event} by ${who}`));
  }

  async refused(who: string, kind: PartKind, event: string, data: Data = {}, told: Told = {}): Promise<No> {
    return whyNot(await this.attempt(who, kind, event, data, told));
  }

  async attempt(who: string, kind: PartKind, event: string, data: Data = {}, told: Told = {}): Promise<Answer> {
    const { id = newId() } = told;
    const { partId, expectedVersion } = await this.#seen(kind, told);
    const body = { id, event, expectedVersion, data };
    return this.#send(who, 'POST', `/v1/cases/${this.id}/parts/${partId}/events`, body);
  }

  async read(): Promise<CaseAnswer> {
    return API.readCase.answer.parse(good(await this.desk.call('officer', 'GET', `/v1/cases/${this.id}`), 'read'));
  }

  /** The newest part of a kind. */
  async part(kind: PartKind): Promise<Part> {
    return this.#partFor(kind);
  }

  async state(kind: PartKind): Promise<string> {
    return (await this.part(kind)).state;
  }

  async facts<T>(kind: PartKind, schema: z.ZodType<T>): Promise<T> {
    return schema.parse((await this.part(kind)).facts);
  }

  /** The running (or last) timer of this name. */
  async timer(name: string): Promise<CaseAnswer['timers'][number] | undefined> {
    return (await this.read()).timers.findLast(({ timer }) => timer === name);
  }

  /** On which part, and which version of it, the sender decides. */
  async #seen(kind: PartKind, { partId, expectedVersion }: Told) {
    if (partId !== undefined && expectedVersion !== undefined) return { partId, expectedVersion };
    const part = await this.#partFor(kind, partId);
    return { partId: part.id, expectedVersion: expectedVersion ?? part.version };
  }

  async #partFor(kind: PartKind, partId?: string): Promise<Part> {
    const { parts } = await this.read();
    const part = parts.findLast((one) => (partId === undefined ? one.kind === kind : one.id === partId));
    if (part === undefined) throw new Error(`no ${kind} in the case`);
    return part;
  }

  /** The worker makes the documents; then every package that is ready goes out electronically and arrives today. */
  async serve(): Promise<void> {
    await this.desk.settle();
    const { parts } = await this.read();
    for (const { id: partId } of parts.filter(({ kind, state }) => kind === 'service' && state === 'S_READY')) {
      await this.step('clerk', 'service', 'SEND', { method: 'electronic' }, { partId });
      const proof = { on: this.desk.today, receipt: `TEST-${partId.slice(-8)}` };
      await this.step('clerk', 'service', 'ARRIVED', proof, { partId });
    }
    await this.desk.settle();
  }

  /** Everything that was made, fetched through the API, its seal and digest checked, its text read. */
  async papers(): Promise<Paper[]> {
    await this.desk.settle();
    return readPapers(this);
  }

  async #send(who: string, method: 'POST' | 'GET', path: string, body: Data): Promise<Answer> {
    if (who !== 'applicant') return this.desk.call(who, method, path, body);
    const terminal = await this.desk.terminalAt(this.desk.bank);
    return terminal.post(path, { ...body, identityCheckId: await this.desk.identified(this.file) });
  }
}

export function good({ status, body }: Answer, what: string): unknown {
  if (status === 200) return body;
  throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}

export function whyNot({ status, body }: Answer): No {
  if (status === 200) throw new Error(`was not refused: ${JSON.stringify(body)}`);
  const { name, message, details } = Refusal.parse(body).error;
  return { status, name, message, guard: details?.guard ?? null, article: details?.article ?? null };
}
