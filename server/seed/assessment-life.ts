/** The assessment: application, session, experts, conclusion; those who do not come, and those who do not agree. */
import { z } from 'zod';
import { isWorkday } from '../rules/calendar/calendar.ts';
import { addDays } from '../rules/calendar/day.ts';
import { grant } from './benefit-life.ts';
import { type Grade, gradeOf, type Injury } from './injuries.ts';
import { serveAll } from './service-life.ts';
import type { Actors } from './stage.ts';
import { instant, type Life } from './timeline.ts';

const Planned = z.object({ session: z.object({ day: z.string() }) });
const Drawn = z.object({ panel: z.object({ seats: z.array(z.object({ expertId: z.string() })) }) });

export async function* assess(actors: Actors, part: string, injury: Injury): Life {
  const { random, file } = actors;
  const { wound } = injury;
  const grade = gradeOf(random);
  const severe = typeof grade === 'number' && grade <= 4;
  const at = new Date(actors.stage.timeline.now()).toISOString();
  await actors.step(part, 'SUBMIT', 'applicant', {
    ...{ kinds: severe ? ['A1', 'A2'] : ['A1'], stable: true, stayPeriodOver: random.chance(0.5) },
    ...{ injuredPart: wound.part, condition: wound.diagnosis, request: '申请劳动能力鉴定', hospital: injury.hospital },
    signature: { name: file.applicant.name, at, method: '签名屏' },
  });
  await serveAll(actors);
  yield actors.workdays(0, 4);
  if (random.chance(0.08)) {
    await actors.step(part, 'L_NEED_MORE', 'officer', { items: [{ name: '完整病历' }], days: 15 });
    await serveAll(actors);
    // Who does not answer has given up when the time is over.
    if (random.chance(0.15)) return;
    yield actors.days(2, 12);
    await actors.step(part, 'L_SUPPLEMENTED', 'applicant', { complete: true });
    yield actors.workdays(1, 3);
  }
  const { siteCode } = actors.stage;
  await actors.step(part, 'L_ACCEPT', 'officer', { siteCode, specialties: [wound.specialty] });
  await serveAll(actors);
  yield actors.workdays(0, 2);
  await actors.step(part, 'SCHEDULE', 'officer');
  await serveAll(actors);
  yield* examine(actors, part, { injury, grade, severe });
}

interface Examined {
  readonly injury: Injury;
  readonly grade: Grade;
  readonly severe: boolean;
}

async function* examine(actors: Actors, part: string, examined: Examined): Life {
  const { random } = actors;
  const { session } = Planned.parse((await actors.part('assessment'))?.facts);
  yield instant(addDays(session.day, -3), '09:00');
  await actors.step(part, 'ANNOUNCE_DRAW', 'system');
  yield instant(addDays(session.day, -2), '09:00');
  await actors.step(part, 'DRAW', 'system');
  yield instant(session.day, '08:00');
  await actors.step(part, 'SEAT', 'officer');
  if (random.chance(0.05)) return yield* absent(actors, part, session.day);
  yield instant(session.day, `${random.pick(['09', '10', '11'])}:${random.int(10, 59)}`);
  await actors.step(part, 'COMPARED', 'officer', { on: session.day });
  await actors.step(part, 'CHECKIN', 'officer', { on: session.day, avOn: true }, 2);
  if (random.chance(0.01)) {
    await actors.step(part, 'REFUSED', 'officer', { reason: '拒绝配合检查。' });
    return await serveAll(actors);
  }
  yield* conclude(actors, part, examined);
}

async function* absent(actors: Actors, part: string, on: string): Life {
  yield instant(on, '17:00');
  await actors.step(part, 'ABSENT', 'officer', { on, source: 'officer' });
  let later = addDays(on, 12);
  while (!isWorkday(later)) later = addDays(later, 1);
  yield instant(later, '10:00');
  await actors.step(part, 'NO_SHOW', 'officer', { reason: '未到场且未说明理由。' }, 2);
  await serveAll(actors);
}

const clauseOf = (grade: Grade) =>
  grade === 'below-grade'
    ? []
    : [{ standard: 'GB/T 16180-2014', clause: `5.${grade}.2-1`, text: `符合${grade}级第1条` }];

const CARE = { 1: 'full', 2: 'large', 3: 'partial' } as const;

function conclusionsOf({ grade, severe }: Examined) {
  const care = grade === 1 || grade === 2 || grade === 3 ? CARE[grade] : 'none';
  const graded = { kind: 'A1', conclusion: { form: 'grade', grade } };
  return severe ? [graded, { kind: 'A2', conclusion: { form: 'self-care', level: care } }] : [graded];
}

async function* conclude(actors: Actors, part: string, examined: Examined): Life {
  const { random } = actors;
  const { wound } = examined.injury;
  const conclusions = conclusionsOf(examined);
  const quoted = clauseOf(examined.grade);
  const { panel } = Drawn.parse((await actors.part('assessment'))?.facts);
  for (const [index, { expertId }] of panel.seats.entries()) {
    yield actors.stage.timeline.now() + random.int(3, 20) * 60_000;
    const kinds = conclusions.map((each) => ({ ...each, clauses: each.kind === 'A1' ? quoted : [] }));
    const opinion = { expertId, kinds, findings: wound.loss, signatureDigest: random.digest() };
    await actors.step(part, 'OPINION', 'expert', opinion, index + 1);
  }
  await serveAll(actors);
  yield actors.workdays(1, 10);
  const injury = { part: wound.part, functionalLoss: wound.loss, diagnosis: wound.diagnosis };
  const clauses =
    quoted.length === 0 ? ['未达到GB/T 16180-2014规定的等级'] : quoted.map(({ clause, text }) => `${clause} ${text}`);
  await actors.step(part, 'CONCLUDE', 'committee', { conclusions, clauses, injury });
  await serveAll(actors);
  const benefit = (await actors.part('benefit'))?.id;
  const own = (await actors.parts()).findLast(({ kind, state }) => kind === 'benefit' && state !== 'B_DRAFT');
  if (own !== undefined && benefit !== undefined) actors.begin(grant(actors, own.id), actors.workdays(2, 12));
  if (random.chance(0.04)) yield* again(actors, part, { ...examined, grade: examined.grade }, { clauses, injury });
}

interface Concluded {
  readonly clauses: readonly string[];
  readonly injury: { readonly part: string; readonly functionalLoss: string; readonly diagnosis: string };
}

/** 再次鉴定: within 15 days of receipt, for good by the province. */
async function* again(actors: Actors, part: string, examined: Examined, concluded: Concluded): Life {
  yield actors.days(9, 12);
  if ((await actors.parts()).find(({ id }) => id === part)?.state !== 'L_DELIVERED') return;
  const { random, file } = actors;
  const at = new Date(actors.stage.timeline.now()).toISOString();
  const signature = { name: file.applicant.name, at, method: '签名屏' };
  const conclusionNumber = `样例劳鉴〔${actors.today.slice(0, 4)}〕${random.int(1, 999)}号`;
  const party = random.chance(0.7) ? 'person' : 'employer';
  await actors.step(part, 'RE_ASSESS', party === 'person' ? 'applicant' : 'employer', {
    party,
    conclusionNumber,
    reason: '对结论不服。',
    signature,
  });
  await serveAll(actors);
  yield actors.workdays(20, 38);
  // Most stand.
  const grade =
    typeof examined.grade === 'number' && examined.grade > 5 && random.chance(0.2) ? examined.grade - 1 : null;
  const changed = conclusionsOf(examined).map((each) =>
    grade !== null && each.kind === 'A1' ? { ...each, conclusion: { form: 'grade', grade } } : each,
  );
  await actors.step(part, 'P_CONCLUDE', 'province', {
    ...{ conclusions: changed, ...concluded, examinedOn: actors.today },
    previous: { number: conclusionNumber, authority: '样例市劳动能力鉴定委员会' },
  });
  await serveAll(actors);
}
