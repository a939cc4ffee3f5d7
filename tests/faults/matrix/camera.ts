/** The camera in the matrix: MJPEG over HTTP, a picture every 66 ms of the test's clock. */

import { ManualClock } from '@anban/foundation/clock';
import { createCanvas } from '@napi-rs/canvas';
import { MjpegServer } from '../../../hardware-mocks/camera/stream.ts';
import { mjpegHttpSource } from '../../../terminal-bridge/devices/camera/mjpeg-http.ts';
import { StreamCamera } from '../../../terminal-bridge/devices/camera/stream-camera.ts';
import { Loopback } from './loopback.ts';
import { applyToWire, HTTP_BUSY, HTTP_WRONG, mendWire, NO_CARD } from './network-rig.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { TcpWire } from './tcp-wire.ts';
import { deadline, once } from './waiting.ts';

const PICTURE_EVERY_MS = 66;
const ENOUGH = 3;
const PICTURES = Array.from({ length: 24 }, (_, i) => picture(i));

export const camera: DeviceUnderTest = {
  name: 'camera',
  senseless: NO_CARD,
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const loopback = await Loopback.open();
    let taken = 0;
    const next = () => PICTURES[taken++ % PICTURES.length] ?? Buffer.alloc(0);
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
    const device = new StreamCamera(mjpegHttpSource(`http://127.0.0.1:${wire.port}/stream.mjpeg`), { clock });
    return {
      clock,
      status: () => device.status,
      settle: () => loopback.settle(),
      async operate(ms, atMiddle) {
        const strike = once(atMiddle);
        let seen = 0;
        for await (const frame of device.frames(deadline(clock, ms))) {
          if (frame.jpeg.length === 0) return 'an empty picture';
          seen += 1;
          strike();
          if (seen === ENOUGH) return 'ok';
        }
        return 'no picture in time';
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

function picture(shade: number): Buffer {
  const canvas = createCanvas(64, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = `rgb(${shade * 10}, 80, 120)`;
  context.fillRect(0, 0, 64, 48);
  return canvas.toBuffer('image/jpeg');
}
