/** From the data of a benefit to its payment: two people of the agency, the bank, and an account that no longer exists. */
import { z } from 'zod';
import { account } from './people.ts';
import { serveAll } from './service-life.ts';
import type { Actors } from './stage.ts';
import type { Life } from './timeline.ts';

const Lacking = z.object({ missing: z.array(z.object({ input: z.string() })), cause: z.string().nullable() });

/** What an officer gives where no record does. */
const GIVEN: Readonly<Record<string, unknown>> = {
  own_wage: '6200',
  original_wage: '6200',
  area_avg_wage: '8100',
  min_wage: '2010',
  stay_pay_months: 3,
  inpatient_days: 12,
  meal_per_day: '30',
  insured: true,
  can_arrange_work: false,
  occupational_disease: false,
  years_to_retirement: 12,
  dependants: ['spouse'],
  after_stay_period: false,
};

export async function* grant(actors: Actors, part: string): Life {
  const { random } = actors;
  const state = async () => (await actors.parts()).find(({ id }) => id === part)?.state;
  if ((await state()) === 'B_DRAFT') {
    // Treatment and stay with pay: half of the bills ever come.
    if (random.chance(0.5)) return;
    const given = { stay_pay_months: random.int(1, 6), inpatient_days: random.int(0, 30), meal_per_day: '30' };
    await actors.step(part, 'DATA', 'agency', { given: { ...given, original_wage: String(random.int(3500, 9800)) } });
  }
  if ((await state()) === 'B_DATA') {
    yield actors.workdays(1, 8);
    if (!(await complete(actors, part))) return;
  }
  if ((await state()) !== 'B_CHECK') return;
  yield actors.workdays(1, 5);
  await actors.step(part, 'CHECKED', 'agency', { agreed: true }, 3);
  yield actors.workdays(0, 3);
  const decided = await actors.step(part, 'DECIDE', 'agency', {}, 2);
  await serveAll(actors);
  if (decided.state === 'B_DECIDED') yield* pay(actors, part);
}

async function complete(actors: Actors, part: string): Promise<boolean> {
  const { missing } = Lacking.parse((await actors.parts()).find(({ id }) => id === part)?.facts);
  const given = Object.fromEntries(missing.flatMap(({ input }) => (input in GIVEN ? [[input, GIVEN[input]]] : [])));
  if (Object.keys(given).length === 0) return false;
  return (await actors.step(part, 'DATA', 'agency', { given })).state !== 'B_DATA';
}

async function* pay(actors: Actors, part: string): Life {
  const { random } = actors;
  yield actors.workdays(1, 8);
  const batch = `seed-${actors.today.replaceAll('-', '')}`;
  await actors.step(part, 'PAY', 'agency', { batch });
  yield actors.workdays(2, 3);
  const state = (await actors.parts()).find(({ id }) => id === part)?.state;
  if (state !== 'B_RETURNED') return;
  yield actors.days(2, 30);
  await actors.step(part, 'RESUBMIT', 'applicant', { account: account(random, false) });
  yield actors.workdays(1, 3);
  await actors.step(part, 'PAY', 'agency', { batch: `${batch}-2` });
}
