/** Where a page of a long text ends: between two lines, never through one. Lengths in CSS pixels. */

/** A line of text, or a control: what is seen whole or not at all. Measured from the top of the whole text. */
export interface Line {
  readonly top: number;
  readonly bottom: number;
  /** A heading: it does not stand at the foot of a page without what it is about. */
  readonly isHeading: boolean;
}

/** The part of the text that lies in the view. */
export interface View {
  readonly top: number;
  readonly height: number;
  /** What stands blank above the first line of a page. */
  readonly margin: number;
}

/** What is left blank at the top and at the foot of the view, so that no line is shown in part. */
export interface Cut {
  readonly above: number;
  readonly below: number;
}

/** Browsers round the height of a line: less than this hides nothing. */
const ROUNDING = 2;
/** Share of the view by which a page goes on where nothing tells lines: one line is higher than the view. */
const STRIDE = 0.8;

/** A line that is higher than the view is shown in part: there is no other way to show it. */
export function cutOf(lines: readonly Line[], { top, height }: View): Cut {
  const foot = top + height;
  const parted = (edge: number) =>
    lines.filter((line) => line.top < edge - ROUNDING && line.bottom > edge + ROUNDING && sizeOf(line) < height);
  const begins = Math.max(top, ...parted(top).map(({ bottom }) => bottom));
  const ends = withoutHeading(lines, Math.min(foot, ...parted(foot).map((line) => line.top)), foot);
  return ends <= begins ? { above: 0, below: 0 } : { above: begins - top, below: foot - ends };
}

/** Whether there is something to read above the view, and below it. */
export function restOf(lines: readonly Line[], view: View): { readonly before: boolean; readonly after: boolean } {
  const { above, below } = cutOf(lines, view);
  const [begins, ends] = [view.top + above, view.top + view.height - below];
  return {
    before: lines.some(({ top }) => top < begins - ROUNDING),
    after: lines.some(({ bottom }) => bottom > ends + ROUNDING),
  };
}

/** Where the view goes for the page after this one (1), or for the one before it (-1). Nothing is left out in between. */
export function turned(lines: readonly Line[], view: View, direction: 1 | -1): number {
  const { top, height, margin } = view;
  const { above, below } = cutOf(lines, view);
  const isOfPage = (line: Line) =>
    direction === 1 ? line.bottom > top + height - below + ROUNDING : line.top >= top + above - height + margin;
  const first = Math.min(...lines.filter(isOfPage).map((line) => line.top));
  if (direction === -1 && lines.every((line) => line.top >= first)) return 0;
  const next = first - margin;
  const isOn = Number.isFinite(next) && (next - top) * direction > ROUNDING;
  return isOn ? next : top + direction * height * STRIDE;
}

const sizeOf = ({ top, bottom }: Line): number => bottom - top;

/** Without the headings that would be the last thing above `end`, where something is cut off there. */
function withoutHeading(lines: readonly Line[], end: number, foot: number): number {
  if (end === foot && !lines.some((line) => line.top >= foot - ROUNDING)) return end;
  const last = lines.filter((line) => line.bottom <= end + ROUNDING).sort((a, b) => b.bottom - a.bottom)[0];
  return last?.isHeading === true ? withoutHeading(lines, last.top, foot) : end;
}
