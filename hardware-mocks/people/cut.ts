/** Cuts one person out of a picture: upright, at a known size, everybody and everything else left out. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FacePlace, LiveChange } from './faces.ts';
import { picture } from './pictures.ts';
import { CUT, EYE_DISTANCE } from './size.ts';
import { turnHead } from './turn.ts';

const AS_IT_IS: LiveChange = { tilt: 0, stretch: 1, light: 1, sideLight: 0 };

/** A transparent canvas of `CUT` size with head and shoulders of one person, eyes level (but for `change.tilt`). */
export async function cutPerson(place: FacePlace, change: LiveChange = AS_IT_IS): Promise<Canvas> {
  const image = await picture(place.file);
  const canvas = createCanvas(CUT.width, CUT.height);
  const context = canvas.getContext('2d');
  const dx = place.right[0] - place.left[0];
  const dy = place.right[1] - place.left[1];
  const scale = EYE_DISTANCE / Math.hypot(dx, dy);
  context.imageSmoothingQuality = 'high';
  context.filter = `brightness(${change.light})`;
  context.translate(CUT.eyesX, CUT.eyesY);
  context.rotate((change.tilt * Math.PI) / 180 - Math.atan2(dy, dx));
  context.scale(scale * change.stretch, scale);
  context.drawImage(image, -(place.left[0] + place.right[0]) / 2, -(place.left[1] + place.right[1]) / 2);
  context.resetTransform();
  context.filter = 'none';
  balance(context, place.whiteBalance);
  turn(context, place.turn ?? 0);
  lightFromTheSide(context, change.sideLight);
  keepOutline(context);
  return canvas;
}

function balance(context: SKRSContext2D, factors: FacePlace['whiteBalance']): void {
  if (factors === undefined) return;
  const pixels = context.getImageData(0, 0, CUT.width, CUT.height);
  const { data } = pixels;
  for (let i = 0; i < data.length; i++) {
    const factor = factors[i % 4];
    if (factor !== undefined) data[i] = (data[i] ?? 0) * factor;
  }
  context.putImageData(pixels, 0, 0);
}

/** Turns the head in place, see `turnHead`. */
export function turn(context: SKRSContext2D, amount: number): void {
  if (amount === 0) return;
  const before = context.getImageData(0, 0, CUT.width, CUT.height);
  const after = context.createImageData(CUT.width, CUT.height);
  turnHead(before.data, after.data, amount);
  context.putImageData(after, 0, 0);
}

function lightFromTheSide(context: SKRSContext2D, strength: number): void {
  if (strength === 0) return;
  const bright = `rgba(255,255,255,${Math.abs(strength)})`;
  const dark = `rgba(0,0,0,${Math.abs(strength)})`;
  const light = context.createLinearGradient(CUT.width * 0.2, 0, CUT.width * 0.8, 0);
  light.addColorStop(0, strength > 0 ? bright : dark);
  light.addColorStop(1, strength > 0 ? dark : bright);
  context.globalCompositeOperation = 'soft-light';
  context.fillStyle = light;
  context.fillRect(0, 0, CUT.width, CUT.height);
  context.globalCompositeOperation = 'source-over';
}

/** Keeps head, hair and shoulders with a soft edge: the neighbours in the picture must not be seen. */
function keepOutline(context: SKRSContext2D): void {
  const mask = createCanvas(CUT.width, CUT.height);
  const shape = mask.getContext('2d');
  shape.filter = 'blur(9px)';
  const e = EYE_DISTANCE;
  shape.beginPath();
  shape.ellipse(CUT.eyesX, CUT.eyesY + 0.12 * e, 1.22 * e, 1.85 * e, 0, 0, 2 * Math.PI);
  shape.fill();
  shape.beginPath();
  shape.ellipse(CUT.eyesX, CUT.eyesY + 3.9 * e, 2.1 * e, 2.1 * e, 0, 0, 2 * Math.PI);
  shape.fill();
  context.globalCompositeOperation = 'destination-in';
  context.drawImage(mask, 0, 0);
  context.globalCompositeOperation = 'source-over';
}
