/**
 * Two years of an office that never was. The cases are led through the kernel as real ones are, each event at its own
 * time, so that what comes out has every row, timer, document and audit entry that the kernel writes.
 */
import { idOf, withIds } from '@anban/foundation/ids';
import { provinceOf } from '../cases/api/province.ts';
import type { CaseServices } from '../cases/services.ts';
import { fireDueTimers } from '../cases/timers/fire.ts';
import { addDays, type Day } from '../rules/calendar/day.ts';
import { runBank } from '../simulators/bank.ts';
import { putInsuranceRecord } from '../simulators/insurance-records.ts';
import { live } from './determination-life.ts';
import { type Beginning, beginningOf } from './population.ts';
import { prepare } from './prepare.ts';
import { Random } from './random.ts';
import { Actors, guarded, type Stage } from './stage.ts';
import { instant, type Life, Timeline } from './timeline.ts';

export interface SeedOptions {
  readonly regionCode: string;
  readonly cases: number;
  readonly seed: number;
  /** The last day that is lived through. */
  readonly until: Day;
  /** Told once a day. */
  readonly progress?: (day: Day, opened: number) => void;
}

export interface Seeded {
  readonly from: Day;
  readonly until: Day;
  readonly opened: number;
  /** Steps taken by people; what they and the timers brought about comes on top. */
  readonly steps: number;
  /** Lives that the kernel ended against the script, by reason: none is expected. */
  readonly stopped: Readonly<Record<string, number>>;
}

const HISTORY_DAYS = 730;
/** A batch of the timers and of the bank: rounds go on while one is full. */
const BATCH = 200;

/** `services` as a server composes them; their clock is not asked. */
export function seed(services: CaseServices, options: SeedOptions): Promise<Seeded> {
  const { regionCode, cases, until } = options;
  const from = addDays(until, -HISTORY_DAYS);
  const timeline = new Timeline(instant(from, '00:00'));
  const told: CaseServices = { ...services, clock: timeline };
  const chance = new Random(`${options.seed}|ids`);
  let sequence = 0;
  const ids = () => {
    sequence += 1;
    return idOf(timeline.now(), sequence, chance.bytes(16));
  };
  return withIds(ids, async () => {
    const siteCode = `${regionCode}-01`;
    await prepare(told, { regionCode, siteCode, cases, from, until });
    const tally = { opened: 0, steps: 0, stopped: new Map<string, number>() };
    const stage: Stage = { services: told, timeline, regionCode, province: provinceOf(regionCode), siteCode, tally };
    const population = { ...options, from };
    for (let index = 0; index < cases; index += 1) {
      const { openedOn, time } = beginningOf(population, index);
      // Made again when it begins: a hundred thousand files need not wait in memory.
      timeline.add(
        guarded(
          oneCase(stage, () => beginningOf(population, index)),
          tally,
        ),
        instant(openedOn, time),
      );
    }
    await timeline.run(until, async (day) => {
      await morning(told, regionCode);
      options.progress?.(day, tally.opened);
    });
    const { opened, steps, stopped } = tally;
    return { from, until, opened, steps, stopped: Object.fromEntries(stopped) };
  });
}

async function* oneCase(stage: Stage, begin: () => Beginning): Life {
  const { file, insurance, injury, injuryOn, relation, random } = begin();
  const { services, regionCode } = stage;
  await services.database.db
    .transaction()
    .execute((tx) => putInsuranceRecord(tx, services, { regionCode, number: file.person.number }, insurance));
  yield* live(new Actors(stage, random, file), injury, injuryOn, relation);
}

/** What happens by itself: limits that are over, the bank's answers to yesterday's orders. */
async function morning(services: CaseServices, regionCode: string): Promise<void> {
  for (let full = true; full; ) {
    const { alarmed, expired } = await fireDueTimers(services, regionCode, BATCH);
    full = alarmed === BATCH || expired === BATCH;
  }
  for (let full = true; full; ) {
    const { paid, returned } = await runBank(services, regionCode, BATCH);
    full = paid + returned === BATCH;
  }
}
