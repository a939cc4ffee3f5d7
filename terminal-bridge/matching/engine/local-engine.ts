/** The engine in the thread that calls it: networks, alignment, quality, descriptor. */
import type { Guidance } from '../../protocol/messages.ts';
import type { Signs } from '../liveness/signs.ts';
import { signsOf } from '../liveness/watch-frame.ts';
import { countPersons, judgeEmptyFrame, judgeFace } from '../quality.ts';
import { cutCard } from './card-layout.ts';
import { decodeFrame } from './decode.ts';
import { describe, FRAME_VIEWS, PORTRAIT_VIEWS } from './describe.ts';
import type { Embedder } from './embedder.ts';
import type { FaceEngine, Observation } from './engine.ts';
import { detectInFrame, findInPortrait, landmarksOf } from './find-face.ts';
import { frameLuma, measureFace } from './measure.ts';
import type { Networks } from './networks.ts';
import type { Pixels } from './pixels.ts';

const nobody = (advice: Guidance): Observation => ({ persons: 0, advice, descriptor: null });

export class LocalEngine implements FaceEngine {
  readonly #networks: Networks;
  readonly #embedder: Embedder;

  constructor(networks: Networks, embedder: Embedder) {
    this.#networks = networks;
    this.#embedder = embedder;
  }

  /** The first run of a network takes twice as long as the next: pay before the first person comes. */
  async warmUp(): Promise<void> {
    const grey = (size: number) => ({ size, data: new Float32Array(size * size * 3).fill(128) });
    await this.#networks.detect(grey(224), 0.5);
    await this.#networks.detect(grey(320), 0.5);
    const wall = { width: 224, height: 224, channels: 3, data: new Uint8Array(224 * 224 * 3).fill(128) } as const;
    const points = await this.#networks.landmarks(grey(112));
    await describe(this.#embedder, wall, points, FRAME_VIEWS);
  }

  async observe(jpeg: Uint8Array): Promise<Observation> {
    const frame = await decodeFrame(jpeg);
    if (frame === null) return nobody('look-at-camera');
    try {
      return await this.#look(frame);
    } finally {
      frame.data.fill(0);
    }
  }

  /** What the liveness check asks of a frame; null when it cannot be decoded. */
  async watch(jpeg: Uint8Array): Promise<Signs | null> {
    const frame = await decodeFrame(jpeg);
    if (frame === null) return null;
    try {
      const faces = await detectInFrame(this.#networks, frame);
      const [box] = faces;
      const persons = countPersons(faces);
      if (box === undefined || persons > 1) return signsOf(frame, persons, null);
      return signsOf(frame, persons, { box, points: await landmarksOf(this.#networks, frame, box) });
    } finally {
      frame.data.fill(0);
    }
  }

  async describePortrait(portrait: Pixels): Promise<Float32Array | null> {
    const face = await findInPortrait(this.#networks, portrait);
    return face === null ? null : describe(this.#embedder, portrait, face.points, PORTRAIT_VIEWS);
  }

  /** See `cutCard`; null when no face is found. */
  async cutCard(photo: Pixels): Promise<Pixels | null> {
    const face = await findInPortrait(this.#networks, photo);
    return face === null ? null : cutCard(photo, face.points);
  }

  async #look(frame: Pixels): Promise<Observation> {
    const faces = await detectInFrame(this.#networks, frame);
    const [nearest] = faces;
    if (nearest === undefined) return nobody(judgeEmptyFrame(frameLuma(frame)));
    const persons = countPersons(faces);
    if (persons > 1) return { persons, advice: 'one-person-only', descriptor: null };
    const points = await landmarksOf(this.#networks, frame, nearest);
    const advice = judgeFace(measureFace(frame, nearest, points));
    if (advice !== null) return { persons, advice, descriptor: null };
    return { persons, advice: null, descriptor: await describe(this.#embedder, frame, points, FRAME_VIEWS) };
  }
}
