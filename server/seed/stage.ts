/** What a life plays on: the kernel at its own time, chance of its own, and the steps that it takes. */
import { newId } from '@anban/foundation/ids';
import { applyStep, type CaseRefusal, type StepAnswer } from '../cases/apply.ts';
import type { CaseFile, Role } from '../cases/model.ts';
import { openCase } from '../cases/open.ts';
import type { CaseServices } from '../cases/services.ts';
import { addWorkingDays, nextWorkday } from '../rules/calendar/calendar.ts';
import { addDays, type Day } from '../rules/calendar/day.ts';
import type { Random } from './random.ts';
import { instant, type Life, type Timeline } from './timeline.ts';

export interface Stage {
  readonly services: CaseServices;
  readonly timeline: Timeline;
  readonly regionCode: string;
  readonly province: string;
  readonly siteCode: string;
  /** Events taken by hand so far; cascades and timers come on top. */
  readonly tally: Tally;
}

export interface Tally {
  opened: number;
  steps: number;
  /** Why lives ended before their time: none is expected. */
  readonly stopped: Map<string, number>;
}

/** The kernel said no. The life ends here, and the summary says why. */
export class Stopped extends Error {
  constructor(event: string, refusal: CaseRefusal) {
    const why = 'guard' in refusal && refusal.guard !== undefined ? refusal.guard : refusal.name;
    const hint = 'hint' in refusal ? ` (${refusal.hint})` : '';
    super(`${event}: ${why}${hint}`);
  }
}

/** Every actor of a seeded case has this in front, so that nobody takes an invented step for somebody's own. */
export const SEEDED = 'seed:';
const DIGITAL_RECEIPT_DIGITS = 10;

export class Actors {
  readonly stage: Stage;
  readonly random: Random;
  readonly file: CaseFile;
  #caseId = '';
  readonly #served = new Set<string>();

  constructor(stage: Stage, random: Random, file: CaseFile) {
    this.stage = stage;
    this.random = random;
    this.file = file;
  }

  get today(): Day {
    return this.stage.timeline.today;
  }

  get caseId(): string {
    return this.#caseId;
  }

  /** The id of the determination. */
  async open(role: Role, event: string, data: unknown): Promise<string> {
    const { services, regionCode, province, tally } = this.stage;
    const actor = { role, id: `${SEEDED}${role}` };
    const command = { id: newId(), regionCode, province, file: this.file, actor, event, data };
    const opened = await openCase(services, command);
    if (!opened.ok) throw new Stopped(event, opened.fault);
    this.#caseId = opened.value.caseId;
    tally.opened += 1;
    tally.steps += 1;
    return opened.value.determination.partId;
  }

  /** `who`: which person of the role. The state of the case may have moved on by itself, so no version is named. */
  async step(partId: string, event: string, role: Role, data: unknown = {}, who = 1): Promise<StepAnswer> {
    const { services, regionCode, tally } = this.stage;
    const actor = { role, id: `${SEEDED}${role}-${who}` };
    const place = { id: newId(), regionCode, caseId: this.#caseId, partId, expectedVersion: null };
    const taken = await applyStep(services, { ...place, event, data, actor });
    if (!taken.ok) throw new Stopped(event, taken.fault);
    tally.steps += 1;
    return taken.value;
  }

  async parts() {
    return this.stage.services.database.db
      .selectFrom('case_part')
      .select(['id', 'kind', 'state', 'facts'])
      .where('region_code', '=', this.stage.regionCode)
      .where('case_id', '=', this.#caseId)
      .orderBy('id')
      .execute();
  }

  async part(kind: string) {
    return (await this.parts()).findLast((part) => part.kind === kind);
  }

  /** Packages that nobody has begun to serve yet. */
  async packages(): Promise<string[]> {
    const found = (await this.parts()).filter(
      ({ id, kind, state }) => kind === 'service' && state === 'S_WAITING' && !this.#served.has(id),
    );
    for (const { id } of found) this.#served.add(id);
    return found.map(({ id }) => id);
  }

  begin(life: Life, at: number): void {
    this.stage.timeline.add(guarded(life, this.stage.tally), at);
  }

  /** Some time in office hours, `least` to `most` working days from now. */
  workdays(least: number, most: number): number {
    return instant(addWorkingDays(this.today, this.random.int(least, most)).day, this.#officeTime());
  }

  /** Some time of the day, `least` to `most` days from now; people come at weekends too. */
  days(least: number, most: number): number {
    return instant(addDays(this.today, this.random.int(least, most)), this.#anyTime());
  }

  officeDay(day: Day): number {
    return instant(nextWorkday(day).day, this.#officeTime());
  }

  receipt(): string {
    return `SEED${this.random.digits(DIGITAL_RECEIPT_DIGITS)}`;
  }

  #officeTime(): string {
    return this.#time([9, 10, 11, 14, 15, 16]);
  }

  #anyTime(): string {
    return this.#time([8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20]);
  }

  #time(hours: [number, ...number[]]): string {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(this.random.pick(hours))}:${two(this.random.int(0, 59))}`;
  }
}

/** A life that was stopped is counted and over; anything else is a fault of ours and ends the seed. */
export async function* guarded(life: Life, { stopped }: Tally): Life {
  try {
    yield* life;
  } catch (cause) {
    if (!(cause instanceof Stopped)) throw cause;
    stopped.set(cause.message, (stopped.get(cause.message) ?? 0) + 1);
  }
}
