/** Where the printer is told to put what it prints. */
import { expect, it } from 'vitest';
import { reportBytes } from './ticket-layout.ts';

/** Of each line: the two bytes of ESC \\ (where its text begins, relative to the left edge), and the text behind FS &. */
function linesOf(bytes: Buffer): { begins: string; text: string }[] {
  return bytes
    .toString('latin1')
    .split('\n')
    .slice(0, -1)
    .map((line) => ({
      begins: line.split('\x1b\\')[1]?.slice(0, 2) ?? '',
      text: line.split('\x1c&')[1] ?? '',
    }));
}

// Bug: every line stood at the right edge, and its indent was taken for an alignment.
it('the lines of a report stand one below the other at the left edge, those of a device indented', () => {
  expect(linesOf(reportBytes(['ID card reader', '  ready', '    more']))).toEqual([
    { begins: '\0\0', text: 'ID card reader' },
    { begins: '\0\0', text: '  ready' },
    { begins: '\0\0', text: '    more' },
  ]);
});
