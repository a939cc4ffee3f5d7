/** One way to get JPEGs out of a camera. `StreamCamera` adds what all ways share: readers, status, recovery. */

/** Larger frames are dropped, in bytes. */
export const FRAME_LIMIT = 4 * 1024 * 1024;

export interface FrameSource {
  /**
   * Opens the camera and hands over frames until the signal aborts (resolves) or the connection ends (rejects). All
   * that was opened is closed when the promise settles.
   */
  stream(onFrame: (jpeg: Uint8Array) => void, signal: AbortSignal): Promise<void>;
  /**
   * Whether the camera is there, as cheaply as it can be told: the first frame where opening is cheap, null where it
   * is not (then nothing was looked at). Rejects when the camera cannot be reached.
   */
  probe(signal: AbortSignal): Promise<Uint8Array | null>;
}
