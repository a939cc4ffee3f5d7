/**
 * How this person sees, hears and works the terminal. Chosen on the first screen or at any time, kept through the visit
 * and forgotten with it. The page carries the choices as attributes of `<html>`, which the style sheets read.
 */
import { FIRST_LANGUAGE, type Language, languageInfo } from '../i18n/language.ts';

export interface Preferences {
  readonly language: Language;
  /** `large` is the elder mode (长辈模式): capitals of 7.4 mm and more. */
  readonly text: 'normal' | 'large';
  /** `high`: 10:1 and more, dark ground. */
  readonly contrast: 'normal' | 'high';
  readonly voice: 'off' | 'on';
  /** `in`: the person has said so, and only then hears what is personal. */
  readonly headphones: 'out' | 'in';
  /** Steps of loudness, 1 to 5. */
  readonly volume: 1 | 2 | 3 | 4 | 5;
  /** `slow`: every patience three times as long. */
  readonly pace: 'normal' | 'slow';
  /** `low`: everything that is touched lies in the lower half, for somebody who sits. */
  readonly reach: 'normal' | 'low';
  /** `switch`: two buttons, one goes on to the next control and one presses it. */
  readonly control: 'touch' | 'switch';
  /** With `switch`: by two keys, or by one while the choice goes on by itself at this speed. */
  readonly scan: 'keys' | 'slow' | 'medium' | 'fast';
  /** The screen shows nothing while the voice leads, so that nobody can read along. */
  readonly curtain: 'open' | 'drawn';
}

export const FIRST_PREFERENCES: Preferences = {
  language: FIRST_LANGUAGE,
  text: 'normal',
  contrast: 'normal',
  voice: 'off',
  headphones: 'out',
  volume: 3,
  pace: 'normal',
  reach: 'normal',
  control: 'touch',
  scan: 'keys',
  curtain: 'open',
};

/** `preferences` without what makes no sense together: nothing is blanked, and no headphones are worn, without a voice. */
export const settled = (preferences: Preferences): Preferences =>
  preferences.voice === 'on' ? preferences : { ...preferences, curtain: 'open', headphones: 'out' };

/** Nothing has been chosen. */
export const isFirst = (preferences: Preferences): boolean =>
  JSON.stringify(preferences) === JSON.stringify(FIRST_PREFERENCES);

/** What the style sheets are told: `data-text`, `data-contrast`, … and the language of the page. */
export function applyPreferences(page: HTMLElement, preferences: Preferences): void {
  const { language, text, contrast, reach, control, curtain } = preferences;
  page.lang = languageInfo(language).tag;
  Object.assign(page.dataset, { text, contrast, reach, control, curtain });
}
