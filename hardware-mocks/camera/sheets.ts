/** What is on the thing that is held up: ink on paper, a mask with holes, the picture of a screen. Each drawn once. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { ATTITUDES, type Attitude, posedFace } from '../people/posed.ts';
import { CUT, EYE_DISTANCE } from '../people/size.ts';
import type { Rgba } from './plane.ts';

export const HELD = ['print', 'bent-print', 'near-print', 'cut-out', 'screen', 'fine-screen', 'film'] as const;
export type HeldKind = (typeof HELD)[number];
interface Sheet {
  readonly width: number;
  readonly height: number;
  /** Inside the sheet, the point between the eyes. */
  readonly eyes: { readonly x: number; readonly y: number };
}
export const SMALL: Sheet = { width: 400, height: 470, eyes: { x: 200, y: 200 } };
const LARGE: Sheet = { width: 860, height: 700, eyes: { x: 430, y: 315 } };
const SHEETS: Readonly<Record<HeldKind, Sheet>> = {
  print: SMALL,
  'bent-print': SMALL,
  'near-print': LARGE,
  'cut-out': SMALL,
  screen: SMALL,
  'fine-screen': LARGE,
  film: LARGE,
};
const PAPER_EDGE = 16;
const BEZEL = 20;
/** What a recording does, two seconds each, whatever is asked. */
const FILMED: readonly Attitude[] = [
  ATTITUDES.front,
  ATTITUDES.left,
  ATTITUDES.front,
  ATTITUDES.right,
  ATTITUDES.front,
  ATTITUDES['mouth-open'],
];
const FILMED_S = 2;
/** A filmed movement takes so long, s. */
const FILMED_MOVE_S = 0.5;

/** The sheet as it is at this moment; `t` in seconds, `attitude`: what the person shown is asked to do. */
export function drawSheet(kind: HeldKind, id: string, t: number, attitude: Attitude): Promise<Rgba> {
  if (kind === 'screen') return drawScreen(id, attitude);
  if (kind === 'fine-screen') return drawFineScreen(id, attitude);
  return kind === 'film' ? drawFineScreen(id, filmedAt(t)) : drawPrint(id, kind);
}

function filmedAt(t: number): Attitude {
  const at = Math.floor(t / FILMED_S);
  const part = Math.min(1, (t - at * FILMED_S) / FILMED_MOVE_S);
  const [from, to] = [FILMED[(at + FILMED.length - 1) % FILMED.length], FILMED[at % FILMED.length]];
  const between = (of: (attitude: Attitude) => number) =>
    of(from ?? ATTITUDES.front) * (1 - part) + of(to ?? ATTITUDES.front) * part;
  return { turn: between(({ turn }) => turn), mouth: between(({ mouth }) => mouth) };
}

const sheets = new Map<string, Promise<Rgba>>();

/** Ink on paper: less contrast than life, a white edge. With holes for eyes and mouth it is a mask. */
function drawPrint(id: string, kind: HeldKind): Promise<Rgba> {
  const sheet = SHEETS[kind];
  const holes = kind === 'cut-out';
  return once(`${id} ${holes ? 'mask' : 'print'} ${sheet.width}`, '#f4f2ea', sheet, async (context) => {
    context.save();
    clip(context, PAPER_EDGE);
    context.filter = 'contrast(0.72) brightness(1.06) saturate(0.8)';
    drawWallAndHead(context, sheet, await posedFace(id, ATTITUDES.front));
    context.restore();
    if (holes) cutHoles(context, sheet);
  });
}

/** A telephone or tablet that plays a film of the person: bezel, grid of lamps, more contrast. */
const drawScreen = (id: string, attitude: Attitude): Promise<Rgba> =>
  once(`${id} screen ${stageOf(attitude)}`, '#0b0b0d', SMALL, async (context) => {
    await drawFilm(context, SMALL, id, attitude);
    const pixels = context.getImageData(0, 0, SMALL.width, SMALL.height);
    addBeat(pixels.data, SMALL);
    context.putImageData(pixels, 0, 0);
  });

/** One whose grid the lens does not resolve and whose bezel is outside the picture. */
const drawFineScreen = (id: string, attitude: Attitude): Promise<Rgba> =>
  once(`${id} fine ${stageOf(attitude)}`, '#0b0b0d', LARGE, (context) => drawFilm(context, LARGE, id, attitude));

/** As fine as the stages of `posedFace`, so that few screens are drawn. */
const stageOf = ({ turn, mouth }: Attitude): string => `${Math.round(turn * 6)} ${Math.round(mouth * 6)}`;

async function drawFilm(context: SKRSContext2D, sheet: Sheet, id: string, attitude: Attitude): Promise<void> {
  context.save();
  clip(context, BEZEL);
  context.filter = 'contrast(1.15) brightness(1.05)';
  drawWallAndHead(context, sheet, await posedFace(id, attitude));
  context.restore();
}

/** The beat between the screen's grid and the sensor's. */
function addBeat(rgba: Uint8ClampedArray, { width, height }: Sheet): void {
  for (let y = BEZEL; y < height - BEZEL; y++) {
    for (let x = BEZEL; x < width - BEZEL; x++) {
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const beat = 1 + 0.09 * Math.sin(1.07 * x + 0.19 * y + c * 2.1) * Math.sin(0.11 * x - 0.93 * y + c);
        rgba[at + c] = (rgba[at + c] ?? 0) * beat;
      }
    }
  }
}

function clip(context: SKRSContext2D, edge: number): void {
  const { width, height } = context.canvas;
  context.beginPath();
  context.rect(edge, edge, width - 2 * edge, height - 2 * edge);
  context.clip();
}

/** A sheet of this ground colour with something on it, drawn once. */
function once(
  key: string,
  ground: string,
  { width, height }: Sheet,
  paint: (context: SKRSContext2D) => Promise<void>,
): Promise<Rgba> {
  const known = sheets.get(key);
  if (known !== undefined) return known;
  const drawing = (async () => {
    const context = createCanvas(width, height).getContext('2d');
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    await paint(context);
    // A copy: the canvas's own pixels are slow to reach one by one.
    return { width, height, data: context.getImageData(0, 0, width, height).data.slice() };
  })();
  sheets.set(key, drawing);
  return drawing;
}

function drawWallAndHead(context: SKRSContext2D, { width, height, eyes }: Sheet, head: Canvas): void {
  context.fillStyle = '#c4d2dc';
  context.fillRect(0, 0, width, height);
  context.drawImage(head, eyes.x - CUT.eyesX, eyes.y - CUT.eyesY);
}

function cutHoles(context: SKRSContext2D, { eyes }: Sheet): void {
  const e = EYE_DISTANCE;
  context.globalCompositeOperation = 'destination-out';
  for (const [x, y, w, h] of [
    [-0.5, 0, 0.24, 0.12],
    [0.5, 0, 0.24, 0.12],
    [0, 1.3, 0.5, 0.42],
  ] as const) {
    context.beginPath();
    context.ellipse(eyes.x + x * e, eyes.y + y * e, w * e, h * e, 0, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = 'source-over';
}
