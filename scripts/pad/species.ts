/** What is played before the camera: living people, and the attacks of docs/face-pad.md. */
import type { Presentation } from '../../hardware-mocks/camera/presentation.ts';

/** `frozen` is a camera that repeats one picture; the others are presentations of the emulated camera. */
export type Attack = Exclude<Presentation, 'live'> | 'frozen';

/** Each with what it is, for people who read the report. */
export const ATTACKS: Readonly<Record<Attack, string>> = {
  print: 'printed photo, border visible, tilted to turn',
  'bent-print': 'the same, bent round a head',
  'near-print': 'printed photo so near that its border is outside the picture',
  'cut-out': 'photo with holes for eyes and mouth, a living mouth behind it',
  screen: 'screen with a visible grid and bezel, its film obeys',
  film: 'fine screen without bezel that plays a recording of all movements in an order of its own',
  'fine-screen': 'the same screen, its picture obeys at once (animated by a program)',
  loop: 'recorded stream of 1.6 s, fed in again and again',
  injected: 'the same, fed in faster than a sensor',
  frozen: 'one picture again and again',
};

export type Species = Attack | 'live';
export const SPECIES: readonly Species[] = ['live', ...Object.keys(ATTACKS).filter(isAttack)];

function isAttack(name: string): name is Attack {
  return name in ATTACKS;
}
