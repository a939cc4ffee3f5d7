/**
 * How somebody presents a face to the camera: in person, or by an artefact (ISO/IEC 30107-3 calls them presentation
 * attack instruments). Simulated: good enough to regress against, not to certify with.
 */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { type Attitude, posedFace } from '../people/posed.ts';
import { CUT } from '../people/size.ts';
import { type Held, holdSheet } from './plane.ts';
import { drawSheet, HELD, type HeldKind, SMALL } from './sheets.ts';

/**
 * `near-print`: so large or near that its border is outside the picture. `fine-screen`: so as well, finer than the lens
 * resolves, without flicker, and it obeys. `film`: on such a screen, a recording that turns and speaks in an order of its own.
 */
export const PRESENTATIONS = ['live', ...HELD, 'loop', 'injected'] as const;
export type Presentation = (typeof PRESENTATIONS)[number];

/** Which artefacts are things before the lens; the others replace what the lens sees. */
export const isHeld = (presentation: Presentation): presentation is HeldKind =>
  HELD.some((kind) => kind === presentation);

/** How far an attacker tilts what they hold when a turn is asked for, radians. */
const TILT: Readonly<Record<HeldKind, number>> = {
  print: 0.7,
  'bent-print': 0.55,
  'near-print': 0.7,
  'cut-out': 0.7,
  screen: 0.08,
  'fine-screen': 0,
  film: 0,
};

export interface Moment {
  /** Seconds since the film began. */
  readonly t: number;
  readonly attitude: Attitude;
}

/** Draws somebody who holds an artefact with the face `id` over what is in the frame already. */
export async function drawArtefact(context: SKRSContext2D, kind: HeldKind, id: string, moment: Moment): Promise<void> {
  const { width, height } = context.canvas;
  const held = hold(kind, moment, width, height);
  // What is behind the holes of a mask is an attacker's own mouth, which can open.
  if (kind === 'cut-out') drawHead(context, await posedFace(id, { turn: 0, mouth: moment.attitude.mouth }), held);
  const sheet = await drawSheet(kind, id, moment.t, moment.attitude);
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
function hold(kind: HeldKind, { t, attitude }: Moment, width: number, height: number): Held {
  const shake = (rate: number, phase: number) =>
    Math.sin(rate * t + phase) + 0.6 * Math.sin(rate * 1.73 * t + 2 * phase);
  return {
    x: width / 2 + 3 * shake(5.1, 0.4),
    y: height / 2 + 12 + 2.2 * shake(4.3, 1.1),
    scale: (height / 480) * (1 + 0.01 * shake(2.7, 0.9)),
    yaw: TILT[kind] * attitude.turn + 0.03 * shake(3.1, 0.2),
    pitch: (kind.endsWith('print') ? 0.5 * attitude.mouth : 0) + 0.03 * shake(2.3, 1.7),
    roll: 0.015 * shake(3.7, 2.2),
    bend: kind === 'bent-print' ? 0.75 : 0,
  };
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

/** The attacker's own face behind the mask, a little larger because it is a real head. */
function drawHead(context: SKRSContext2D, head: Canvas, { x, y, scale }: Held): void {
  const s = scale * 1.04;
  context.setTransform(
    s,
    0,
    0,
    s,
    x + (SMALL.eyes.x - SMALL.width / 2) * scale,
    y + (SMALL.eyes.y - SMALL.height / 2) * scale,
  );
  context.drawImage(head, -CUT.eyesX, -CUT.eyesY);
  context.resetTransform();
}
