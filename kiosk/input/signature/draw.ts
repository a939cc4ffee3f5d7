/** Strokes on a canvas, and the picture that leaves the page: of a fixed size in mm, whatever the panel. */
import { lineWidth, type Signature, type Stroke } from './strokes.ts';

const INK = '#10131a';
const DOTS_PER_MM = 300 / 25.4;

interface Canvas {
  lineCap: string;
  lineJoin: string;
  strokeStyle: unknown;
  fillStyle: unknown;
  lineWidth: number;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  stroke(): void;
}

/** `scale`: pixels of the canvas per mm. */
export function drawStrokes(canvas: Canvas, strokes: readonly Stroke[], scale: number): void {
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  canvas.strokeStyle = INK;
  for (const stroke of strokes) drawStroke(canvas, stroke, scale);
}

/** Through the middle of each pair of points: no corners where the panel reported rarely. */
function drawStroke(canvas: Canvas, stroke: Stroke, scale: number): void {
  const [first] = stroke;
  if (first === undefined) return;
  let from = first;
  for (const [place, point] of stroke.entries()) {
    const next = stroke[place + 1] ?? point;
    const to = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    canvas.lineWidth = lineWidth(point.pressure) * scale;
    canvas.beginPath();
    canvas.moveTo(from.x * scale, from.y * scale);
    canvas.quadraticCurveTo(point.x * scale, point.y * scale, to.x * scale, to.y * scale);
    canvas.stroke();
    from = { ...point, ...to };
  }
}

/** Black on white, 300 dots per inch: a box of 150 × 60 mm is 1772 × 709 pixels. */
export async function pictureOf({ width, height, strokes }: Signature): Promise<Blob> {
  const canvas = new OffscreenCanvas(Math.round(width * DOTS_PER_MM), Math.round(height * DOTS_PER_MM));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawStrokes(context, strokes, DOTS_PER_MM);
  return canvas.convertToBlob({ type: 'image/png' });
}
