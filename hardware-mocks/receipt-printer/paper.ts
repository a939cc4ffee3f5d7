/** What stands on the paper, in dots: 8 dots per millimetre, 576 across (72 mm printed on an 80 mm roll). */

export const PAPER_WIDTH = 576;
export const DOTS_PER_MM = 8;
/** ESC 2: 3.75 mm. */
export const DEFAULT_LINE_SPACING = 30;

export type Glyph = {
  readonly kind: 'glyph';
  /** Left edge from the left edge of the printable area. */
  readonly x: number;
  readonly text: string;
  /** The cell, spacing included. */
  readonly width: number;
  readonly height: number;
  /** The cell before GS ! made it larger. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly bold: boolean;
  /** Thickness in dots. */
  readonly underline: 0 | 1 | 2;
  readonly inverted: boolean;
};

/** A picture: one bit per dot, rows padded to whole bytes, the highest bit leftmost, 1 is black. */
export type Raster = {
  readonly kind: 'raster';
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
  /** What it says, where the printer drew it itself: stands for it in the text rendering. */
  readonly label?: string;
};

export type Mark = Glyph | Raster;

export type Line = {
  readonly marks: readonly Mark[];
  /** Of the tallest mark. */
  readonly height: number;
  /** How far the paper moved; never less than `height`. */
  readonly feed: number;
  /** ESC {: turned by 180°. */
  readonly upsideDown: boolean;
};

export const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.feed, 0);
