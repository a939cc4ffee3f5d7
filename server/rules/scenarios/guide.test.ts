import { unwrap } from '@anban/foundation/result';
import { expect, test } from 'vitest';
import { SCENARIO_CODES, SCENARIOS, scenarioOf, untickedElements } from './catalogue.ts';
import { type Answers, GUIDE, type GuideNode, guide, OTHER_NEEDS_OFFICER, outcomeOf, QUESTION_IDS } from './guide.ts';

const OUTCOMES = Object.keys(GUIDE.questions.outcome.options);

/** Every way through the tree, each with every answer that takes it. */
function paths(node: GuideNode, answers: Answers = {}): Answers[] {
  if ('leaf' in node)
    return answers.outcome === undefined ? OUTCOMES.map((outcome) => ({ ...answers, outcome })) : [answers];
  const { ask, branches } = node;
  return Object.keys(GUIDE.questions[ask].options).flatMap((answer) => {
    const next = branches[answer] ?? branches['*'];
    return next === undefined ? [] : paths(next, { ...answers, [ask]: answer });
  });
}

function leafOf(answers: Answers) {
  const step = unwrap(guide(answers));
  if (!step.done) throw new Error(`still asks ${step.ask}`);
  return step;
}

const ALL = paths(GUIDE.tree);
const FIRST_PATH = new Map(ALL.toReversed().map((answers) => [leafOf(answers).leaf, answers]));

test.each(Object.keys(GUIDE.leaves))('leaf %s as agreed', async (leaf) => {
  const answers = FIRST_PATH.get(leaf);
  const golden = { answers, ...(answers === undefined ? {} : leafOf(answers)) };
  await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(`golden/${leaf}.json`);
});

test('every leaf can be reached', () => {
  expect([...FIRST_PATH.keys()].toSorted()).toEqual(Object.keys(GUIDE.leaves).toSorted());
});

test('every complete set of answers has candidates, the officer last, and none of article 16', () => {
  for (const answers of ALL) {
    const codes = leafOf(answers).candidates.map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => code.startsWith('X16'))).toEqual([]);
    expect(codes.slice(0, -1)).not.toContain(OTHER_NEEDS_OFFICER);
  }
});

test('no text says that it is no work injury', () => {
  const texts = Object.values(GUIDE.leaves).flatMap((candidates) => candidates.map(({ reason }) => reason));
  for (const text of texts) expect(text).not.toMatch(/不是工伤|不属于工伤|不予认定|不能认定/);
});

test('the questions come in their order', () => {
  for (const answers of ALL) {
    const asked = Object.keys(answers);
    expect(asked).toEqual(QUESTION_IDS.filter((id) => asked.includes(id)));
  }
});

test('a partly answered guide asks the next question', () => {
  expect(unwrap(guide({ who: 'self', what: 'accident' }))).toMatchObject({ done: false, ask: 'when' });
});

test('an answer that is not offered is named', () => {
  expect(guide({ who: 'neighbour' })).toEqual({
    ok: false,
    fault: { name: 'unknown-answer', question: 'who', answer: 'neighbour' },
  });
});

test('48 hours to the minute count as within', () => {
  const first = new Date('2026-05-01T08:00:00+08:00');
  expect(outcomeOf(new Date('2026-05-03T08:00:00+08:00'), first)).toMatchObject({ value: 'dead_within_48h' });
  expect(outcomeOf(new Date('2026-05-03T08:01:00+08:00'), first)).toMatchObject({ value: 'dead_after_48h' });
  expect(outcomeOf(new Date('2026-05-01T07:59:00+08:00'), first)).toMatchObject({ fault: 'death-before-diagnosis' });
  expect(outcomeOf(null, first)).toMatchObject({ value: 'dead_time_unknown' });
});

test('every scenario stands once in the catalogue, and an exclusion always asks for its cause', () => {
  expect(SCENARIOS.map(({ code }) => code)).toEqual(SCENARIO_CODES);
  for (const { effect, elements } of SCENARIOS)
    expect(elements.some(({ id }) => id === 'causality')).toBe(effect === 'excluded');
});

test('an occupational disease is not investigated again', () => {
  expect(scenarioOf('G14_4').investigate).toBe(false);
});

test('elements that are not ticked are named', () => {
  expect(untickedElements('G14_1', ['time', 'place', 'accident'])).toEqual([{ id: 'cause', name: '工作原因' }]);
});
