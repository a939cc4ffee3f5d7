/**
 * Bridge or centre killed (`kill -9`), or the wire between them cut, at a random moment of a check-in, again and again:
 * whoever was told "done" is checked in, nobody twice, and every number that was told is a number that counts.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type CrowdMember, makeCrowd, writePeople, writeRoster } from '../support/crowd.ts';
import { seededRandom } from '../support/random.ts';
import { TestStack } from '../support/stack.ts';
import { TerminalClient } from '../support/terminal-client.ts';

/** 22 kills and 4 cuts. */
const BLOWS = [
  ...Array<'bridge'>(11).fill('bridge'),
  ...Array<'server'>(11).fill('server'),
  ...Array<'wire'>(4).fill('wire'),
] as const;
/** At which step of the visit a blow falls; the check-in itself, where something can get lost, every other time. */
const STEPS = [
  'Visit.ReadDocument',
  'Visit.CheckIn',
  'Visit.ConfirmByOfficer',
  'Visit.CheckIn',
  'Visit.MatchFace',
  'Visit.CheckIn',
] as const;
/** How long after the step was sent it falls, at most: about as long as a check-in with its printing takes. */
const LONGEST_AIM_MS = 450;
const SEED = Number(process.env.ANBAN_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(SEED);
const crowd = makeCrowd(BLOWS.length);

/** Whose face everybody in the crowd has. */
const FACE = 'wang-jianhua';
const Row = z.object({ examinee: z.string(), numbers: z.array(z.string()) });

let stack: TestStack;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anban-crowd-'));
  const roster = writeRoster(join(folder, 'roster.csv'), crowd);
  stack = await TestStack.start({
    peopleFile: writePeople(join(folder, 'people.json'), crowd, FACE),
    seed: async (centre) => void (await centre.anban('roster', 'import', roster, '--day', 'today')),
  });
}, 120_000);

afterAll(() => stack?.close());

it(`loses no check-in and stores none twice over ${BLOWS.length} blows (ANBAN_SEED=${SEED})`, {
  timeout: 600_000,
}, async () => {
  await stack.panel.stand(FACE);
  const told = new Map<string, string>();
  let interrupted = 0;
  for (const [round, member] of crowd.entries()) {
    const visit = await checkInUnderFire(member, round);
    told.set(member.number, visit.number);
    interrupted += visit.interrupted ? 1 : 0;
  }
  // The blows are no use if they fall when nothing is going on.
  expect(interrupted).toBeGreaterThan(BLOWS.length / 2);

  const client = await TerminalClient.open(stack.kioskUrl);
  await client.until(({ centre, waiting }) => centre === 'connected' && waiting === 0);
  client.close();

  const rows = await checkIns();
  expect(rows).toHaveLength(BLOWS.length);
  expect(new Set(rows.map(({ examinee }) => examinee)).size).toBe(BLOWS.length);
  // Whoever was told a number has a check-in under it, and no two people share one.
  const found = [...told.values()].map((number) => rows.filter(({ numbers }) => numbers.includes(number)));
  for (const matches of found) expect(matches).toHaveLength(1);
  expect(new Set(found.flat().map(({ examinee }) => examinee)).size).toBe(BLOWS.length);
  // A number is printed at most once.
  const printed = (await stack.panel.tickets()).map(({ text }) => /T-[A-Z]+\d{3}|A\d{3}/.exec(text)?.[0] ?? text);
  expect(printed).toEqual([...new Set(printed)]);
  expect(await stack.anban('audit', 'verify')).toMatchObject({ intact: true });
});

interface UnderFire {
  readonly number: string;
  /** The blow fell while a step of the visit was under way. */
  readonly interrupted: boolean;
}

/** Tries until the person is told a number, through one blow aimed at a step of the visit. */
async function checkInUnderFire(member: CrowdMember, round: number): Promise<UnderFire> {
  await stack.panel.lay(member.id);
  const gun = new Gun(BLOWS[round] ?? 'bridge', STEPS[round % STEPS.length] ?? 'Visit.CheckIn');
  const faults: string[] = [];
  let number: string | null = null;
  for (let attempt = 0; attempt < 10 && number === null; attempt++) {
    const client = await TerminalClient.open(stack.kioskUrl);
    const visit = await client.checkIn({ byFace: round % 2 === 0, onStep: (step) => gun.aim(step) });
    gun.visitOver();
    client.close();
    // A second try after a blow may find the first one done: then the number of the first is what the person hears.
    if (visit.outcome === 'broken') faults.push(visit.fault);
    // `A005 (T-A005)`: the number that is called, and the one on the paper.
    else number = visit.number.split(' ')[0] ?? visit.number;
  }
  await gun.done();
  await stack.panel.lift();
  if (number === null) throw new Error(`${member.id} was never told a number: ${faults.join(', ')}`);
  return { number, interrupted: gun.interrupted };
}

/** Strikes once: a random moment after the step that it waits for; after the visit if that step never came. */
class Gun {
  interrupted = false;
  readonly #victim: (typeof BLOWS)[number];
  readonly #step: string;
  #underWay = false;
  #blow: Promise<void> | null = null;

  constructor(victim: (typeof BLOWS)[number], step: string) {
    this.#victim = victim;
    this.#step = step;
  }

  aim(step: string): void {
    this.#underWay = true;
    if (step === this.#step) this.#blow ??= this.#strike(random() * LONGEST_AIM_MS);
  }

  visitOver(): void {
    this.#underWay = false;
  }

  async done(): Promise<void> {
    await (this.#blow ?? this.#strike(0));
  }

  async #strike(after: number): Promise<void> {
    await delay(after);
    this.interrupted = this.#underWay;
    if (this.#victim === 'wire') {
      stack.wire.cut();
      await delay(1_000);
      stack.wire.mend();
    } else {
      await stack.kill(this.#victim);
      await stack.restart(this.#victim);
    }
  }
}

/** Every stored check-in with the numbers under which it can be called: the centre's and the terminal's. */
async function checkIns(): Promise<z.infer<typeof Row>[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select examinee_id as examinee, array[room || lpad(number::text, 3, '0'), terminal_number] as numbers from check_in`,
  );
  await client.end();
  return z.array(Row).parse(rows);
}
