/** Signs the heads of the audit log every few minutes, and once more at the end. */
import type { Foundation } from '../services.ts';
import { exportMissing, makeCheckpoint } from './checkpoint.ts';

export class CheckpointTimer {
  readonly #foundation: Foundation;
  readonly #everyMs: number;
  #cancel = (): void => undefined;
  #stopped = false;

  constructor(foundation: Foundation, everyMs: number) {
    this.#foundation = foundation;
    this.#everyMs = everyMs;
  }

  /** First what an earlier process did not get to write outside. Never throws. */
  async start(): Promise<void> {
    const { log } = this.#foundation;
    try {
      const checkpoints = await exportMissing(this.#foundation);
      if (checkpoints > 0) log.write('checkpoints-exported', { checkpoints });
    } catch (cause) {
      log.write('checkpoint-failed', { error: cause instanceof Error ? cause.name : 'unknown' });
    }
    this.#next();
  }

  #next(): void {
    if (this.#stopped) return;
    this.#cancel = this.#foundation.clock.after(this.#everyMs, async () => {
      await this.signAll();
      this.#next();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Never throws: a checkpoint that fails now is made the next time. */
  async signAll(): Promise<void> {
    const { database, log } = this.#foundation;
    try {
      const regions = await database.db.selectFrom('audit_head').select('region_code').distinct().execute();
      for (const { region_code: region } of regions) {
        const number = await makeCheckpoint(this.#foundation, region);
        if (number !== null) log.write('checkpoint-made', { region, number });
      }
    } catch (cause) {
      log.write('checkpoint-failed', { error: cause instanceof Error ? cause.name : 'unknown' });
    }
  }
}
