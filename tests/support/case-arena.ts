/**
 * A real centre that is killed again and again (`kill -9`) while cases are driven through its API. Who drives does as a
 * terminal or an office does: what was not answered is sent again with the same id, until it is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@anban/foundation/ids';
import pg from 'pg';
import { z } from 'zod';
import { Workplace } from '../../server/testing/process.ts';

export const REGION = '330784';
const PIN = '135790';
const SITES = [{ code: `${REGION}-01`, name: '永康市劳动能力鉴定中心' }];
const Session = z.object({ token: z.string() });
const PATIENCE_MS = 30_000;

/** When the blow falls. */
export type Moment =
  /** While the server has a transaction open for the request. */
  | 'request'
  /** As soon as the event was acknowledged: its documents are ordered and not made. */
  | 'acknowledged'
  /** While the worker has a document in its hands: rendering, sealing, storing it. */
  | 'sealing'
  /** As soon as one more document is made; others may still wait. */
  | 'one-made'
  /** While a limit that is over is being fired. */
  | 'timer';

/** What the open transaction of the server did last, by moment. */
const LAST_QUERY = { request: '%', sealing: '%for update skip locked%', timer: '%case%' } as const;

export class CaseArena {
  readonly place = new Workplace({ regionCode: REGION, sites: SITES, databaseConnections: 8 });
  #server: Awaited<ReturnType<Workplace['start']>> | null = null;
  #pool: pg.Pool | null = null;
  readonly #tokens = new Map<string, string>();
  /** Blows by moment, as they really fell. */
  readonly blows = new Map<Moment, number>();
  /** Requests that the server took to its grave. */
  unanswered = 0;
  /** Blows that fell when what they waited for was over already. */
  late = 0;

  async open(): Promise<void> {
    this.#server = await this.place.start();
    const add = (number: string, ...roles: string[]) =>
      this.place.command(
        ...['officer', 'add', '--number', number, '--name', '测试员', '--pin', PIN, '--region', REGION],
        ...roles.flatMap((role) => ['--role', role]),
      );
    const added = await Promise.all([add('3001', 'clerk', 'officer'), add('3002', 'chief')]);
    for (const { code, stderr } of added) if (code !== 0) throw new Error(stderr);
    for (const number of ['3001', '3002']) {
      const body = JSON.stringify({ staffNumber: number, pin: PIN, regionCode: REGION });
      const response = await fetch(`${this.url}/v1/staff/sessions`, { method: 'POST', body });
      this.#tokens.set(number, Session.parse(await response.json()).token);
    }
  }

  async close(): Promise<void> {
    await this.#pool?.end();
    this.#server?.process.kill('SIGKILL');
    await this.#server?.ended;
    await this.place.remove();
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** Of the database itself, which outlives every blow. */
  async rows<T extends z.ZodType>(schema: T, sql: string, values: readonly unknown[] = []): Promise<z.output<T>[]> {
    if (this.#pool === null) {
      const file = z
        .object({ url: z.string() })
        .parse(JSON.parse(readFileSync(join(this.place.dataDir, 'connection.json'), 'utf8')));
      this.#pool = new pg.Pool({ connectionString: file.url, max: 2, application_name: 'arena' });
      this.#pool.on('error', () => undefined);
    }
    const { rows } = await this.#pool.query(sql, [...values]);
    return z.array(schema).parse(rows);
  }

  /** Sends until it is answered; a server that is gone is started again. */
  async send(who: '3001' | '3002', method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const headers = { authorization: `Bearer ${this.#tokens.get(who) ?? ''}` };
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(this.url + path, { method, headers, ...init }).catch(() => null);
      const text = await response?.text().catch(() => null);
      if (response?.status === 200 && typeof text === 'string') return JSON.parse(text);
      if (response !== null && response !== undefined && response.status !== 503 && typeof text === 'string')
        throw new Error(`${path}: ${response.status} ${text}`);
      this.unanswered += 1;
      await this.#revive();
    }
    throw new Error(`${path}: never answered`);
  }

  async file(path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${this.#tokens.get('3001') ?? ''}` };
    const response = await fetch(this.url + path, { headers });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Does `work` and strikes at the moment; answers what the work answered, which may be after a restart. */
  async under<T>(moment: Moment, work: () => Promise<T>): Promise<T> {
    const target = this.#server;
    const made = moment === 'one-made' ? await this.#documents('made') : 0;
    const state = { over: false };
    const blow = moment === 'acknowledged' ? null : this.#aim(moment, made, state);
    const value = await work();
    state.over = true;
    if (moment === 'acknowledged') this.#strike(moment);
    await blow;
    await target?.ended;
    await this.#revive();
    return value;
  }

  /** Until the database says so: asked again and again, never slept for. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`never: ${what}`);
      await delay(1);
    }
  }

  async #aim(moment: Exclude<Moment, 'acknowledged'>, made: number, state: { over: boolean }): Promise<void> {
    const falls = () =>
      moment === 'one-made'
        ? this.#documents('made').then((now) => now > made)
        : this.#inTransaction(LAST_QUERY[moment]);
    const tooLate = async () => state.over && (moment === 'request' || (await this.#pending()) === 0);
    await this.until(`a moment to strike: ${moment}`, async () => {
      if (await falls()) return true;
      if (!(await tooLate())) return false;
      this.late += 1;
      return true;
    });
    this.#strike(moment);
  }

  #strike(moment: Moment): void {
    this.#server?.process.kill('SIGKILL');
    this.blows.set(moment, (this.blows.get(moment) ?? 0) + 1);
  }

  async #documents(state: 'made' | 'ordered'): Promise<number> {
    const [row] = await this.rows(Count, 'select count(*)::int as n from document where state = $1', [state]);
    return row?.n ?? 0;
  }

  /** What the worker has still to do. */
  async #pending(): Promise<number> {
    const [row] = await this.rows(
      Count,
      `select ((select count(*) from document where state = 'ordered')
        + (select count(*) from case_timer where state = 'running' and due_at <= now()))::int as n`,
    );
    return row?.n ?? 0;
  }

  async #inTransaction(query: string): Promise<boolean> {
    const [row] = await this.rows(
      Count,
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and xact_start is not null
        and application_name <> 'arena' and state in ('active', 'idle in transaction') and query ilike $1
        and query not ilike '%listen%'`,
      [query],
    );
    return (row?.n ?? 0) > 0;
  }

  async #revive(): Promise<void> {
    const server = this.#server;
    if (server === null || (server.process.exitCode === null && server.process.signalCode === null)) return;
    await server.ended;
    this.#server = await this.place.start();
  }
}

const Count = z.object({ n: z.int() });
const Opened = z.object({ id: z.string(), parts: z.array(z.object({ id: z.string(), version: z.int() })) });
const Stepped = z.object({ version: z.int(), state: z.string(), sequence: z.int() });

/** A case and everything that was acknowledged in it. */
export class DrivenCase {
  readonly #arena: CaseArena;
  readonly id = newId();
  readonly acknowledged: { id: string; event: string }[] = [];
  partId = '';
  #version = 0;
  #last: { readonly send: () => Promise<unknown>; readonly sequence: number } | null = null;

  constructor(arena: CaseArena) {
    this.#arena = arena;
  }

  async open(file: unknown, data: unknown): Promise<void> {
    const body = { id: this.id, file, event: 'START_DRAFT', data, as: 'clerk' };
    const { parts } = Opened.parse(await this.#arena.send('3001', 'POST', '/v1/cases', body));
    this.partId = parts[0]?.id ?? '';
    this.#version = parts[0]?.version ?? 0;
  }

  async step(who: '3001' | '3002', event: string, data: unknown): Promise<string> {
    const id = newId();
    const body = { id, event, expectedVersion: this.#version, data };
    const path = `/v1/cases/${this.id}/parts/${this.partId}/events`;
    const send = () => this.#arena.send(who, 'POST', path, body);
    const { version, state, sequence } = Stepped.parse(await send());
    this.#version = version;
    this.#last = { send, sequence };
    this.acknowledged.push({ id, event });
    return state;
  }

  /** Whoever did not hear the answer sends the newest step once more: whether it is answered as the same event. */
  async again(): Promise<boolean> {
    return this.#last === null || Stepped.parse(await this.#last.send()).sequence === this.#last.sequence;
  }
}
