import { describe, expect, it } from 'vitest';
import type { Frame } from '../../devices/camera/camera.ts';
import { Mailbox } from '../../devices/camera/mailbox.ts';
import { FrameWatch } from './frame-watch.ts';
import type { Signs } from './signs.ts';
import { person } from './testing/signs.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('watching frames', () => {
  it('takes up the newest that came meanwhile as soon as the worker is free, and leaves out the others', async () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const watch = (jpeg: Uint8Array): Promise<Signs> => {
      begun.push(jpeg[0] ?? -1);
      return new Promise((resolve) => ends.push(() => resolve(person())));
    };
    const frames = new Mailbox<Frame>(() => {});
    const stop = new AbortController();
    const watching = new FrameWatch(
      watch,
      () => {},
      () => {},
    );
    const reading = watching.read(frames, stop.signal);
    for (const id of [1, 2, 3]) {
      frames.put({ jpeg: Uint8Array.of(id), at: id * 66 });
      await settle();
    }
    expect(begun).toEqual([1]);
    ends.shift()?.();
    await settle();
    expect(begun).toEqual([1, 3]);
    ends.shift()?.();
    await settle();
    expect(begun).toEqual([1, 3]);
    stop.abort();
    await reading;
  });
});
