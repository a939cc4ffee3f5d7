/** From the configuration to a camera. */
import type { Clock } from '@anban/foundation/clock';
import type { DeviceStatus } from '../../protocol/state.ts';
import type { OnDefect } from '../keep-running.ts';
import { aboutMjpeg, aboutV4l2 } from './about.ts';
import type { Camera } from './camera.ts';
import { mjpegHttpSource } from './mjpeg-http.ts';
import { StreamCamera } from './stream-camera.ts';
import { v4l2Source } from './v4l2.ts';

/** The shape of `camera` in the bridge's configuration, where the schema stands. */
export type CameraChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'mjpeg'; readonly url: string }
  | { readonly kind: 'v4l2'; readonly device: string; readonly ffmpeg?: string | undefined };

/** The configured camera, already looking for its device. Never throws: a missing device shows in its status. */
export function createCamera(
  config: CameraChoice,
  deps: { readonly clock: Clock; readonly onDefect?: OnDefect },
): Camera {
  switch (config.kind) {
    case 'none':
      return NO_CAMERA;
    case 'mjpeg':
      return new StreamCamera(mjpegHttpSource(config.url), { ...deps, about: aboutMjpeg(config.url) });
    case 'v4l2': {
      const { device, ffmpeg } = config;
      const source = v4l2Source(ffmpeg === undefined ? { device } : { device, ffmpeg });
      return new StreamCamera(source, { ...deps, about: aboutV4l2(device) });
    }
  }
}

const ABSENT: DeviceStatus = { status: 'absent' };

const NO_CAMERA: Camera = {
  status: ABSENT,
  onStatus: () => () => {},
  async *frames() {},
  close: async () => {},
};
