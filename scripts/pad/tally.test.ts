import { describe, expect, it } from 'vitest';
import { asPassive, type Outcome } from './attempt.ts';
import { tableOf, tally } from './tally.ts';

const run = (part: Partial<Outcome>): Outcome => ({
  species: 'print',
  person: 'li-xiuying',
  mode: 'challenge',
  seed: 1,
  result: 'stopped',
  reason: 'padFlat',
  ms: 1800,
  askedMs: null,
  said: [],
  ...part,
});

describe('the error rates of simulated attempts', () => {
  it('count attacks that passed, and living people who were stopped; no answer is neither', () => {
    const rows = tally([
      run({}),
      run({ result: 'passed', reason: null, ms: 6000 }),
      run({ species: 'live', result: 'passed', reason: null }),
      run({ species: 'live', reason: 'padSwapped', person: 'zhao-min' }),
      run({ species: 'live', result: 'no-answer', reason: 'noFaceSeen' }),
    ]);
    expect(rows).toMatchObject([
      { species: 'print', attempts: 2, people: 1, rate: { value: 0.5 }, noAnswer: 0, reasons: { padFlat: 1 } },
      { species: 'live', attempts: 3, people: 2, rate: { value: 1 / 3 }, noAnswer: 1 },
    ]);
    expect(tableOf(rows)).toContain('| challenge | print | 2 (1) | APCER | 50.0 % (1.3 %–98.7 %) |');
  });

  it('tell of the same run what passive would have said: it ends where the first movement is asked for', () => {
    expect(asPassive(run({}))).toMatchObject({ mode: 'passive', result: 'stopped', reason: 'padFlat' });
    const asked = run({ reason: 'padUnanswered', askedMs: 1600, ms: 6000 });
    expect(asPassive(asked)).toMatchObject({ mode: 'passive', result: 'passed', reason: null, ms: 1600 });
    const early = run({ reason: 'padSwapped', askedMs: null, ms: 3000 });
    expect(asPassive(early)).toMatchObject({ result: 'passed', ms: 3000 });
  });
});
