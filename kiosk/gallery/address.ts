/** What is to be seen, as the address says it: `#screen=consent&text=large&contrast=high&language=en&panel=15.6p`. */
import * as z from 'zod/mini';
import { LANGUAGES } from '../i18n/language.ts';
import { FIRST_PREFERENCES, type Preferences } from '../session/preferences.ts';
import { PANEL_NAMES } from './panels.ts';

const Address = z.object({
  /** Name of a sample (samples.ts); without one the gallery shows its list. */
  screen: z.optional(z.string()),
  panel: z.catch(z.enum(PANEL_NAMES), '21.5p'),
  language: z.catch(z.enum(LANGUAGES), FIRST_PREFERENCES.language),
  text: z.catch(z.enum(['normal', 'large']), 'normal'),
  contrast: z.catch(z.enum(['normal', 'high']), 'normal'),
  reach: z.catch(z.enum(['normal', 'low']), 'normal'),
  control: z.catch(z.enum(['touch', 'switch']), 'touch'),
  curtain: z.catch(z.enum(['open', 'drawn']), 'open'),
  voice: z.catch(z.enum(['off', 'on']), 'off'),
  headphones: z.catch(z.enum(['out', 'in']), 'out'),
  pace: z.catch(z.enum(['normal', 'slow']), 'normal'),
  scan: z.catch(z.enum(['keys', 'slow', 'medium', 'fast']), 'keys'),
});
export type Address = z.infer<typeof Address>;

/** Reads `#a=b&c=d`; what it does not know becomes the usual. */
export const readAddress = (hash: string): Address =>
  Address.parse(Object.fromEntries(new URLSearchParams(hash.replace(/^#/, ''))));

export const writeAddress = (address: Address): string =>
  `#${new URLSearchParams(Object.entries(address).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))}`;

export const preferencesOf = ({ screen: _, panel: __, ...chosen }: Address): Preferences => ({
  ...FIRST_PREFERENCES,
  ...chosen,
});
