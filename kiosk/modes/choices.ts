/** The choices of the settings, and what each does to the others. */
import type { Preferences } from '../session/preferences.ts';
import type { IconName } from '../ui/icons.ts';
import type { ModesKey } from './texts.ts';

export type Toggle = 'text' | 'contrast' | 'voice' | 'pace' | 'reach' | 'control' | 'headphones' | 'curtain';

/** The two values of each, off and on. */
const VALUES = {
  text: ['normal', 'large'],
  contrast: ['normal', 'high'],
  voice: ['off', 'on'],
  pace: ['normal', 'slow'],
  reach: ['normal', 'low'],
  control: ['touch', 'switch'],
  headphones: ['out', 'in'],
  curtain: ['open', 'drawn'],
} as const satisfies { [T in Toggle]: readonly [Preferences[T], Preferences[T]] };

export const TOGGLE_ICONS = {
  text: 'larger',
  contrast: 'contrast',
  voice: 'voice',
  pace: 'slow',
  reach: 'lower',
  control: 'keys',
  headphones: 'headphones',
  curtain: 'blank',
} as const satisfies Record<Toggle, IconName>;

/** Six at first; the last two only mean something while there is a voice. */
export const togglesFor = ({ voice }: Preferences): readonly (Toggle & ModesKey)[] => [
  'text',
  'contrast',
  'voice',
  ...(voice === 'on' ? (['headphones', 'curtain'] as const) : []),
  'pace',
  'reach',
  'control',
];

export const isOn = (preferences: Preferences, toggle: Toggle): boolean => preferences[toggle] === VALUES[toggle][1];

/** `preferences` as they are after a press on `toggle`: on or off, but the switches go through their ways of scanning. */
export const toggled = (preferences: Preferences, toggle: Toggle): Partial<Preferences> =>
  toggle === 'control' ? nextControl(preferences) : { [toggle]: VALUES[toggle][isOn(preferences, toggle) ? 0 : 1] };

/** One step louder (1) or softer (-1), within the five. */
export function louder({ volume }: Preferences, by: 1 | -1): Pick<Preferences, 'volume'> {
  const steps = [1, 2, 3, 4, 5] as const;
  return { volume: steps[volume - 1 + by] ?? volume };
}

const SCANS = ['keys', 'slow', 'medium', 'fast'] as const satisfies readonly Preferences['scan'][];

/** Off, two keys, one key from slow to fast, and off again: one choice, so that there are never more than eight. */
function nextControl({ control, scan }: Preferences): Pick<Preferences, 'control' | 'scan'> {
  if (control === 'touch') return { control: 'switch', scan: SCANS[0] };
  const next = SCANS[SCANS.indexOf(scan) + 1];
  return next === undefined ? { control: 'touch', scan: SCANS[0] } : { control, scan: next };
}
