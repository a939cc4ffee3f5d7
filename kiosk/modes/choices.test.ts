import { describe, expect, it } from 'vitest';
import { FIRST_PREFERENCES, type Preferences, settled } from '../session/preferences.ts';
import { isOn, louder, toggled, togglesFor } from './choices.ts';

const with_ = (choice: Partial<Preferences>): Preferences => ({ ...FIRST_PREFERENCES, ...choice });

it('nothing is on at the beginning of a visit', () => {
  expect(togglesFor(with_({ voice: 'on' })).filter((toggle) => isOn(FIRST_PREFERENCES, toggle))).toEqual([]);
});

it.each(togglesFor(with_({ voice: 'on' })).filter((toggle) => toggle !== 'control'))(
  '%s goes on and off again',
  (toggle) => {
    const before = with_({ voice: 'on' });
    const after = { ...before, ...toggled(before, toggle) };
    expect(isOn(after, toggle)).toBe(!isOn(before, toggle));
    expect({ ...after, ...toggled(after, toggle) }).toEqual(before);
  },
);

it('headphones and the blank screen are offered with the voice only, at most eight choices at once', () => {
  expect(togglesFor(FIRST_PREFERENCES)).not.toContain('curtain');
  expect(togglesFor(with_({ voice: 'on' }))).toHaveLength(8);
  expect(togglesFor(with_({ voice: 'on', control: 'switch' }))).toHaveLength(8);
});

describe('without a voice', () => {
  it('no screen stays blank and nobody wears headphones', () => {
    expect(settled(with_({ voice: 'off', curtain: 'drawn', headphones: 'in' }))).toEqual(FIRST_PREFERENCES);
    expect(settled(with_({ voice: 'on', curtain: 'drawn' })).curtain).toBe('drawn');
  });
});

it('the volume has five steps and stays within them', () => {
  const loudest = [1, 2, 3, 4, 5].reduce(
    (preferences) => ({ ...preferences, ...louder(preferences, 1) }),
    FIRST_PREFERENCES,
  );
  expect(loudest.volume).toBe(5);
  expect(louder(with_({ volume: 1 }), -1).volume).toBe(1);
});

it('the switches go through their ways of scanning and off again', () => {
  let now = FIRST_PREFERENCES;
  const seen = Array.from({ length: 5 }, () => {
    now = { ...now, ...toggled(now, 'control') };
    return `${now.control} ${now.scan}`;
  });
  expect(seen).toEqual(['switch keys', 'switch slow', 'switch medium', 'switch fast', 'touch keys']);
  expect(now).toEqual(FIRST_PREFERENCES);
});
