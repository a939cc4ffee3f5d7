/** A film of what stands before the camera: the room, the people in it, what is held up, what is wrong with the picture. */
import type { Canvas } from '@napi-rs/canvas';
import type { Attitude } from '../people/posed.ts';
import { Film } from './film.ts';
import type { Presentation } from './presentation.ts';
import { type Condition, drawRoom, drawScene, type Scene } from './scene.ts';

export interface Shot {
  readonly show: Scene;
  readonly condition: Condition;
  readonly presentation: Presentation;
  /** Whose face an artefact shows; null: nobody's. */
  readonly face: string | null;
  /** Whose face somebody has. */
  readonly faceOf: (id: string) => string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export function shootFilm({ show, faceOf, ...shot }: Shot): Film {
  let drawn: { readonly attitude: Attitude; readonly people: Promise<Canvas> } | undefined;
  const people = (attitude: Attitude) => {
    const same = drawn?.attitude.turn === attitude.turn && drawn.attitude.mouth === attitude.mouth;
    if (drawn === undefined || !same) drawn = { attitude, people: drawScene(show, shot.condition, faceOf, attitude) };
    return drawn.people;
  };
  return new Film({ ...shot, room: drawRoom(), people });
}
