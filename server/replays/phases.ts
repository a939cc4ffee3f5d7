/** What every longer story goes through, in the words of the API. */
import { newId } from '@anban/foundation/ids';
import { expect } from 'vitest';
import { z } from 'zod';
import { PROPOSE_YES, SHARED, signature } from './people.ts';
import { good, type Story } from './story.ts';

const Session = z.object({ session: z.object({ sessionId: z.string(), examineeId: z.string(), day: z.string() }) });
const Panel = z.object({ panel: z.object({ seats: z.array(z.object({ expertId: z.string() })) }) });

export const nowSigned = ({ desk }: Story) => signature(desk.centre.clock.now());

/** The worker at the bank's terminal: the one form, with what shares already hold. */
export async function apply(story: Story, more: Record<string, unknown> = {}): Promise<void> {
  const { file } = story;
  await story.open('applicant', 'START_DRAFT', { relation: 'self', injuryOn: file.injury.day });
  await fetchShared(story);
  // The counter has asked the employer: a worker cannot say it for him.
  if ('simple' in more) await story.step('clerk', 'determination', 'EMPLOYER_CONFIRM');
  await story.step('applicant', 'determination', 'SUBMIT', {
    scenario: 'G14_1',
    held: [],
    signature: nowSigned(story),
    channel: '自助终端',
    ...more,
  });
}

/** What other departments hold: the counter asks them, and notes what they answered. */
export async function fetchShared(story: Story, ids: readonly string[] = SHARED.map(({ id }) => id)): Promise<void> {
  for (const item of ids)
    await story.step('clerk', 'determination', 'FETCH', { item, source: '数据共享', outcome: 'got', attempts: 1 });
}

/** An officer proposes, a chief signs. */
export async function determine(story: Story): Promise<void> {
  await story.step('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  await story.step('chief', 'determination', 'DECIDE_YES');
  await story.serve();
  expect(await story.state('determination')).toBe('DELIVERED');
}

export const ASSESSMENT = {
  kinds: ['A1'],
  stable: true,
  stayPeriodOver: false,
  injuredPart: '左手食指',
  condition: '骨折已愈合，末节活动受限',
  request: '申请劳动功能障碍程度鉴定',
};

/** From the prepared draft to a place in a session, of which everybody has been told. */
export async function arrangeExamination(story: Story): Promise<string> {
  await story.step('clerk', 'assessment', 'SUBMIT', { ...ASSESSMENT, signature: nowSigned(story) });
  await story.step('officer', 'assessment', 'L_ACCEPT', { siteCode: story.desk.site, specialties: ['HAND', 'ORTHO'] });
  await story.step('officer', 'assessment', 'SCHEDULE');
  await story.serve();
  return (await story.facts('assessment', Session)).session.day;
}

/** The person is identified by the terminal of the site; the worker carries it into the case. */
async function checkInAtSite(story: Story): Promise<void> {
  const { session } = await story.facts('assessment', Session);
  const terminal = await story.desk.terminalAt(story.desk.site);
  const check = terminal.identityCheck(session);
  good(await terminal.submit(check), 'identity check');
  const serial = String(terminal.sequence).padStart(3, '0');
  const checkIn = terminal.checkIn(check, { terminalNumber: `T-${terminal.series}${serial}` });
  good(await terminal.submit(checkIn), 'check-in');
  await story.desk.settle();
}

export async function seatPanel(story: Story): Promise<readonly string[]> {
  await story.step('officer', 'assessment', 'ANNOUNCE_DRAW');
  await story.step('officer', 'assessment', 'DRAW');
  await story.step('officer', 'assessment', 'SEAT');
  return (await story.facts('assessment', Panel)).panel.seats.map(({ expertId }) => expertId);
}

export const graded = (grade: number) => [{ kind: 'A1', conclusion: { form: 'grade', grade } }];
const clauseOf = (grade: number) => ({
  standard: 'GB/T 16180-2014',
  clause: `5.${grade}.2-5`,
  text: '手指末节缺损或者功能障碍',
});
const INJURY = { part: '左手食指', functionalLoss: '末节屈伸活动受限', diagnosis: '左食指末节骨折愈合后' };

export const concluding = (grade: number) => ({
  conclusions: graded(grade),
  clauses: [`${clauseOf(grade).clause} ${clauseOf(grade).text}`],
  injury: INJURY,
});

/** The day of the session: check-in, panel, one opinion each, the committee's conclusion. */
export async function examine(story: Story, grade: number): Promise<void> {
  const experts = await seatPanel(story);
  const { session } = await story.facts('assessment', Session);
  await checkInAtSite(story);
  await story.step('officer', 'assessment', 'CHECKIN', { on: session.day, avOn: true });
  for (const expertId of experts)
    await story.step(`expert:${expertId}`, 'assessment', 'OPINION', {
      expertId,
      kinds: graded(grade).map((one) => ({ ...one, clauses: [clauseOf(grade)] })),
      findings: '左手食指末节屈曲受限，握力轻度下降。',
      signatureDigest: newId().replaceAll('-', '').padEnd(64, '0'),
    });
  await story.step('committee', 'assessment', 'CONCLUDE', concluding(grade));
}

/** Two people of the agency, and the bank. */
export async function payBenefit(story: Story): Promise<void> {
  await story.step('agency', 'benefit', 'CHECKED', { agreed: true });
  await story.step('agency2', 'benefit', 'DECIDE');
  await story.step('agency', 'benefit', 'PAY', { batch: `B-${story.desk.today}` });
  await story.desk.payOut();
  await story.serve();
}
