/** A person with two buttons: through every control, into the rows of a pad and out again, never stuck. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, type Stop } from './scan-tree.ts';
import { next, press, type ScanPlace, START, stopAt } from './scanner.ts';

/** A control that needs no page: nothing here looks inside. */
const control = (): Stop => ({ kind: 'group', stops: [] });
const group = (...stops: readonly Stop[]): Stop => ({ kind: 'group', stops });
/** A field, a pad of three keys in each of two rows, a button. */
const PAD = group(group(control(), control(), control()), group(control(), control(), control()));
const SCREEN = [control(), PAD, control()];

const go = (stops: readonly Stop[], steps: number, from: ScanPlace = START): ScanPlace =>
  Array.from({ length: steps }).reduce<ScanPlace>((place) => next(stops, place), from);

describe('next', () => {
  it('goes through the screen and begins again after the last', () => {
    expect([1, 2, 3, 4].map((steps) => go(SCREEN, steps).at)).toEqual([0, 1, 2, 0]);
  });

  it('goes through the rows of a pad and then on behind it', () => {
    const inPad = press(SCREEN, go(SCREEN, 2)).place;
    expect(inPad).toEqual({ within: [1], at: 0 });
    expect(next(SCREEN, inPad)).toEqual({ within: [1], at: 1 });
    expect(go(SCREEN, 2, inPad)).toEqual({ within: [], at: 2 });
  });

  it('leaves a row after its last key for the next row', () => {
    const inRow = press(SCREEN, press(SCREEN, go(SCREEN, 2)).place).place;
    expect(inRow).toEqual({ within: [1, 0], at: 0 });
    expect(go(SCREEN, 3, inRow)).toEqual({ within: [1], at: 1 });
  });

  it('has nowhere to go on an empty screen', () => {
    expect(next([], START)).toEqual(START);
  });
});

describe('press', () => {
  it('before the first step goes to the first control and presses nothing', () => {
    expect(press(SCREEN, START)).toEqual({ place: { within: [], at: 0 }, pressed: null });
  });
});

it('what stands beside each other is a row, whatever its height', () => {
  const at = (item: string, top: number, height = 80) => ({ item, top, bottom: top + height });
  const pad = [at('1', 0), at('2', 4), at('3', 0), at('4', 100), at('5', 96, 88), at('0', 200)];
  expect(rowsOf(pad)).toEqual([['1', '2', '3'], ['4', '5'], ['0']]);
});

it('every stop of any screen is come to by going on alone and into each group, and no step leads to nowhere', () => {
  const tree = (depth: number): fc.Arbitrary<Stop> =>
    depth === 0 ? fc.constant(control()) : fc.array(tree(depth - 1), { maxLength: 4 }).map((stops) => group(...stops));
  fc.assert(
    fc.property(fc.array(tree(3), { minLength: 1, maxLength: 5 }), (stops) => {
      let place = next(stops, START);
      for (let i = 0; i < 200; i += 1) {
        const stop = stopAt(stops, place);
        expect(stop).not.toBeNull();
        const inside = stop?.kind === 'group' && stop.stops.length > 0 && i % 3 === 0;
        place = inside ? press(stops, place).place : next(stops, place);
      }
    }),
  );
});
