import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutOf, type Line, restOf, turned } from './paging.ts';

/** Lines of 20 in steps of 30, from the top of a text with a blank margin of 10. */
const text = (count: number, headings: readonly number[] = []): readonly Line[] =>
  Array.from({ length: count }, (_, i) => ({ top: 10 + i * 30, bottom: 30 + i * 30, isHeading: headings.includes(i) }));
const view = (top: number, height: number) => ({ top, height, margin: 10 });

it('cuts no line at the foot of a page (a consent showed half of one)', () => {
  // The fourth line, 100 to 120, is parted by the foot of the view.
  expect(cutOf(text(9), view(0, 110))).toEqual({ above: 0, below: 10 });
});

it('leaves no heading at the foot of a page without what it is about', () => {
  expect(cutOf(text(9, [2]), view(0, 110))).toEqual({ above: 0, below: 40 });
});

it('every line is seen whole on one page or another, forwards and back, whatever the height of the view', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 45, max: 400 }), (count, height) => {
      const lines = text(count);
      const most = Math.max(0, 20 + count * 30 - height);
      for (const direction of [1, -1] as const) {
        const seen = new Set<number>();
        let at = direction === 1 ? 0 : most;
        for (let page = 0; page <= 2 * count; page += 1) {
          const { above, below } = cutOf(lines, view(at, height));
          for (const { top, bottom } of lines)
            if (top >= at + above - 2 && bottom <= at + height - below + 2) seen.add(top);
          const rest = restOf(lines, view(at, height));
          if (direction === 1 ? !rest.after : !rest.before) break;
          at = Math.min(most, Math.max(0, turned(lines, view(at, height), direction)));
        }
        expect(seen.size).toBe(count);
      }
    }),
  );
});

// Bug: forwards led back to the beginning as long as the first line reached below the view.
it('goes on through what is higher than the view, and comes back', () => {
  const lines = [
    { top: 10, bottom: 200, isHeading: false },
    { top: 210, bottom: 230, isHeading: false },
  ];
  expect(restOf(lines, view(0, 100))).toEqual({ before: false, after: true });
  expect(turned(lines, view(0, 100), 1)).toBe(80);
  expect(turned(lines, view(80, 100), 1)).toBe(160);
  expect(restOf(lines, view(140, 100)).after).toBe(false);
  expect(turned(lines, view(140, 100), -1)).toBe(60);
  expect(turned(lines, view(60, 100), -1)).toBe(0);
});
