/**
 * Card laid down → ticket printed, with the whole path running and the emulated devices at real speed: reader poll,
 * serial line, portrait, live frames, comparison, evidence, centre, printer. The person's own movements (reading the
 * consent, touching the button) are not in it. Goal: p95 under 3 s.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCrowd, writePeople, writeRoster } from '../support/crowd.ts';
import { percentile } from '../support/percentile.ts';
import { TestStack } from '../support/stack.ts';
import { TerminalClient } from '../support/terminal-client.ts';

const VISITS = 20;
const FACE = 'wang-jianhua';

const crowd = makeCrowd(VISITS + 1);
const folder = mkdtempSync(join(tmpdir(), 'anban-visits-'));
const roster = writeRoster(join(folder, 'roster.csv'), crowd);
const stack = await TestStack.start({
  peopleFile: writePeople(join(folder, 'people.json'), crowd, FACE),
  seed: async (centre) => void (await centre.anban('roster', 'import', roster, '--day', 'today')),
});
const client = await TerminalClient.open(stack.kioskUrl);
await stack.panel.stand(FACE);

const times: number[] = [];
const steps = new Map<string, number[]>();
let passed = 0;
for (const { id } of crowd.slice(0, VISITS)) {
  const start = performance.now();
  await stack.panel.lay(id);
  await client.until(({ devices }) => devices.idCardReader.status === 'card-present');
  const lap = stopwatch();
  const visit = await client.checkIn({ byFace: true, onStep: lap });
  lap(null);
  times.push(performance.now() - start);
  if (visit.outcome === 'accepted') passed += 1;
  await stack.panel.lift();
  await client.until(({ devices }) => devices.idCardReader.status === 'ready');
}
client.close();
const coldStart = await bridgeToFirstMatch(crowd[VISITS]?.id ?? '');
await stack.close();

const ms = (values: number[], share: number) => Math.round(percentile(values, share));
const figures = {
  visits: VISITS,
  accepted: passed,
  card_to_ticket_p50_ms: ms(times, 0.5),
  card_to_ticket_p95_ms: ms(times, 0.95),
  card_to_ticket_p95_goal_ms: 3000,
  read_document_p50_ms: ms(steps.get('Visit.ReadDocument') ?? [], 0.5),
  match_face_p50_ms: ms(steps.get('Visit.MatchFace') ?? [], 0.5),
  // The camera is open for exactly this long: so long does somebody look into it who is asked for no movements.
  match_face_p95_ms: ms(steps.get('Visit.MatchFace') ?? [], 0.95),
  check_in_and_print_p50_ms: ms(steps.get('Visit.CheckIn') ?? [], 0.5),
  bridge_cold_start_to_first_match_ms: Math.round(coldStart),
};
process.stdout.write(`${JSON.stringify({ name: 'visit', figures })}\n`);

/** From the start of the bridge's process to its first decided comparison, the card already on the reader. */
async function bridgeToFirstMatch(person: string): Promise<number> {
  await stack.kill('bridge');
  await stack.panel.lay(person);
  const start = performance.now();
  await stack.restart('bridge');
  const first = await TerminalClient.open(stack.kioskUrl);
  await first.until(({ devices }) => devices.idCardReader.status === 'card-present');
  let decided = Number.NaN;
  await first.checkIn({
    byFace: true,
    onStep: (step) => {
      if (step === 'Visit.CheckIn') decided = performance.now() - start;
    },
  });
  first.close();
  return decided;
}

/** Notes how long each step took, from when it was sent to when the next one was. */
function stopwatch(): (step: string | null) => void {
  let running: { step: string; since: number } | null = null;
  return (step) => {
    const now = performance.now();
    if (running !== null) steps.set(running.step, [...(steps.get(running.step) ?? []), now - running.since]);
    running = step === null ? null : { step, since: now };
  };
}
