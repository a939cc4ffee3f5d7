import { expect, it } from 'vitest';
import { pages, stalePages } from './diagrams.ts';
import { checkInJourney } from './testing/check-in-journey.ts';
import { edgeOf } from './testing/walk.ts';

it('the diagrams of the kiosk are as its machines are; if not, run: node kiosk/diagrams.ts', () => {
  expect(stalePages().map(({ path }) => path)).toEqual([]);
});

it('the page of the check-in names every step', () => {
  const [page] = pages();
  for (const step of checkInJourney().steps) {
    const { from, event, to } = step;
    const target = from.state === to.state ? '(stays)' : `\`${to.state}\``;
    expect(page?.text, edgeOf(step)).toContain(`| \`${from.state}\` | \`${event.type}\` | ${target} |`);
  }
});
