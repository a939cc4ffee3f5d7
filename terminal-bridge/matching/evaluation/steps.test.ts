import { describe, expect, it } from 'vitest';
import { bandsFrom } from '../calibration/bands-from-pairs.ts';
import { chosenOnOthers } from './chosen-on-others.ts';
import { heldOut, type Sample } from './held-out.ts';
import { clopperPearson, fnmrWithInterval, type ScoredPair, seeded } from './intervals.ts';
import { peopleOf } from './people.ts';
import { detPlot, histogramPlot } from './plots.ts';
import { invert } from './whitening.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('the exact interval of a rate', () => {
  it.each([
    [0, 40, 0, 0.0881],
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 10, 0.6915, 1],
  ])('%i of %i is the tabulated one', (hits, trials, low, high) => {
    const found = clopperPearson(hits, trials);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });

  it('does not underflow with many trials', () => {
    const { low, high } = clopperPearson(100, 100_000);
    expect(low).toBeGreaterThan(0.0008);
    expect(high).toBeLessThan(0.00125);
  });
});

describe('the people in a list', () => {
  it('are those whom "same" links, however indirectly', () => {
    const pair = (fileA: string, fileB: string, same: boolean) => ({ fileA, fileB, same });
    const people = peopleOf([pair('a', 'b', true), pair('c', 'd', true), pair('b', 'c', true), pair('a', 'e', false)]);
    expect(people.get('a')).toBe(people.get('d'));
    expect(people.get('a')).not.toBe(people.get('e'));
  });
});

describe('what is learned from people', () => {
  it('is never tried on any of them', () => {
    const samples: Sample[] = range(23).map((person) => ({
      person,
      card: Float32Array.of(person),
      live: Float32Array.of(person),
    }));
    const learn = (from: readonly Sample[]) => {
      const met = new Set(from.map(({ person }) => person));
      return (card: Float32Array, live: Float32Array) => (met.has(card[0] ?? -1) || met.has(live[0] ?? -1) ? 1 : 0);
    };
    const halves = heldOut(samples, learn, 7);
    expect(halves.map(({ people }) => people.size)).toEqual([12, 11]);
    for (const { people, measure } of halves)
      for (const a of people) for (const b of people) expect(measure(Float32Array.of(a), Float32Array.of(b))).toBe(0);
  });

  it('may need the inverse of a matrix', () => {
    expect(
      invert([
        [4, 1],
        [1, 3],
      ]).map((row) => row.map((value) => Math.round(value * 11))),
    ).toEqual([
      [3, -1],
      [-1, 4],
    ]);
  });
});

const scored = (genuine: (i: number) => number, impostor: (i: number) => number): ScoredPair[] => [
  ...range(100).map((i) => ({ distance: genuine(i), same: true, personA: i, personB: i })),
  ...range(4000).map((i) => ({ distance: impostor(i), same: false, personA: i % 100, personB: (i * 7 + 1) % 100 })),
];

describe('an error rate with its interval', () => {
  it('lies inside it, and is the same every time', () => {
    const pairs = scored(
      (i) => i / 100,
      (i) => 0.5 + i / 4000,
    );
    const found = fnmrWithInterval(pairs, 0.01);
    expect(found?.value).toBeCloseTo(0.49, 1);
    expect(found?.low).toBeLessThan(found?.value ?? 0);
    expect(found?.high).toBeGreaterThan(found?.value ?? 1);
    expect(fnmrWithInterval(pairs, 0.01)).toEqual(found);
  });

  it('is not told without pairs of both kinds', () => {
    expect(fnmrWithInterval([], 0.01)).toBeNull();
  });
});

describe('a calibration on site', () => {
  const scores = (genuine: number, impostor: number) => ({
    genuine: range(genuine).map((i) => i / 1000),
    impostor: range(impostor).map((i) => 0.1005 + i / 1000),
  });

  it('is refused with too few pairs, and says how many more are needed', () => {
    expect(bandsFrom(scores(20, 100), 'x', 'card-portrait', 0)).toEqual({
      kind: 'too-few',
      moreGenuine: 40,
      moreImpostor: 2900,
    });
  });

  it('sets the bands at a false match rate of 0.1 %, with intervals', () => {
    const result = bandsFrom(scores(200, 4000), 'our people', 'card-portrait', 0);
    expect(result).toMatchObject({ kind: 'made', bands: { passAtMost: 0.104 } });
    if (result.kind !== 'made') return;
    expect(result.bands.noMatchAbove).toBeGreaterThan(result.bands.passAtMost);
    const [measured] = result.bands.measurements;
    expect(measured).toMatchObject({ population: 'our people', fnmrAtPass: 0.475, fmrAtPass: 0.001 });
    expect(measured?.fnmrInterval?.[0]).toBeLessThan(0.48);
    expect(measured?.fnmrInterval?.[1]).toBeGreaterThan(0.48);
  });

  it('that could let nobody pass is refused', () => {
    const same = { genuine: range(60).map(() => 1), impostor: range(3000).map(() => 0) };
    expect(bandsFrom(same, 'x', 'card-portrait', 0)).toEqual({ kind: 'not-apart' });
  });
});

describe('the plots', () => {
  const pairs = scored(
    (i) => i / 100,
    (i) => 0.5 + i / 4000,
  );

  it('are SVG without anything that runs or is fetched, and name the curves', () => {
    const det = detPlot(new Map([['a <step>', pairs]]));
    expect(det).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(det).toContain('a &#60;step&#62;');
    expect(det).not.toMatch(/NaN|<script|href/);
    expect(histogramPlot('scores', pairs)).not.toMatch(/NaN|Infinity/);
  });
});

describe('a setting chosen on some people', () => {
  // Half of the settings look well on even people only, half on odd ones only; one is fair to all.
  const under = (setting: number) =>
    scored(
      (i) => (setting === 1 || i % 2 === setting / 2 ? 0.2 : 0.9),
      (i) => 0.5 + i / 8000,
    );
  const tries = new Map([0, 1, 2].map((setting) => [setting, under(setting)]));

  it('is tried on others, and the one that serves all is found', () => {
    const found = chosenOnOthers(tries, 10);
    expect(found?.setting).toBe(1);
    expect(found?.fnmr_at_fmr_0_001.value).toBe(0);
    expect(found?.fmr_at_their_threshold.value).toBeLessThan(0.01);
  });

  it('shows what looking at the same people hides', () => {
    // Noise only: a setting is best on the half that chose it by chance, and no better on the other.
    const random = seeded(1);
    const noise = new Map(
      range(12).map((setting) => [
        setting,
        scored(
          () => random(),
          () => random(),
        ),
      ]),
    );
    const best = Math.min(...[...noise.values()].map((pairs) => fnmrWithInterval(pairs, 0.01, 1)?.value ?? 1));
    expect(chosenOnOthers(noise, 4)?.fnmr_at_fmr_0_01.value).toBeGreaterThan(best);
  });

  it('is not told without pairs of both kinds', () => {
    expect(chosenOnOthers(new Map(), 10)).toBeNull();
    expect(chosenOnOthers(new Map([[1, []]]), 10)).toBeNull();
  });
});
