/** Who stands before the camera, drawn as a still picture: 640×480 whatever the camera's own size. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { liveFace, turnedFace } from '../people/live.ts';
import { type Attitude, posedFace } from '../people/posed.ts';
import { CUT } from '../people/size.ts';

export type Scene =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'two'; readonly ids: readonly [string, string] }
  | { readonly kind: 'photo-of-landscape' };

/** What is the matter with the camera or the way the person stands. */
export const CONDITIONS = ['normal', 'frozen', 'dark', 'bright', 'blurred', 'far', 'turned'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Size of a scene, pixels. */
export const SCENE = { width: 640, height: 480 } as const;
/** Height of the eyes of a person who stands right. */
const EYES_Y = 205;
/** Where two people stand who share the room of one. */
const TWO = { left: 165, right: 475, scale: 0.95 };
/** Behind a counter, eyes 43 px apart: too few for a comparison. */
const FAR = { scale: 0.48, eyesY: 215, counterY: 350, counter: '#8d8578' };

/** Everybody before the wall; one person alone in this attitude. `faceOf` gives the sample person whose face somebody has. */
export async function drawScene(
  scene: Scene,
  condition: Condition,
  faceOf: (id: string) => string,
  attitude: Attitude,
): Promise<Canvas> {
  const people = createCanvas(SCENE.width, SCENE.height);
  const context = people.getContext('2d');
  const head = (id: string) => (condition === 'turned' ? turnedFace : liveFace)(faceOf(id));
  const far = condition === 'far';
  const scale = far ? FAR.scale : 1;
  const eyesY = far ? FAR.eyesY : EYES_Y;
  if (scene.kind === 'person') {
    const alone = condition === 'turned' ? head(scene.id) : posedFace(faceOf(scene.id), attitude);
    put(context, await alone, SCENE.width / 2, eyesY, scale);
  }
  if (scene.kind === 'two') {
    put(context, await head(scene.ids[0]), TWO.left, eyesY, scale * TWO.scale);
    put(context, await head(scene.ids[1]), TWO.right, eyesY, scale * TWO.scale);
  }
  if (far) drawCounter(context);
  if (scene.kind === 'photo-of-landscape') drawLandscape(context);
  return people;
}

function put(context: SKRSContext2D, person: Canvas, x: number, eyesY: number, scale: number): void {
  context.setTransform(scale, 0, 0, scale, x, eyesY);
  context.drawImage(person, -CUT.eyesX, -CUT.eyesY);
  context.resetTransform();
}

/** What hides that a cut-out person ends below the chest; wider than the picture, which moves. */
function drawCounter(context: SKRSContext2D): void {
  context.fillStyle = FAR.counter;
  context.fillRect(-20, FAR.counterY, SCENE.width + 40, SCENE.height);
}

/** A grey-blue wall, brighter where the lamp is. */
export function drawRoom(): Canvas {
  const canvas = createCanvas(SCENE.width, SCENE.height);
  const context = canvas.getContext('2d');
  const wall = context.createRadialGradient(250, 120, 60, 320, 240, 480);
  wall.addColorStop(0, '#c9d0d3');
  wall.addColorStop(1, '#98a2a7');
  context.fillStyle = wall;
  context.fillRect(0, 0, SCENE.width, SCENE.height);
  return canvas;
}

/** Somebody holds a picture postcard before the lens: a picture, but no face in it. */
function drawLandscape(context: SKRSContext2D): void {
  context.setTransform(0.99, -0.05, 0.05, 0.99, 20, 40);
  context.fillStyle = '#fbfaf5';
  context.fillRect(60, 50, 480, 330);
  const sky = context.createLinearGradient(0, 62, 0, 250);
  sky.addColorStop(0, '#5d9bd3');
  sky.addColorStop(1, '#dfeaf0');
  context.fillStyle = sky;
  context.fillRect(72, 62, 456, 306);
  const ridge = (colour: string, points: readonly (readonly [number, number])[]): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(72, 368);
    for (const [x, y] of points) context.lineTo(x, y);
    context.lineTo(528, 368);
    context.fill();
  };
  ridge('#7f93a8', [
    [72, 230],
    [150, 165],
    [215, 220],
    [300, 130],
    [390, 225],
    [455, 180],
    [528, 240],
  ]);
  ridge('#4d7a58', [
    [72, 285],
    [180, 245],
    [290, 290],
    [420, 240],
    [528, 280],
  ]);
  ridge('#8a9a4c', [
    [72, 330],
    [230, 305],
    [400, 335],
    [528, 312],
  ]);
  context.resetTransform();
}
