/** The whole centre in one test process: a database of its own, real HTTP on a free port, time moved by hand. */
import { createServer } from 'node:http';
import { ManualClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { createApp } from '../app.ts';
import type { RosterRow } from '../assessment/roster-file.ts';
import { importRoster } from '../assessment/roster-import.ts';
import { putSite } from '../assessment/sites.ts';
import type { CaseServices } from '../cases/services.ts';
import { Changes } from '../console/changes.ts';
import { createTestDatabase } from '../db/test-database.ts';
import type { DocumentServices } from '../documents/services.ts';
import type { IdentityPartners } from '../identity/partners.ts';
import { createServerLog } from '../log.ts';
import { type Foundation, openFoundation } from '../services.ts';
import { simulatedIdentity } from '../simulators/partners.ts';
import { makeCode } from '../terminals/enrolment.ts';
import { type Subject, TestTerminal } from './terminal.ts';

export const REGION = '370702';
export const SITE = '370702-01';
export const OTHER_SITE = '370702-02';
/** 09:00 in China on 21 November 2026. */
export const START = Date.UTC(2026, 10, 21, 1, 0, 0);
export const TODAY = '2026-11-21';

/** Numbers that hold together, for as many people as a test needs. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export function numberOf(n: number): string {
  const day = new Date(Date.UTC(1950, 0, 1) + Math.floor(n / 1000) * 86_400_000).toISOString().slice(0, 10);
  const first = `370702${day.replaceAll('-', '')}${String(n % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first[i]), 0);
  return first + '10X98765432'.charAt(sum % 11);
}

export class TestCentre {
  readonly foundation: Foundation;
  readonly clock: ManualClock;
  readonly url: string;
  readonly changes: Changes;
  /** Every line of the log, as text. */
  readonly logged: string[];
  readonly close: () => Promise<void>;

  constructor(parts: Pick<TestCentre, 'foundation' | 'clock' | 'url' | 'changes' | 'logged' | 'close'>) {
    this.foundation = parts.foundation;
    this.clock = parts.clock;
    this.url = parts.url;
    this.changes = parts.changes;
    this.logged = parts.logged;
    this.close = parts.close;
  }

  async terminal(siteCode = SITE): Promise<TestTerminal> {
    const terminal = new TestTerminal(this.url, () => this.clock.now());
    const { code } = unwrap(await makeCode(this.foundation, siteCode));
    await terminal.enrol(code);
    return terminal;
  }

  /** What the audit log says of a case, a visit, a thing: oldest first. */
  audited(subject: string) {
    return this.foundation.database.db
      .selectFrom('audit_entry')
      .select(['actor', 'action', 'details'])
      .where('subject', '=', subject)
      .orderBy('id')
      .execute();
  }

  /** `count` examinees of today at `siteCode`, numbered from `from`, all in one room. */
  async examinees(
    count: number,
    options: { room?: string; siteCode?: string; day?: string; from?: number } = {},
  ): Promise<Subject[]> {
    const { room = 'A', siteCode = SITE, day = TODAY, from = 1 } = options;
    const rows = Array.from(
      { length: count },
      (_, i): RosterRow => ({ line: i + 2, name: `测试${i}`, number: numberOf(from + i), room, siteCode }),
    );
    const before = new Set((await this.#all()).map((row) => row.id));
    unwrap(await importRoster(this.foundation, rows, day));
    const added = (await this.#all()).filter((row) => !before.has(row.id));
    return added.map((row) => ({ examineeId: row.id, sessionId: row.session_id }));
  }

  #all() {
    return this.foundation.database.db.selectFrom('examinee').select(['id', 'session_id']).orderBy('id').execute();
  }
}

export interface TestCentreOptions {
  /** The machines and what they stand on; left out: a centre without cases. */
  readonly cases?: (foundation: Foundation) => CaseServices;
  /** Left out: nothing is sealed. */
  readonly documents?: (foundation: Foundation) => DocumentServices;
  /** Who is asked whose card it is; the simulated platforms if left out. */
  readonly identity?: IdentityPartners;
  /** When the clock begins, `START` if left out. */
  readonly start?: number;
}

export async function startTestCentre({
  cases,
  documents,
  identity,
  start = START,
}: TestCentreOptions = {}): Promise<TestCentre> {
  const database = await createTestDatabase();
  const clock = new ManualClock(start);
  const logged: string[] = [];
  const log = createServerLog({ write: (line) => void logged.push(line) });
  const foundation = await openFoundation({
    dataDir: database.dataDir,
    databaseUrl: database.url,
    connections: 12,
    clock,
    log,
  });
  await putSite(foundation.database, clock, { code: SITE, name: '潍城区劳动能力鉴定中心' });
  await putSite(foundation.database, clock, { code: OTHER_SITE, name: '潍城区人民医院' });
  const changes = new Changes(foundation.database, clock);
  await changes.start();
  const options = { regionCode: REGION, sessionHours: 10, behindTls: false, version: 'test' };
  const composed = {
    identity: identity ?? simulatedIdentity(foundation),
    ...(cases === undefined ? {} : { cases: cases(foundation) }),
    ...(documents === undefined ? {} : { documents: documents(foundation) }),
  };
  const http = createServer(createApp(foundation, changes, { ...options, ...composed }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const close = async () => {
    changes.stop();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    await foundation.database.close();
    await database.drop();
  };
  return new TestCentre({ foundation, clock, url: `http://127.0.0.1:${port}`, changes, logged, close });
}
