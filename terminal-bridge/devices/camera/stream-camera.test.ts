import { ManualClock } from '@anban/foundation/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from './camera.ts';
import type { FrameSource } from './frame-source.ts';
import { StreamCamera } from './stream-camera.ts';

/** A camera on a bench: the test decides whether it is plugged and when it gives a picture. */
class BenchCamera implements FrameSource {
  plugged = true;
  opened = 0;
  probed = 0;
  #onFrame: ((jpeg: Uint8Array) => void) | null = null;
  #break: () => void = () => {};

  get shutterOpen(): boolean {
    return this.#onFrame !== null;
  }

  async stream(onFrame: (jpeg: Uint8Array) => void, signal: AbortSignal): Promise<void> {
    if (!this.plugged) throw new Error('not there');
    this.opened += 1;
    this.#onFrame = onFrame;
    try {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => resolve());
        this.#break = () => reject(new Error('cut'));
      });
    } finally {
      this.#onFrame = null;
    }
  }

  async probe(): Promise<Uint8Array | null> {
    this.probed += 1;
    if (!this.plugged) throw new Error('not there');
    return Uint8Array.of(200, this.probed);
  }

  give(...bytes: number[]): void {
    this.#onFrame?.(Uint8Array.from(bytes));
  }

  unplug(): void {
    this.plugged = false;
    this.#break();
  }
}

describe('a camera', () => {
  let bench: BenchCamera;
  let clock: ManualClock;
  let camera: StreamCamera;
  let reading: AbortController;

  beforeEach(() => {
    bench = new BenchCamera();
    clock = new ManualClock();
    camera = new StreamCamera(bench, { clock });
    reading = new AbortController();
  });
  afterEach(() => camera.close());

  const settle = () => clock.advance(0);
  function read(): Frame[] {
    const seen: Frame[] = [];
    void (async () => {
      for await (const frame of camera.frames(reading.signal)) seen.push(frame);
    })();
    return seen;
  }

  it('keeps its shutter closed while nobody reads, and is known to be there', async () => {
    await clock.advance(12_000);
    expect(camera.status).toEqual({ status: 'ready' });
    expect(bench.opened).toBe(0);
    expect(bench.probed).toBe(3);
  });

  it('opens at once for a reader, hands over frames with their time, and closes after the last one', async () => {
    await settle();
    const seen = read();
    await settle();
    expect(bench.shutterOpen).toBe(true);
    bench.give(1);
    await settle();
    expect(seen).toEqual([{ jpeg: Uint8Array.of(1), at: clock.now() }]);
    reading.abort();
    await settle();
    expect(bench.shutterOpen).toBe(false);
  });

  it('gives a slow reader the newest frame and queues none', async () => {
    await settle();
    const frames = camera.frames(reading.signal)[Symbol.asyncIterator]();
    const first = frames.next();
    await settle();
    bench.give(1);
    expect((await first).value?.jpeg).toEqual(Uint8Array.of(1));
    bench.give(2);
    bench.give(3);
    expect((await frames.next()).value?.jpeg).toEqual(Uint8Array.of(3));
    reading.abort();
    expect((await frames.next()).done).toBe(true);
  });

  it('closes its shutter when the reader leaves its loop, even in the middle of a wait', async () => {
    await settle();
    const frames = camera.frames(reading.signal)[Symbol.asyncIterator]();
    const waiting = frames.next();
    await settle();
    await frames.return?.();
    expect((await waiting).done).toBe(true);
    await settle();
    expect(bench.shutterOpen).toBe(false);
  });

  it('unplugged while somebody reads: says so, comes back by itself and goes on', async () => {
    await settle();
    const seen = read();
    await settle();
    bench.give(1);
    bench.unplug();
    await settle();
    expect(camera.status).toEqual({ status: 'reconnecting', reason: 'cameraLost' });
    bench.plugged = true;
    await clock.advance(300);
    bench.give(2);
    await settle();
    expect(camera.status).toEqual({ status: 'ready' });
    expect(seen.map((frame) => frame.jpeg[0])).toEqual([1, 2]);
  });

  it('connected but silent for three seconds: lost', async () => {
    await settle();
    read();
    await clock.advance(3000);
    expect(camera.status).toEqual({ status: 'reconnecting', reason: 'cameraLost' });
  });

  it('unplugged while nobody reads: found out by the next probe, and found again', async () => {
    await settle();
    const statuses: string[] = [camera.status.status];
    camera.onStatus((status) => statuses.push(status.status));
    bench.plugged = false;
    await clock.advance(5000);
    expect(camera.status).toEqual({ status: 'reconnecting', reason: 'cameraLost' });
    bench.plugged = true;
    await clock.advance(5000);
    expect(statuses).toEqual(['ready', 'reconnecting', 'ready']);
  });

  const freeze = () => {
    for (let i = 0; i < 8; i += 1) bench.give(5);
  };
  const FROZEN = { status: 'out-of-service', reason: 'cameraFrozen' };

  it('repeats one picture eight times: frozen, opened anew, and trusted again after three that differ', async () => {
    await settle();
    read();
    await settle();
    for (let i = 0; i < 7; i += 1) bench.give(5);
    expect(camera.status).toEqual({ status: 'ready' });
    bench.give(5);
    expect(camera.status).toEqual(FROZEN);
    await clock.advance(200);
    expect(bench.opened).toBe(2);
    bench.give(6);
    bench.give(7);
    expect(camera.status).toEqual(FROZEN);
    bench.give(8);
    expect(camera.status).toEqual({ status: 'ready' });
    expect(bench.shutterOpen).toBe(true);
  });

  // A frozen camera on V4L2 stayed out of service for ever: its probe looks at no picture, and visits do not open it.
  it('frozen, with nobody who reads and a probe without pictures: looked at anew until it lives, then its shutter closes', async () => {
    bench.probe = async () => null;
    await settle();
    read();
    await settle();
    freeze();
    reading.abort();
    await settle();
    expect(camera.status).toEqual(FROZEN);
    for (let round = 0; round < 20; round += 1) {
      await clock.advance(5000);
      freeze();
      await settle();
      expect(camera.status).toEqual(FROZEN);
    }
    await clock.advance(5000);
    expect(bench.shutterOpen).toBe(true);
    for (let i = 1; i <= 3; i += 1) bench.give(i);
    await settle();
    expect(camera.status).toEqual({ status: 'ready' });
    expect(bench.shutterOpen).toBe(false);
  });

  it('frozen and then silent: still frozen; frozen and replugged: judged anew', async () => {
    await settle();
    read();
    await settle();
    freeze();
    await clock.advance(200);
    await clock.advance(3000);
    expect(camera.status).toEqual(FROZEN);
    await clock.advance(500);
    expect(bench.shutterOpen).toBe(true);
    bench.unplug();
    await settle();
    expect(camera.status).toMatchObject({ reason: 'cameraLost' });
    bench.plugged = true;
    await clock.advance(1000);
    bench.give(9);
    expect(camera.status).toEqual({ status: 'ready' });
  });

  it('closed: every reader ends', async () => {
    await settle();
    const frames = camera.frames(reading.signal)[Symbol.asyncIterator]();
    const next = frames.next();
    await settle();
    await camera.close();
    expect((await next).done).toBe(true);
  });
});
