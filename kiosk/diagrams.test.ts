import { expect, it } from 'vitest';
import { pages, stalePages } from './diagrams.ts';
import { JOURNEYS } from './testing/journeys.ts';
import { edgeOf } from './testing/walk.ts';

it('the diagrams of the kiosk are as its machines are; if not, run: node kiosk/diagrams.ts', () => {
  expect(stalePages().map(({ path }) => path)).toEqual([]);
});

it.each(JOURNEYS)('the page of $name names every step', ({ name, steps }) => {
  const page = pages().find(({ path }) => path.endsWith(`/kiosk-${name}.md`));
  for (const step of steps) {
    const { from, event, to } = step;
    const target = from.state === to.state ? '(stays)' : `\`${to.state}\``;
    expect(page?.text, edgeOf(step)).toContain(`| \`${from.state}\` | \`${event.type}\` | ${target} |`);
  }
});
