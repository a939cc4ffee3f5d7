/** Whether there is room for a recording, before it starts and while it runs. */
import { statfsSync } from 'node:fs';
import { SOUND_KBPS } from './encoder.ts';

const MIB = 1024 * 1024;
/** Below this the recording is ended while it still can be ended in order, bytes. */
export const FLOOR_BYTES = 32 * MIB;
/** What MP4 and encryption add, and the encoder's freedom above its ceiling. */
const OVERHEAD = 1.05;
const SECONDS_PER_MINUTE = 60;
const BYTES_PER_KBIT = 125;

export interface Planned {
  readonly plannedMinutes: number;
  readonly reserveMb: number;
  readonly videoKbps: number;
}

/** The most that a recording of the planned length can take, and the reserve; bytes. */
export function bytesNeeded({ plannedMinutes, reserveMb, videoKbps }: Planned): number {
  const rate = (videoKbps + SOUND_KBPS) * BYTES_PER_KBIT;
  return Math.ceil(plannedMinutes * SECONDS_PER_MINUTE * rate * OVERHEAD) + reserveMb * MIB;
}

/** Bytes that this user may still write in `folder` (statfs). */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
