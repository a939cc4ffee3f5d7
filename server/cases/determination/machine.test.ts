import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WalkPlan, walk } from '../walk.ts';
import { wander, wrongAnswers } from '../walk-refusals.ts';
import { Facts } from './facts.ts';
import { determination } from './machine.ts';
import { FROM, samples } from './samples.ts';

/** What steps ask of the facts; the rest does not open or close a way. */
function place({ facts }: { readonly facts: unknown }): string {
  const f = Facts.parse(facts);
  const { scenario, simple, clear, lateEmployer, supplements, decision, served, proposal, suspension } = f;
  const from = [
    proposal?.before,
    proposal?.outcome,
    suspension?.before,
    f.investigators.length,
    f.held.M04 === 'committed',
  ];
  const to = [decision?.outcome, decision?.event, served.person !== null, served.employer !== null];
  return JSON.stringify([scenario, simple, clear, lateEmployer, Math.min(supplements, 1), from, to]);
}

const plan: WalkPlan = {
  machine: determination,
  // Who applies opens no way of its own: an employer's application is told as a story.
  samples: { ...samples, START_DRAFT: samples.START_DRAFT?.slice(0, 1) ?? [] },
  from: FROM,
  // More than a year: late to apply, over for remedies.
  waits: [0, 400],
  cases: ['山东', '浙江'].map((province) => ({ province, parts: [] })),
  distinguish: place,
};

describe('the machine of determination', () => {
  it('reaches every pair of state and step of its table', () => {
    const { missed, edges } = walk(plan);
    expect(missed).toEqual([]);
    expect(edges.length).toBeGreaterThan(90);
  }, 60_000);

  it('refuses everything that its table does not have, with the article', () => {
    expect(wrongAnswers(plan)).toEqual([]);
  });

  it('never throws and never leaves its table, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 20 }), { maxLength: 60 }), (choices) => {
        for (const state of wander(plan, choices)) expect(Object.keys(determination.states)).toContain(state);
      }),
    );
  });
});
