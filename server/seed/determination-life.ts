/** From the draft to the decision, with the detours that some take. */
import { materialsFor } from '../rules/materials/materials.ts';
import { type ClaimCode, scenarioOf } from '../rules/scenarios/catalogue.ts';
import { assess } from './assessment-life.ts';
import { grant } from './benefit-life.ts';
import type { Injury } from './injuries.ts';
import { serveAll } from './service-life.ts';
import type { Actors } from './stage.ts';
import { instant, type Life } from './timeline.ts';

type Relation = 'self' | 'relative' | 'employer';
const APPLICANTS = { self: 'worker', relative: 'relative', employer: 'employer' } as const;

export async function* live(actors: Actors, injury: Injury, injuryOn: string, relation: Relation): Life {
  const { random } = actors;
  const by = relation === 'employer' ? 'employer' : 'applicant';
  const reported = relation === 'employer' && random.chance(0.15);
  const part = reported
    ? await actors.open('employer', 'LEAD', { injuryOn })
    : await actors.open(by, 'START_DRAFT', { relation, injuryOn });
  await serveAll(actors);
  if (reported) {
    yield actors.days(1, 20);
    if (random.chance(0.2)) return;
    await actors.step(part, 'START_DRAFT', by, { relation, injuryOn });
  }
  yield actors.days(0, 2);
  if (random.chance(0.03)) return;
  await submit(actors, part, injury, relation, by);
  await serveAll(actors);
  yield actors.workdays(0, 4);
  if ((await actors.part('determination'))?.state === 'SUBMITTED') {
    const end = yield* accept(actors, part, by);
    if (end === 'over') return;
  }
  yield* decide(actors, part, injury, relation);
}

async function submit(actors: Actors, part: string, injury: Injury, relation: Relation, by: 'applicant' | 'employer') {
  const { random, file } = actors;
  const { scenario, death, wound } = injury;
  const counter = random.chance(0.4);
  const rows = materialsFor({ scenario, death, applicant: APPLICANTS[relation] });
  const held = rows
    .filter(({ required }) => required)
    // At the counter a clerk asks the shares; at home or at a terminal people bring the paper.
    .map(({ id, sources }) => ({ id, how: counter && sources.length > 0 ? 'obtained' : 'uploaded' }));
  const at = new Date(actors.stage.timeline.now()).toISOString();
  const signature = { name: file.applicant.name, at, method: '屏幕签名' };
  const simple = {
    ...{ insuredOnInjuryDay: true, employerAgrees: true, diagnosis: wound.code, diagnosedByAgreementHospital: true },
    ...{ attendanceOrVideo: true, liabilityLetter: scenario === 'G14_6', thirdPartyDispute: false, age: ageOf(actors) },
  };
  const disease = scenario === 'G14_4' ? { disease: wound.diagnosis, exposure: '接触粉尘作业12年' } : {};
  const quick = random.chance(0.35);
  if (quick) await actors.step(part, 'EMPLOYER_CONFIRM', 'employer');
  await actors.step(part, 'SUBMIT', counter ? 'clerk' : by, {
    ...{ scenario, death, held, signature, channel: counter ? '窗口' : '自助终端', ...disease },
    ...(quick ? { simple } : {}),
  });
}

const ageOf = ({ file, today }: Actors): number =>
  Number(today.slice(0, 4)) - Number(file.person.birthDate.slice(0, 4));

async function* accept(
  actors: Actors,
  part: string,
  by: 'applicant' | 'employer',
): AsyncGenerator<number, 'over' | 'accepted', void> {
  const { random } = actors;
  if (random.chance(0.02)) {
    const competent = random.chance(0.4) ? { competent: '样例市人力资源和社会保障局' } : {};
    await actors.step(part, 'NOT_OURS', 'officer', { reason: '用人单位参保地不在本区。', ...competent });
    await serveAll(actors);
    return 'over';
  }
  if (random.chance(0.1)) {
    await actors.step(part, 'NEED_MORE', 'officer', { items: [{ id: 'M05', name: '医疗诊断证明' }], days: 15 });
    await serveAll(actors);
    yield actors.days(3, 14);
    if (random.chance(0.12)) return 'over';
    if ((await actors.part('determination'))?.state !== 'SUPPLEMENT') return 'over';
    await actors.step(part, 'SUPPLEMENTED', by, { held: [{ id: 'M05', how: 'uploaded' }], channel: '窗口' });
    await serveAll(actors);
    yield actors.workdays(1, 6);
  }
  await actors.step(part, 'ACCEPT', 'officer', { clear: random.chance(0.5) });
  await serveAll(actors);
  return 'accepted';
}

async function* decide(actors: Actors, part: string, injury: Injury, relation: Relation): Life {
  const { random } = actors;
  const simple = (await actors.part('determination'))?.state === 'ACCEPTED' && random.chance(0.5);
  yield actors.workdays(1, simple ? 5 : 20);
  if (random.chance(0.03)) {
    const state = yield* suspend(actors, part);
    if (state === 'over') return;
  }
  const facts = (await actors.part('determination'))?.facts;
  const quick = typeof facts === 'object' && facts !== null && 'simple' in facts && facts.simple === true;
  if (!quick && injury.scenario !== 'G14_4' && random.chance(0.3)) yield* investigate(actors, part, relation);
  const yes = random.chance(0.94);
  await actors.step(part, 'PROPOSE', 'officer', proposal(injury, yes, actors));
  yield actors.workdays(1, 4);
  if (random.chance(0.03)) {
    await actors.step(part, 'SEND_BACK', 'chief', { reason: '请补充说明证据。' });
    yield actors.workdays(1, 5);
    await actors.step(part, 'PROPOSE', 'officer', proposal(injury, yes, actors));
    yield actors.workdays(1, 3);
  }
  await actors.step(part, yes ? 'DECIDE_YES' : 'DECIDE_NO', 'chief');
  await serveAll(actors);
  if (!yes) return;
  const benefit = await actors.part('benefit');
  if (benefit !== undefined) actors.begin(grant(actors, benefit.id), actors.workdays(3, 40));
  const assessment = await actors.part('assessment');
  // Many heal without anything left that would be assessed.
  if (assessment !== undefined && random.chance(0.72))
    actors.begin(assess(actors, assessment.id, injury), actors.days(25, 200));
}

async function* suspend(actors: Actors, part: string): AsyncGenerator<number, 'over' | 'resumed', void> {
  const { random } = actors;
  const reason = { reason: '需要以有关机关的结论为依据。', awaited: '人民法院判决' };
  await actors.step(part, 'SUSPEND', 'officer', { cause: 'judicial', ...reason });
  await serveAll(actors);
  if (random.chance(0.25)) return 'over';
  yield actors.workdays(15, 90);
  const instrument = { body: '样例区人民法院', number: `（样例）民初${random.int(1, 999)}号`, on: actors.today };
  await actors.step(part, 'RESUME', 'officer', { reason: '判决已生效。', instrument });
  await serveAll(actors);
  yield actors.workdays(1, 5);
  return 'resumed';
}

/** Who investigates is an officer of the office; seeded people are none, so that only the employer is heard. */
async function* investigate(actors: Actors, part: string, relation: Relation): Life {
  if (relation !== 'employer' && actors.random.chance(0.4)) {
    const items = [{ name: '考勤记录' }, { name: '事故调查报告' }];
    await actors.step(part, 'ASK_EMPLOYER', 'officer', { cause: 'worker-applied', items, days: 15 });
    await serveAll(actors);
    yield actors.days(3, 12);
    if ((await actors.part('determination'))?.state === 'EVIDENCE')
      await actors.step(part, 'EMPLOYER_ANSWER', 'employer', { admits: true, statement: '单位无异议。' });
    yield actors.workdays(1, 3);
  }
}

/** On what each decision rests. */
const PROOF: Readonly<Partial<Record<ClaimCode, readonly string[]>>> = {
  G14_4: ['M15'],
  G14_6: ['M05', 'M17'],
  G14_7: ['M05', 'M24'],
  G15_1: ['M20', 'M25'],
  G15_2: ['M05', 'M27'],
  G15_3: ['M28', 'M29'],
};

function proposal({ scenario }: Injury, yes: boolean, { file }: Actors) {
  const all = scenarioOf(scenario).elements.map(({ id }) => id);
  const evidence = PROOF[scenario] ?? ['M05'];
  if (!yes) return { outcome: 'no', scenario, elements: all.slice(1), evidence, ground: 'element-unproven' };
  const diedOn = file.death?.day ?? file.injury.day;
  const rescue = { firstDiagnosedAt: iso(file.injury.day, '10:00'), diedAt: iso(diedOn, '18:00') };
  return { outcome: 'yes', scenario, elements: all, evidence, ...extra(scenario, rescue) };
}

const iso = (day: string, time: string): string => new Date(instant(day, time)).toISOString();

function extra(scenario: ClaimCode, rescue: { firstDiagnosedAt: string; diedAt: string }) {
  if (scenario === 'G14_6') return { ownFault: 'minor' };
  return scenario === 'G15_1' ? { rescue } : {};
}
