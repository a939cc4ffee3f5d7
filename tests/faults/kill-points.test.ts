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

const ROUNDS = 24;
/** About as long as a whole visit takes here, so that every step of it gets its share of the blows. */
const VISIT_MS = 1_500;
const SEED = Number(process.env.ANBAN_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(SEED);
const crowd = makeCrowd(ROUNDS);

const Row = z.object({ examinee: z.string(), numbers: z.array(z.string()) });

let stack: TestStack;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anban-crowd-'));
  const roster = writeRoster(join(folder, 'roster.csv'), crowd);
  stack = await TestStack.start({
    peopleFile: writePeople(join(folder, 'people.json'), crowd),
    seed: async (centre) => void (await centre.anban('roster', 'import', roster, '--day', 'today')),
  });
}, 120_000);

afterAll(() => stack?.close());

it(`loses no check-in and stores none twice over ${ROUNDS} blows (ANBAN_SEED=${SEED})`, {
  timeout: 600_000,
}, async () => {
  const told = new Map<string, string>();
  for (const member of crowd) told.set(member.number, await checkInUnderFire(member));

  const client = await TerminalClient.open(stack.kioskUrl);
  await client.until(({ centre, waiting }) => centre === 'connected' && waiting === 0);
  client.close();

  const rows = await checkIns();
  expect(rows).toHaveLength(ROUNDS);
  expect(new Set(rows.map(({ examinee }) => examinee)).size).toBe(ROUNDS);
  // Whoever was told a number has a check-in under it, and no two people share one.
  const found = [...told.values()].map((number) => rows.filter(({ numbers }) => numbers.includes(number)));
  for (const matches of found) expect(matches).toHaveLength(1);
  expect(new Set(found.flat().map(({ examinee }) => examinee)).size).toBe(ROUNDS);
  expect(await stack.anban('audit', 'verify')).toMatchObject({ intact: true });
});

/** Tries until the person is told a number, through one blow at a random moment; that number. */
async function checkInUnderFire(member: CrowdMember): Promise<string> {
  await stack.panel.lay(member.id);
  const blow = strike();
  let number: string | null = null;
  const faults: string[] = [];
  for (let attempt = 0; attempt < 10 && number === null; attempt++) number = await tryOnce(faults);
  await blow;
  await stack.panel.lift();
  if (number === null) throw new Error(`${member.id} was never told a number: ${faults.join(', ')}`);
  return number;
}

/** One whole visit; the number, or null when a blow broke it off. */
async function tryOnce(faults: string[]): Promise<string | null> {
  const client = await TerminalClient.open(stack.kioskUrl);
  try {
    const done = await client.checkInByOfficers();
    if (!done.ok) faults.push(done.fault);
    if (!done.ok) return null;
    if (done.value !== 'stopped') return done.value.number;
    // A second try after a blow may find the first one done: then the number of the first is what the person hears.
    const { admission } = 'document' in done ? done.document : { admission: null };
    faults.push(admission?.outcome ?? 'no document');
    return admission?.outcome === 'already-checked-in' ? admission.number : null;
  } finally {
    client.close();
  }
}

async function strike(): Promise<void> {
  const victim = ['bridge', 'server', 'wire'][Math.floor(random() * 3)];
  await delay(random() * VISIT_MS);
  if (victim === 'wire') {
    stack.wire.cut();
    await delay(1_000);
    stack.wire.mend();
  } else if (victim === 'bridge' || victim === 'server') {
    await stack.kill(victim);
    await stack.restart(victim);
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
