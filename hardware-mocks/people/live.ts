/** What a person looks like to the camera. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { cutPerson, turn } from './cut.ts';
import { facesOf } from './faces.ts';
import { CUT } from './size.ts';

const faces = new Map<string, Promise<Canvas>>();
const turned = new Map<string, Promise<Canvas>>();

/**
 * Head and shoulders on a transparent ground: 480×520, the point between the eyes at (240, 220), the eyes 90 px
 * apart. `id` is a sample person's (for others, their `face`).
 */
export function liveFace(id: string): Promise<Canvas> {
  return once(faces, id, () => {
    const { live, change } = facesOf(id);
    return cutPerson(live, change);
  });
}

/** The same with the head turned aside, as far as no portrait comparison should accept. */
export function turnedFace(id: string): Promise<Canvas> {
  return once(turned, id, async () => {
    const canvas = createCanvas(CUT.width, CUT.height);
    const context = canvas.getContext('2d');
    context.drawImage(await liveFace(id), 0, 0);
    turn(context, facesOf(id).turnsTo === 'left' ? -1.25 : 1.25);
    return canvas;
  });
}

function once<T>(store: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = store.get(key);
  if (known !== undefined) return known;
  const making = make();
  store.set(key, making);
  return making;
}
