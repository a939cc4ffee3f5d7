/** Who will examine a person, as that person, the employer and staff read it through the API before and after the seats are taken. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../../contract/api.ts';
import type { CaseAnswer } from '../../contract/case-file.ts';
import { fitter } from '../../replays/people.ts';
import { apply, arrangeExamination, determine } from '../../replays/phases.ts';
import { Story } from '../../replays/story.ts';
import { CaseDesk } from '../../testing/case-desk.ts';

const REGION = '370702';
const Panel = z.object({
  panelSeated: z.boolean(),
  panel: z.object({
    commitment: z.string(),
    seats: z.array(z.object({ expertId: z.string() })),
    reserves: z.array(z.object({ expertId: z.string() })),
  }),
});

let desk: CaseDesk;
let story: Story;
/** Of everybody who was drawn, reserves included. */
let drawn: string[];

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  await desk.planSession('2026-08-03');
  story = new Story(desk, fitter(REGION, '2026-07-11', 71));
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
  await determine(story);
  await arrangeExamination(story);
  await desk.goTo('2026-08-03');
  await story.step('officer', 'assessment', 'ANNOUNCE_DRAW');
  await story.step('officer', 'assessment', 'DRAW');
  const { panel } = await story.facts('assessment', Panel);
  drawn = [...panel.seats, ...panel.reserves].map(({ expertId }) => expertId);
});
afterAll(() => desk.close());

/** The whole answer as it goes over the line. */
async function seenBy(who: string): Promise<CaseAnswer> {
  const path = `/v1/cases/${story.id}`;
  if (who !== 'applicant') return API.readCase.answer.parse((await desk.call(who, 'GET', path)).body);
  const terminal = await desk.terminalAt(desk.bank);
  const identityCheckId = await desk.identified(story.file);
  return API.readCase.answer.parse((await terminal.get(`${path}?identityCheckId=${identityCheckId}`)).body);
}

/** An expert is named by id in facts and by its end in documents. */
const namedIn = (answer: CaseAnswer): string[] => {
  const text = JSON.stringify(answer);
  return drawn.filter((id) => text.includes(id.slice(-8)));
};

test('a drawn panel is whole for staff who handle the case', async () => {
  expect(drawn.length).toBeGreaterThan(3);
  expect(namedIn(await seenBy('officer'))).toEqual(drawn);
});

test.each([
  ['applicant', 'own'],
  ['supervisor', 'masked'],
])('before it is seated, %s (%s) reads that there was a draw, and nobody of it', async (who, disclosure) => {
  const answer = await seenBy(who);
  expect(answer.disclosure).toBe(disclosure);
  const facts = answer.parts.find(({ kind }) => kind === 'assessment')?.facts;
  expect(Panel.parse(facts)).toMatchObject({
    panelSeated: false,
    panel: { commitment: expect.stringMatching(/^[0-9a-f]{64}$/), seats: [], reserves: [] },
  });
  expect(namedIn(answer)).toEqual([]);
});

test('the record of the draw is a paper of the file, not of the person', async () => {
  expect((await seenBy('applicant')).documents.map(({ kind }) => kind)).not.toContain('D23');
  expect((await seenBy('officer')).documents.map(({ kind }) => kind)).toContain('D23');
});

test('once it is seated, the person reads whom they can ask to step aside', async () => {
  await story.step('officer', 'assessment', 'SEAT');
  const { panel } = await story.facts('assessment', Panel);
  expect(namedIn(await seenBy('applicant'))).toEqual(expect.arrayContaining(panel.seats.map((seat) => seat.expertId)));
});
