/** The printed lines as a picture of the paper: 576 dots wide, one pixel per dot, black burnt into thermal paper. */
import { createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import type { Font } from './font.ts';
import { type Glyph, heightOf, type Line, PAPER_WIDTH, type Raster } from './paper.ts';

/** Blank paper before the first line (the head stands behind the cutter) and after the last. */
const EDGE = 28;
const PAPER = [0xfd, 0xfc, 0xf8] as const;
const INK = [0x26, 0x26, 0x2e] as const;

/** Ruled lines must meet across cells: they fill them, whatever the font has. Arms: up, right, down, left. */
const RULED = new Map<string, readonly [boolean, boolean, boolean, boolean]>([
  ['─', [false, true, false, true]],
  ['│', [true, false, true, false]],
  ['┌', [false, true, true, false]],
  ['┐', [false, false, true, true]],
  ['└', [true, true, false, false]],
  ['┘', [true, false, false, true]],
  ['╭', [false, true, true, false]],
  ['╮', [false, false, true, true]],
  ['╰', [true, true, false, false]],
  ['╯', [true, false, false, true]],
  ['├', [true, true, true, false]],
  ['┤', [true, false, true, true]],
  ['┬', [false, true, true, true]],
  ['┴', [true, true, false, true]],
  ['┼', [true, true, true, true]],
]);

function drawRuled(
  ctx: SKRSContext2D,
  arms: readonly [boolean, boolean, boolean, boolean],
  glyph: Glyph,
  y: number,
): void {
  const [up, right, down, left] = arms;
  const middleX = glyph.x + Math.floor(glyph.width / 2) - 1;
  const middleY = y + Math.floor(glyph.height / 2) - 1;
  if (left) ctx.fillRect(glyph.x, middleY, middleX - glyph.x + 2, 2);
  if (right) ctx.fillRect(middleX, middleY, glyph.x + glyph.width - middleX, 2);
  if (up) ctx.fillRect(middleX, y, 2, middleY - y + 2);
  if (down) ctx.fillRect(middleX, middleY, 2, y + glyph.height - middleY);
}

function drawCharacter(ctx: SKRSContext2D, glyph: Glyph, y: number, font: Font): void {
  const wide = glyph.cellWidth >= 24;
  if (wide && !font.chinese) {
    ctx.strokeRect(glyph.x + 2, y + 3, glyph.width - 4, glyph.height - 6);
    return;
  }
  ctx.save();
  ctx.translate(glyph.x, y);
  const natural = glyph.cellWidth * Math.max(1, Math.round(glyph.width / glyph.cellWidth));
  ctx.scale(natural / glyph.cellWidth, glyph.height / glyph.cellHeight);
  ctx.font = `${glyph.bold ? 'bold ' : ''}${wide ? 23 : glyph.cellHeight - 3}px "${font.family}"`;
  // Squeezed into the cell: the printer's own font is exactly as wide as its cell.
  ctx.textAlign = 'center';
  ctx.fillText(glyph.text, glyph.cellWidth / 2, glyph.cellHeight - 4, glyph.cellWidth);
  if (glyph.bold) ctx.fillText(glyph.text, glyph.cellWidth / 2 + 0.8, glyph.cellHeight - 4, glyph.cellWidth);
  ctx.restore();
}

function drawGlyph(ctx: SKRSContext2D, glyph: Glyph, bottom: number, font: Font): void {
  const y = bottom - glyph.height;
  ctx.fillStyle = ctx.strokeStyle = '#000';
  if (glyph.inverted) {
    ctx.fillRect(glyph.x, y, glyph.width, glyph.height);
    ctx.fillStyle = ctx.strokeStyle = '#fff';
  }
  const arms = RULED.get(glyph.text);
  if (arms !== undefined) drawRuled(ctx, arms, glyph, y);
  else if (glyph.text.trim() !== '') drawCharacter(ctx, glyph, y, font);
  if (glyph.underline > 0) ctx.fillRect(glyph.x, bottom - glyph.underline, glyph.width, glyph.underline);
}

function drawRaster(ctx: SKRSContext2D, raster: Raster, bottom: number): void {
  ctx.fillStyle = '#000';
  const rowBytes = Math.ceil(raster.width / 8);
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) {
      const black = (raster.bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7));
      if (black !== 0) ctx.fillRect(raster.x + x, bottom - raster.height + y, 1, 1);
    }
  }
}

function drawLine(ctx: SKRSContext2D, line: Line, top: number, font: Font): void {
  ctx.save();
  if (line.upsideDown) {
    ctx.translate(PAPER_WIDTH, top * 2 + line.height);
    ctx.rotate(Math.PI);
  }
  for (const mark of line.marks) {
    if (mark.kind === 'glyph') drawGlyph(ctx, mark, top + line.height, font);
    else drawRaster(ctx, mark, top + line.height);
  }
  ctx.restore();
}

/** A number from 0 to 1 that depends on the dot only: the same ticket gives the same picture. */
function grain(x: number, y: number): number {
  const mixed = Math.imul(x * 374761393 + y * 668265263, 1274126177);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0xffffffff;
}

/** A dot is burnt or not; the heating elements differ a little from each other, and so does the paper. */
function burn(pixels: Uint8ClampedArray): void {
  for (let dot = 0; dot * 4 < pixels.length; dot += 1) {
    const x = dot % PAPER_WIDTH;
    const y = Math.floor(dot / PAPER_WIDTH);
    const darkness =
      (pixels[dot * 4] ?? 255) < 168 ? 0.86 + 0.08 * grain(x, 0) + 0.06 * grain(x, y) : 0.012 * grain(y, x);
    for (const [channel, paper] of PAPER.entries()) {
      pixels[dot * 4 + channel] = paper + ((INK[channel] ?? 0) - paper) * darkness;
    }
    pixels[dot * 4 + 3] = 255;
  }
}

/** A PNG of the lines, as they lie on the paper. */
export function toPng(lines: readonly Line[], font: Font): Promise<Buffer> {
  const height = heightOf(lines) + EDGE * 2;
  const canvas = createCanvas(PAPER_WIDTH, height);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#fff';
  ctx.fillRect(0, 0, PAPER_WIDTH, height);
  ctx.lineWidth = 2;
  // One font file holds several countries' shapes of a character.
  ctx.lang = 'zh-CN';
  let top = EDGE;
  for (const line of lines) {
    drawLine(ctx, line, top, font);
    top += line.feed;
  }
  const drawn = ctx.getImageData(0, 0, PAPER_WIDTH, height);
  burn(drawn.data);
  ctx.putImageData(new ImageData(drawn.data, PAPER_WIDTH, height), 0, 0);
  return canvas.encode('png');
}
