/** One device of the matrix: the real driver, the emulated device, and hands that do things to the cable between. */
import type { ManualClock } from '@anban/foundation/clock';
import type { DeviceStatus } from '../../../terminal-bridge/protocol/state.ts';
import type { Fault } from './faults.ts';

/** An operation that was begun, and what comes of it: `ok` or the name of the fault. Always comes, within its deadline. */
export type Operation = Promise<string>;

export interface Rig {
  readonly clock: ManualClock;
  /** What the device says of itself. */
  status(): DeviceStatus;
  /**
   * Begins the device's one operation (a read, a print, frames) so that it succeeds if the device works. `atMiddle` is
   * called once, in its middle. The operation ends by `deadlineMs` of the clock at the latest.
   */
  operate(deadlineMs: number, atMiddle: () => void): Operation;
  apply(fault: Fault): void | Promise<void>;
  /** Takes the fault away: cables in, cards where they belong. */
  mend(fault: Fault): void | Promise<void>;
  /** Lets what is under way between the processes' sockets arrive; then time may go on. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface DeviceUnderTest {
  readonly name: string;
  /** What the faults are for this one, where that is not plain. */
  readonly about?: string;
  /** Why a fault makes no sense for this device. */
  readonly senseless: Partial<Readonly<Record<Fault, string>>>;
  start(): Promise<Rig>;
}

/** The clock goes on in steps, each after everything that was sent has arrived. */
export async function pass(rig: Rig, ms: number, until: () => boolean = () => false): Promise<boolean> {
  const end = rig.clock.now() + ms;
  while (!until()) {
    if (rig.clock.now() >= end) return false;
    await rig.settle();
    await rig.clock.advance(Math.min(STEP_MS, end - rig.clock.now()));
  }
  return true;
}
const STEP_MS = 50;
