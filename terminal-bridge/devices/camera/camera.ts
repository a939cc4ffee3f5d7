/** The camera that looks at the person. The bridge owns it; the page only gets a preview. */
import type { Device } from '../device.ts';

/** One picture as it came from the camera: JPEG bytes and the time of arrival (ms since the epoch). */
export interface Frame {
  readonly jpeg: Uint8Array;
  readonly at: number;
}

/** Where frames come from: MJPEG over HTTP, V4L2 through ffmpeg. Reconnects by itself until closed. */
export interface Camera extends Device {
  /** Frames from now on, the newest first come: a slow reader misses frames, it never queues them. Ends on abort. */
  frames(signal: AbortSignal): AsyncIterable<Frame>;
}
