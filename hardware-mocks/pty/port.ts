/** What an emulated serial device is plugged into and how time passes for it: for tests, both can be made of nothing. */
import { Pty } from './pty.ts';

/** The device's end of one cable. */
export interface Port {
  /** Bits per second the host has set. */
  readonly hostSpeed: number;
  write(bytes: Uint8Array): void;
  close(): void;
}

/** Makes a port appear at `linkPath`; `speed` until the host sets its own, `onBytes` for what the host sends. */
export type Plug = (linkPath: string, speed: number, onBytes: (bytes: Uint8Array) => void) => Port;

/** Calls `act` once after `ms`; the answer cancels it. */
export interface Timers {
  after(ms: number, act: () => void): () => void;
}

/** How a device is wired up when nothing else is said: a pseudo-terminal, real time. */
export const pseudoTerminal: Plug = (linkPath, speed, onBytes) => new Pty(linkPath, speed, onBytes);

export const realTimers: Timers = {
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
