/** What an application says of itself, compared with what the office knows: nobody waves himself through. */
import { ok } from '@anban/foundation/result';
import { sql } from 'kysely';
import type { Partners } from '../../exchange/partners.ts';
import { type Doubt, type DoubtFacts, doubtsOf } from '../../rules/scenarios/doubts.ts';
import { events } from '../determination/events.ts';
import { Facts } from '../determination/facts.ts';
import { brokenGuards, type SimpleFacts } from '../determination/simple.ts';
import type { CaseFile } from '../model.ts';
import { personIndex } from '../person-index.ts';
import type { Hook, HookContext } from '../services.ts';

/** Answers `simple`, `simpleBroken`, `doubt`. Never refuses: what does not hold leads to the ordinary procedure. */
export const checkedApplication =
  (partners: Partners): Hook =>
  async (context) => {
    const { input } = context;
    const facts = Facts.parse(input.facts);
    const { simple: asked } = events.SUBMIT.parse(input.data);
    const file = await context.file();
    const doubts = await duplicates(context, file, facts);
    const doubt = facts.doubt || doubts.length > 0;
    if (asked === undefined) return ok({ doubt });
    const found: SimpleFacts = {
      ...asked,
      insuredOnInjuryDay: asked.insuredOnInjuryDay && (await insured(partners, context, file, facts)),
      age: Math.min(asked.age, ageOn(file.person.birthDate, injuryDay(facts, file))),
      doubts: [...asked.doubts, ...doubts.map((one) => ({ ...one, cases: [...one.cases] }))],
    };
    const simpleBroken = brokenGuards(found, facts, input.actor);
    return ok({ doubt, simple: simpleBroken.length === 0, simpleBroken });
  };

const injuryDay = ({ injuryOn }: Facts, { injury }: CaseFile): string => injuryOn ?? injury.day;

/** A person whom the insurance system does not know is not confirmed to be insured. */
async function insured(partners: Partners, { tx, services, input }: HookContext, file: CaseFile, facts: Facts) {
  const { regionCode } = input.case;
  const record = await partners.insurance.find(tx, services, { regionCode, number: file.person.number });
  const day = injuryDay(facts, file);
  return record?.insured.some(({ from, until }) => from <= day && (until === null || day <= until)) ?? false;
}

/** Whole years; below zero where the file is wrong. */
function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Ended without a decision on the injury itself: applying again is no duplicate. */
const ENDED = ['WITHDRAWN', 'REFUSED', 'MOVED'];
/** As many as a doubt names. */
const MOST = 50;

/** Other applications of the same person for the same injury. */
async function duplicates({ tx, services, input }: HookContext, file: CaseFile, own: Facts): Promise<readonly Doubt[]> {
  const { regionCode, id } = input.case;
  const index = await personIndex(services, regionCode, file.person.number);
  const personRef = index.toString('hex');
  // Two applications at the same moment would not see each other: a person's are compared in turn.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${regionCode}:${personRef}`}, 0))`.execute(tx);
  const day = injuryDay(own, file);
  const rows = await tx
    .selectFrom('work_case as c')
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 'c.region_code').onRef('p.case_id', '=', 'c.id'),
    )
    .select('c.id')
    .where('c.region_code', '=', regionCode)
    .where('c.number_index', '=', index)
    .where('c.id', '!=', id)
    .where('p.kind', '=', 'determination')
    .where('p.state', 'not in', ENDED)
    .where(sql<boolean>`p.facts ->> 'injuryOn' = ${day}`)
    .where(sql<boolean>`p.facts ->> 'appliedOn' is not null`)
    // Archived: only what was decided on the injury itself.
    .where(sql<boolean>`(p.state <> 'CLOSED' or p.facts -> 'decision' ->> 'outcome' in ('yes', 'no'))`)
    .orderBy('c.id')
    .limit(MOST)
    .execute();
  const others = rows.map((row) => compared(row.id, personRef, day));
  return doubtsOf(compared(id, personRef, day), others);
}

/** Person and day are all that is compared here; the other doubts need what only an officer sees. */
const compared = (caseId: string, personRef: string, injuredOn: string): DoubtFacts => ({
  ...{ caseId, personRef, injuredOn, reportedOn: injuredOn },
  ...{ witnessRefs: [], accountRef: null, injuryTimes: [], firstTreatedAt: null },
});
