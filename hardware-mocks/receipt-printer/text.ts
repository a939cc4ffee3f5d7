/** The printed lines as plain text, in columns of one font A character (12 dots). */
import type { Line, Mark } from './paper.ts';

const COLUMN = 12;

const words = (mark: Mark): string =>
  mark.kind === 'glyph' ? mark.text : `[${mark.label ?? `picture ${mark.width}×${mark.height}`}]`;

function lineText(line: Line): string {
  const marks = [...line.marks].sort((a, b) => a.x - b.x);
  let text = '';
  let reached = 0;
  for (const mark of marks) {
    const gap = Math.round((mark.x - reached) / COLUMN);
    text += ' '.repeat(Math.max(0, gap)) + words(mark);
    reached = mark.x + mark.width;
  }
  return text.trimEnd();
}

/** One line of text per printed line, without the empty ones at the end. */
export function toText(lines: readonly Line[]): string {
  return lines.map(lineText).join('\n').trimEnd();
}
