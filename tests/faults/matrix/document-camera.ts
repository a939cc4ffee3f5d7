/** The document camera in the matrix: the emulated one's pictures of a sheet over MJPEG, four a second of the test's clock. */
import { ManualClock } from '@anban/foundation/clock';
import sharp from 'sharp';
import { MjpegServer } from '../../../hardware-mocks/camera/stream.ts';
import { DocumentCameraEmulator } from '../../../hardware-mocks/document-camera/emulator.ts';
import type { Camera, Frame } from '../../../terminal-bridge/devices/camera/camera.ts';
import { mjpegHttpSource } from '../../../terminal-bridge/devices/camera/mjpeg-http.ts';
import { StreamCamera } from '../../../terminal-bridge/devices/camera/stream-camera.ts';
import { DocumentCamera } from '../../../terminal-bridge/devices/document-camera/document-camera.ts';
import { Loopback } from './loopback.ts';
import { applyToWire, HTTP_BUSY, HTTP_WRONG, mendWire, NO_CARD } from './network-rig.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { TcpWire } from './tcp-wire.ts';
import { deadline, nameOf, once } from './waiting.ts';

const PICTURE_EVERY_MS = 250;
/** The emulated sheet has 200 dpi in it. */
const LEAST_WIDTH = 2680;
let pictures: Promise<Buffer[]> | null = null;

export const documentCamera: DeviceUnderTest = {
  name: 'document camera',
  senseless: NO_CARD,
  async start(): Promise<Rig> {
    pictures ??= takePictures();
    const taken = await pictures;
    const clock = new ManualClock();
    const loopback = await Loopback.open();
    let turn = 0;
    const next = () => taken[turn++ % taken.length] ?? Buffer.alloc(0);
    const server = new MjpegServer({ host: '127.0.0.1', snapshot: async () => next(), onWatched: () => undefined });
    const wire = new TcpWire({ clock, devicePort: await server.listen(0), wrong: HTTP_WRONG });
    await wire.plug();
    let shooting = true;
    function shoot(): void {
      if (!shooting) return;
      server.send(next());
      clock.after(PICTURE_EVERY_MS, shoot);
    }
    shoot();
    const source = mjpegHttpSource(`http://127.0.0.1:${wire.port}/stream.mjpeg`);
    const pace = new Pace(new StreamCamera(source, { clock }));
    const device = new DocumentCamera(pace);
    return {
      clock,
      status: () => device.status,
      async settle() {
        await loopback.settle();
        await pace.looked;
      },
      async operate(ms, atMiddle) {
        pace.onFrame = once(atMiddle);
        const shot = await device.shoot(deadline(clock, ms));
        pace.done();
        return nameOf(shot);
      },
      apply: (fault) => applyToWire(wire, fault, HTTP_BUSY),
      mend: (fault) => mendWire(wire, fault),
      async close() {
        shooting = false;
        await device.close();
        await wire.unplug();
        await server.close();
        loopback.close();
      },
    };
  },
};

/** Looking at a picture takes real time in which the clock of the test must stand: hands frames on and knows it. */
class Pace implements Camera {
  onFrame: () => void = () => undefined;
  /** Resolves when no picture is being looked at. */
  looked: Promise<void> = Promise.resolve();
  done: () => void = () => undefined;
  readonly #camera: Camera;

  constructor(camera: Camera) {
    this.#camera = camera;
  }

  get status() {
    return this.#camera.status;
  }
  onStatus(...args: Parameters<Camera['onStatus']>) {
    return this.#camera.onStatus(...args);
  }
  close() {
    return this.#camera.close();
  }
  async *frames(signal: AbortSignal): AsyncGenerator<Frame> {
    for await (const frame of this.#camera.frames(signal)) {
      this.onFrame();
      this.looked = new Promise((resolve) => {
        this.done = resolve;
      });
      yield frame;
      this.done();
    }
  }
}

/**
 * A sheet that lies well, in a few pictures that differ by the sensor's grain. No larger than they must be: each is looked
 * at for a fifth of a second, hundreds of times.
 */
async function takePictures(): Promise<Buffer[]> {
  const emulator = new DocumentCameraEmulator({ port: 0 });
  await emulator.start();
  emulator.show('good');
  const url = new URL('/snapshot.jpg', emulator.url);
  const taken: Buffer[] = [];
  for (let i = 0; i < 4; i++) {
    const picture = await (await fetch(url)).arrayBuffer();
    taken.push(await sharp(picture).resize({ width: LEAST_WIDTH }).jpeg().toBuffer());
  }
  await emulator.close();
  return taken;
}
