import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../engine/recognition.ts';
import { Figures } from './figures.ts';
import { modelCard, together } from './model-card.ts';
import { SHIPPED_STEP } from './step-list.ts';

const range = (value: number) => ({ value, low: value / 2, high: value * 2 });
const figures = (tight: number) => ({
  people: 94,
  genuine_pairs: 172,
  impostor_pairs: 23_390,
  undetected: 306,
  steps: [
    {
      step: SHIPPED_STEP,
      held_out: false,
      fnmr_at_fmr_0_01: range(0.02),
      fnmr_at_fmr_0_001: range(tight),
      eer: 0.03,
    },
  ],
  strength_chosen_on_others: {
    fnmr_at_fmr_0_01: range(0.11),
    fnmr_at_fmr_0_001: range(0.242),
    fnmr_at_their_threshold: range(0.223),
    fmr_at_their_threshold: range(0.002),
    setting: 1,
  },
});
const list = (path: 'card' | 'clean', tight: number) => ({ list: 'people of one hall', path, figures: figures(tight) });
const measured: Figures = Figures.parse({
  engines: [
    { engine: 'one', licence: 'MIT', sha256: 'aa', lists: [list('card', 0.228), list('clean', 0.151)] },
    { engine: 'other', licence: 'not stated', sha256: 'bb', lists: [list('card', 0.04), list('clean', 0.01)] },
  ],
  groups: [
    {
      list: 'people of one hall',
      label: 'sex: female',
      people: 49,
      genuine_pairs: 49,
      impostor_pairs: 2352,
      does_not_pass: range(0.02),
      impostors_pass: null,
    },
  ],
});

describe('the model card', () => {
  const { calibration, licence } = chooseEngine({});
  const card = modelCard(calibration, licence, measured);

  it('names the yardstick and says which engine reaches it', () => {
    expect(card).toContain('| one | people of one hall | card | 2.0 (1.0–4.0) | 22.8 (11.4–45.6) | no |');
    expect(card).toContain('| other | people of one hall | card | 2.0 (1.0–4.0) | 4.0 (2.0–8.0) | yes |');
  });

  it('tells what a choice made on some people is worth on others', () => {
    expect(card).toContain('| the strength of the centre | 11.0 (5.5–22.0) | 24.2 (12.1–48.4) |');
    expect(card).toContain('22.3 [0.2 %]');
  });

  it('gives the groups that are labelled, and a dash where nobody could be counted', () => {
    expect(card).toContain('| people of one hall | sex: female | 49 | 49 / 2352 | 2.0 (1.0–4.0) | – |');
  });

  it('has no section for groups when nobody is labelled', () => {
    expect(modelCard(calibration, licence, { ...measured, groups: [] })).not.toContain('By sex');
  });

  it('takes further engines and lists from further files, and none twice', () => {
    const [one, other] = measured.engines;
    if (one === undefined || other === undefined) throw new Error('two engines');
    const both = together([
      { ...measured, engines: [one] },
      { engines: [one, other], groups: [] },
    ]);
    expect(both).toEqual(measured);
  });
});
