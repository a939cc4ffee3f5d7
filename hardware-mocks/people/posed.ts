/** A person who moves: the live face at any stage of a turn of the head or of an opening of the mouth. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { liveFace } from './live.ts';
import { openMouth } from './mouth.ts';
import { CUT } from './size.ts';
import { turnHead } from './turn.ts';

/** What the head does. Left and right are the person's own, as somebody who is asked to turn understands them. */
export const POSES = ['front', 'left', 'right', 'mouth-open'] as const;
export type Pose = (typeof POSES)[number];

/** How far a movement has come: −1 quite to the person's right, 1 quite to their left; 0 closed, 1 wide open. */
export interface Attitude {
  readonly turn: number;
  readonly mouth: number;
}

export const ATTITUDES: Readonly<Record<Pose, Attitude>> = {
  front: { turn: 0, mouth: 0 },
  left: { turn: 1, mouth: 0 },
  right: { turn: -1, mouth: 0 },
  'mouth-open': { turn: 0, mouth: 1 },
};

/** Stages of a movement; between two of them nobody sees a step at 15 pictures a second. */
const STAGES = 6;
/** Of `turnHead`: the nose comes about 0.3 eye distances or more from the middle of the face. */
const FULL_TURN = 1.6;
const drawn = new Map<string, Promise<Canvas>>();

/** The live face of a sample person in an attitude, rounded to a stage. Same size as `liveFace`. */
export function posedFace(id: string, attitude: Attitude): Promise<Canvas> {
  const turn = Math.round(attitude.turn * STAGES) / STAGES;
  const mouth = Math.round(attitude.mouth * STAGES) / STAGES;
  if (turn === 0 && mouth === 0) return liveFace(id);
  const key = `${id} ${turn} ${mouth}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const drawing = draw(id, turn, mouth);
  drawn.set(key, drawing);
  return drawing;
}

async function draw(id: string, turn: number, mouth: number): Promise<Canvas> {
  const canvas = createCanvas(CUT.width, CUT.height);
  const context = canvas.getContext('2d');
  context.drawImage(await liveFace(id), 0, 0);
  const warp = (how: typeof turnHead, amount: number) => {
    if (amount === 0) return;
    const before = context.getImageData(0, 0, CUT.width, CUT.height);
    const after = context.createImageData(CUT.width, CUT.height);
    how(before.data, after.data, amount);
    context.putImageData(after, 0, 0);
  };
  warp(openMouth, mouth);
  // To the person's left is to the right in the picture.
  warp(turnHead, turn * FULL_TURN);
  return canvas;
}

/** From one attitude towards another, `step` at most in each part. */
export function towards(from: Attitude, to: Attitude, step: number): Attitude {
  const go = (a: number, b: number) => a + Math.max(-step, Math.min(step, b - a));
  return { turn: go(from.turn, to.turn), mouth: go(from.mouth, to.mouth) };
}
