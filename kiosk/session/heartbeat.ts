/**
 * A sign of life for the bridge, which has a page started again that gives none for 20 s. It is driven by what the page
 * draws: a page whose script runs but which draws nothing any more is as dead to a person as one that has crashed.
 */
import { HEARTBEAT_MS } from '@anban/terminal-bridge/protocol/messages';
import type { Bridge } from '../bridge/client.ts';
import type { Timers } from '../timers.ts';

export interface Frames {
  /** Calls back when the page is drawn next. */
  readonly next: (callback: () => void) => void;
  readonly isShown: () => boolean;
  readonly onShown: (listener: () => void) => void;
}

export const browserFrames: Frames = {
  next: (callback) => void requestAnimationFrame(callback),
  isShown: () => document.visibilityState === 'visible',
  onShown: (listener) => document.addEventListener('visibilitychange', listener),
};

/** `takeSign`: the visit whose person gave a sign of life since it was asked last, or null. */
export function startHeartbeat(bridge: Bridge, timers: Timers, frames: Frames, takeSign: () => string | null): void {
  const beat = () => {
    const visitId = takeSign();
    void bridge.send('Terminal.Heartbeat', { showing: true, ...(visitId !== null && { visitId }) });
    timers.after(HEARTBEAT_MS, () => frames.next(beat));
  };
  // A page behind another draws nothing: it says so, and the next frame comes when it is seen again.
  frames.onShown(() => {
    if (!frames.isShown()) void bridge.send('Terminal.Heartbeat', { showing: false });
  });
  // The first as soon as there is a claim, so that a page that crashes early is missed too.
  const off = bridge.onLink(({ phase }) => {
    if (phase === 'offline') return;
    off();
    frames.next(beat);
  });
}
