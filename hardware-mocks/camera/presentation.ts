/**
 * How somebody presents a face to the camera: in person, or by an artefact (ISO/IEC 30107-3 calls them presentation
 * attack instruments). Simulated: good enough to regress against, not to certify with.
 */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { ATTITUDES, type Attitude, posedFace } from '../people/posed.ts';
import { CUT, EYE_DISTANCE } from '../people/size.ts';
import { type Held, holdSheet, type Rgba } from './plane.ts';

export const PRESENTATIONS = ['live', 'print', 'bent-print', 'cut-out', 'screen', 'loop', 'injected'] as const;
export type Presentation = (typeof PRESENTATIONS)[number];

/** Which artefacts are things before the lens; the others replace what the lens sees. */
export const isHeld = (presentation: Presentation): presentation is 'print' | 'bent-print' | 'cut-out' | 'screen' =>
  presentation === 'print' || presentation === 'bent-print' || presentation === 'cut-out' || presentation === 'screen';

const SHEET = { width: 400, height: 470 } as const;
/** Inside the sheet, the point between the eyes. */
const EYES = { x: 200, y: 200 } as const;
const PAPER_EDGE = 16;
const BEZEL = 20;
/** How far an attacker tilts what they hold when a turn is asked for, radians. */
const TILT = { print: 0.7, 'bent-print': 0.55, 'cut-out': 0.7, screen: 0.08 } as const;

export interface Moment {
  /** Seconds since the film began. */
  readonly t: number;
  readonly attitude: Attitude;
}

/** Draws somebody who holds an artefact with the face `id` over what is in the frame already. */
export async function drawArtefact(
  context: SKRSContext2D,
  kind: Parameters<typeof isHeld>[0],
  id: string,
  moment: Moment,
): Promise<void> {
  if (!isHeld(kind)) return;
  const { width, height } = context.canvas;
  const held = hold(kind, moment, width, height);
  // What is behind the holes of a mask is an attacker's own mouth, which can open.
  if (kind === 'cut-out') drawHead(context, await posedFace(id, { turn: 0, mouth: moment.attitude.mouth }), held);
  const sheet = await (kind === 'screen' ? drawScreen(id, moment.attitude) : drawPrint(id, kind === 'cut-out'));
  const frame = context.getImageData(0, 0, width, height);
  const { data } = frame;
  holdSheet({ width, height, data }, sheet, held, kind === 'screen' ? glowAt(moment.t) : EVEN);
  context.putImageData(frame, 0, 0);
  if (kind === 'screen') drawReflection(context, held);
}

/** Paper is as bright as the light on it. */
const EVEN = () => 1;

/** A screen flickers, and a band rolls down over it when it is filmed. */
const glowAt = (t: number) => (v: number) =>
  (1 + 0.05 * Math.sin(23 * t)) * (1 + 0.05 * Math.sin((2 * Math.PI * (v + 190 * t)) / 260));

/** A hand is never still. */
function hold(
  kind: 'print' | 'bent-print' | 'cut-out' | 'screen',
  { t, attitude }: Moment,
  width: number,
  height: number,
): Held {
  const shake = (rate: number, phase: number) =>
    Math.sin(rate * t + phase) + 0.6 * Math.sin(rate * 1.73 * t + 2 * phase);
  return {
    x: width / 2 + 3 * shake(5.1, 0.4),
    y: height / 2 + 12 + 2.2 * shake(4.3, 1.1),
    scale: (height / 480) * (1 + 0.01 * shake(2.7, 0.9)),
    yaw: TILT[kind] * attitude.turn + 0.03 * shake(3.1, 0.2),
    pitch: (kind === 'cut-out' || kind === 'screen' ? 0 : 0.5 * attitude.mouth) + 0.03 * shake(2.3, 1.7),
    roll: 0.015 * shake(3.7, 2.2),
    bend: kind === 'bent-print' ? 0.75 : 0,
  };
}

const sheets = new Map<string, Promise<Rgba>>();

/** Ink on paper: less contrast than life, a white edge. With holes for eyes and mouth it is a mask. */
const drawPrint = (id: string, holes: boolean): Promise<Rgba> =>
  once(`${id} ${holes ? 'mask' : 'print'}`, '#f4f2ea', async (context) => {
    context.save();
    clip(context, PAPER_EDGE);
    context.filter = 'contrast(0.72) brightness(1.06) saturate(0.8)';
    drawWallAndHead(context, await posedFace(id, ATTITUDES.front));
    context.restore();
    if (holes) cutHoles(context);
  });

/** A telephone or tablet that plays a film of the person: bezel, grid of lamps, more contrast. */
function drawScreen(id: string, { turn, mouth }: Attitude): Promise<Rgba> {
  // As fine as the stages of `posedFace`, so that few screens are drawn.
  const [t, m] = [Math.round(turn * 6) / 6, Math.round(mouth * 6) / 6];
  return once(`${id} screen ${t} ${m}`, '#0b0b0d', async (context) => {
    context.save();
    clip(context, BEZEL);
    context.filter = 'contrast(1.15) brightness(1.05)';
    drawWallAndHead(context, await posedFace(id, { turn: t, mouth: m }));
    context.restore();
    const pixels = context.getImageData(0, 0, SHEET.width, SHEET.height);
    const { data } = pixels;
    addBeat(data);
    context.putImageData(pixels, 0, 0);
  });
}

/** The beat between the screen's grid and the sensor's. */
function addBeat(rgba: Uint8ClampedArray): void {
  for (let y = BEZEL; y < SHEET.height - BEZEL; y++) {
    for (let x = BEZEL; x < SHEET.width - BEZEL; x++) {
      const at = (y * SHEET.width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const beat = 1 + 0.09 * Math.sin(1.07 * x + 0.19 * y + c * 2.1) * Math.sin(0.11 * x - 0.93 * y + c);
        rgba[at + c] = (rgba[at + c] ?? 0) * beat;
      }
    }
  }
}

function clip(context: SKRSContext2D, edge: number): void {
  context.beginPath();
  context.rect(edge, edge, SHEET.width - 2 * edge, SHEET.height - 2 * edge);
  context.clip();
}

/** A sheet of this ground colour with something on it, drawn once. */
function once(key: string, ground: string, paint: (context: SKRSContext2D) => Promise<void>): Promise<Rgba> {
  const known = sheets.get(key);
  if (known !== undefined) return known;
  const drawing = (async () => {
    const context = createCanvas(SHEET.width, SHEET.height).getContext('2d');
    context.fillStyle = ground;
    context.fillRect(0, 0, SHEET.width, SHEET.height);
    await paint(context);
    // A copy: the canvas's own pixels are slow to reach one by one.
    return { ...SHEET, data: context.getImageData(0, 0, SHEET.width, SHEET.height).data.slice() };
  })();
  sheets.set(key, drawing);
  return drawing;
}

function drawReflection(context: SKRSContext2D, { x, y, scale }: Held): void {
  const light = context.createRadialGradient(
    x - 90 * scale,
    y - 150 * scale,
    4,
    x - 90 * scale,
    y - 150 * scale,
    70 * scale,
  );
  light.addColorStop(0, 'rgba(255,255,255,0.5)');
  light.addColorStop(1, 'rgba(255,255,255,0)');
  context.fillStyle = light;
  context.fillRect(x - 170 * scale, y - 230 * scale, 160 * scale, 160 * scale);
}

function drawWallAndHead(context: SKRSContext2D, head: Canvas): void {
  context.fillStyle = '#c4d2dc';
  context.fillRect(0, 0, SHEET.width, SHEET.height);
  context.drawImage(head, EYES.x - CUT.eyesX, EYES.y - CUT.eyesY);
}

/** The attacker's own face behind the mask, a little larger because it is a real head. */
function drawHead(context: SKRSContext2D, head: Canvas, { x, y, scale }: Held): void {
  const s = scale * 1.04;
  context.setTransform(s, 0, 0, s, x + (EYES.x - SHEET.width / 2) * scale, y + (EYES.y - SHEET.height / 2) * scale);
  context.drawImage(head, -CUT.eyesX, -CUT.eyesY);
  context.resetTransform();
}

function cutHoles(context: SKRSContext2D): void {
  const e = EYE_DISTANCE;
  context.globalCompositeOperation = 'destination-out';
  for (const [x, y, w, h] of [
    [-0.5, 0, 0.24, 0.12],
    [0.5, 0, 0.24, 0.12],
    [0, 1.3, 0.5, 0.42],
  ] as const) {
    context.beginPath();
    context.ellipse(EYES.x + x * e, EYES.y + y * e, w * e, h * e, 0, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = 'source-over';
}
