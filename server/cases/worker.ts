/**
 * What goes on without anybody asking: limits that end, documents to be made, packages that can be served. Everything it
 * does is in the database, so that it goes on after any restart, and two of them do nothing twice.
 */
import { newId } from '@anban/foundation/ids';
import { sql } from 'kysely';
import { applyStep } from './apply.ts';
import { raiseNewCheckIns } from './hooks/raise-check-in.ts';
import type { CaseServices } from './services.ts';
import { fireDueTimers } from './timers/fire.ts';

const PAUSE_MS = 1_000;
const BATCH = 50;

export interface WorkerServices extends CaseServices {
  /** Makes up to `limit` ordered documents; the answer is how many (documents/worker.ts). */
  readonly makeDocuments: (limit: number) => Promise<number>;
  readonly partnersRound: (regionCode: string) => Promise<unknown>;
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
    await raiseNewCheckIns(services, region);
    await fireDueTimers(services, region);
  }
  for (let made = BATCH; made === BATCH; ) made = await services.makeDocuments(BATCH);
  for (const { region_code: region } of regions) {
    await releasePackages(services, region);
    await services.partnersRound(region);
  }
}

/** Service parts all of whose documents are made can go on. */
async function releasePackages(services: CaseServices, regionCode: string): Promise<void> {
  const ready = await services.database.db
    .selectFrom('case_part as p')
    .select(['p.id', 'p.case_id'])
    .where('p.region_code', '=', regionCode)
    .where('p.queue', '=', 'system')
    .where('p.kind', '=', 'service')
    .where(
      sql<boolean>`not exists (
        select 1 from jsonb_array_elements_text(p.facts -> 'documents') as wanted (id)
        left join document d on d.region_code = p.region_code and d.id = wanted.id::uuid
        where d.id is null or d.state <> 'made')`,
    )
    .limit(BATCH)
    .execute();
  for (const { id: partId, case_id: caseId } of ready) {
    const actor = { role: 'system', id: 'system' } as const;
    const command = {
      id: newId(),
      regionCode,
      caseId,
      partId,
      expectedVersion: null,
      event: 'SEALED',
      data: {},
      actor,
    };
    // Refused: another worker was faster.
    await applyStep(services, command);
  }
}
