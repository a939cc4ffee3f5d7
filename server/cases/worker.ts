/**
 * What goes on without anybody asking: limits that end, documents to be made, packages that can be served. Everything it
 * does is in the database, so that it goes on after any restart, and two of them do nothing twice.
 */
import { newId } from '@anban/foundation/ids';
import { sql } from 'kysely';
import { isUnavailable } from '../db/failures.ts';
import { applyStep } from './apply.ts';
import { raiseNewCheckIns } from './hooks/raise-check-in.ts';
import { SYSTEM } from './model.ts';
import type { CaseServices } from './services.ts';
import { fireDueTimers } from './timers/fire.ts';

const PAUSE_MS = 1_000;
const BATCH = 50;
/** Before every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface WorkerServices extends CaseServices {
  /** Makes up to `limit` ordered documents; the answer is how many (documents/worker.ts). */
  readonly makeDocuments: (limit: number) => Promise<number>;
  readonly partnersRound: (regionCode: string) => Promise<unknown>;
  /** Sends notices that wait (notices/send-due.ts); left out: nobody carries them, and they wait. */
  readonly sendNotices?: (regionCode: string) => Promise<unknown>;
  /** Something went wrong that the next round may mend. */
  readonly report: (cause: unknown) => void;
}

export class CaseWorker {
  readonly #services: WorkerServices;
  #cancel: () => void = () => undefined;
  #stopped = false;
  #round: Promise<void> = Promise.resolve();

  constructor(services: WorkerServices) {
    this.#services = services;
  }

  start(): void {
    this.#cancel = this.#services.clock.after(PAUSE_MS, () => {
      this.#round = this.#run();
    });
  }

  /** Ends after the round under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#round;
  }

  async #run(): Promise<void> {
    try {
      await runRound(this.#services);
    } catch (cause) {
      this.#services.report(cause);
    }
    if (!this.#stopped) this.start();
  }
}

/** One round: until nothing is due any more. */
export async function runRound(services: WorkerServices): Promise<void> {
  const regions = await services.database.db.selectFrom('site').select('region_code').distinct().execute();
  for (const { region_code: region } of regions) {
    await attempt(services, () => raiseNewCheckIns(services, region));
    await attempt(services, () => fireDueTimers(services, region));
  }
  await attempt(services, () => makeAllDocuments(services));
  for (const { region_code: region } of regions) {
    await attempt(services, () => releasePackages(services, region));
    await attempt(services, () => services.partnersRound(region));
    await attempt(services, async () => services.sendNotices?.(region));
  }
}

/** What goes wrong in one place holds up no other, unless the database is away. */
async function attempt({ report }: WorkerServices, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (isUnavailable(cause)) throw cause;
    report(cause);
  }
}

async function makeAllDocuments({ makeDocuments }: WorkerServices): Promise<void> {
  for (let made = BATCH; made === BATCH; ) made = await makeDocuments(BATCH);
}

/** Service parts all of whose documents are made can go on, page by page: one that cannot does not stand before others. */
async function releasePackages(services: WorkerServices, regionCode: string): Promise<void> {
  for (let after = FIRST_ID; ; ) {
    const ready = await sealedPackages(services, regionCode, after);
    for (const { id, case_id: caseId } of ready)
      await attempt(services, () => release(services, { regionCode, caseId, partId: id }));
    after = ready.at(-1)?.id ?? after;
    if (ready.length < BATCH) return;
  }
}

const sealedPackages = ({ database }: CaseServices, regionCode: string, after: string) =>
  database.db
    .selectFrom('case_part as p')
    .select(['p.id', 'p.case_id'])
    .where('p.region_code', '=', regionCode)
    .where('p.queue', '=', 'system')
    .where('p.kind', '=', 'service')
    .where('p.id', '>', after)
    .where(
      sql<boolean>`not exists (
        select 1 from jsonb_array_elements_text(p.facts -> 'documents') as wanted (id)
        left join document d on d.region_code = p.region_code and d.id = wanted.id::uuid
        where d.id is null or d.state <> 'made')`,
    )
    .orderBy('p.id')
    .limit(BATCH)
    .execute();

/** Refused: another worker was faster. */
const release = (services: CaseServices, part: { regionCode: string; caseId: string; partId: string }) =>
  applyStep(services, { ...part, id: newId(), expectedVersion: null, event: 'SEALED', data: {}, actor: SYSTEM });
