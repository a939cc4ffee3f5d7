/** What the face benchmark asks of an engine in a process of its own, and what it hears. */
import { z } from 'zod';

const Pixels = z.object({
  width: z.int(),
  height: z.int(),
  channels: z.literal(3),
  data: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type BenchPixels = z.infer<typeof Pixels>;

export const Asked = z.discriminatedUnion('kind', [
  /** The portrait to which frames are compared. */
  z.object({ kind: z.literal('portrait'), pixels: Pixels }),
  /** From a JPEG frame to its distance from the portrait. */
  z.object({ kind: z.literal('decide'), jpeg: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  /** From pixels to a descriptor; null without a face. */
  z.object({ kind: z.literal('describe'), pixels: Pixels }),
  /** How far two of its descriptors lie apart, by the engine's own measure. */
  z.object({ kind: z.literal('distances'), pairs: z.array(z.tuple([z.array(z.number()), z.array(z.number())])) }),
]);
export type Asked = z.infer<typeof Asked>;

export const Answer = z.object({
  /** Milliseconds of the work alone. */
  ms: z.number(),
  distance: z.number().nullable(),
  descriptor: z.array(z.number()).nullable(),
  distances: z.array(z.number()),
  rssMb: z.number(),
});
export type Answer = z.infer<typeof Answer>;

/** What an engine must do to be measured. */
export interface Contender {
  describe(pixels: BenchPixels): Promise<number[] | null>;
  describeFrame(jpeg: Uint8Array): Promise<number[] | null>;
  distance(one: readonly number[], other: readonly number[]): number;
}

/** Answers the parent's questions for ever. The first message tells that the engine is ready. */
export function serve(contender: Contender): void {
  let portrait: number[] | null = null;
  const answer = async (asked: Asked): Promise<Omit<Answer, 'ms' | 'rssMb'>> => {
    const nothing = { distance: null, descriptor: null, distances: [] };
    if (asked.kind === 'distances')
      return { ...nothing, distances: asked.pairs.map(([one, other]) => contender.distance(one, other)) };
    if (asked.kind === 'decide') {
      const found = await contender.describeFrame(asked.jpeg);
      return { ...nothing, distance: found && portrait ? contender.distance(portrait, found) : null };
    }
    const descriptor = await contender.describe(asked.pixels);
    if (asked.kind === 'portrait') portrait = descriptor;
    return { ...nothing, descriptor };
  };
  process.on('message', async (message) => {
    const asked = Asked.parse(message);
    const start = performance.now();
    const answered = await answer(asked);
    process.send?.({ ...answered, ms: performance.now() - start, rssMb: process.memoryUsage.rss() / 1_048_576 });
  });
  process.send?.('ready');
}
