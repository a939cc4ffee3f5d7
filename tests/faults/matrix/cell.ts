/** One cell of the matrix: a device, a fault, a state; and how it came through. */
import type { DeviceStatus } from '../../../terminal-bridge/protocol/state.ts';
import { type Fault, LINE_FAULTS, type State } from './faults.ts';
import { type DeviceUnderTest, pass, type Rig } from './rig.ts';
import { sameNoiseAgain } from './spoil.ts';

export const FAULT_MS = 30_000;
const OPERATION_MS = 60_000;
const READY_MS = 60_000;
const AT_ONCE: ReadonlySet<Fault> = new Set(['replug', 'double insert']);
/** Those during which an operation can be begun: whoever begins one with a lifted card lays it down again. */
const LASTING: ReadonlySet<Fault> = new Set([...LINE_FAULTS, 'unplug', 'busy']);
const AT_ONCE_MS = 100;
/** An operation that is begun while the fault is there has so long; rigs may let a moment pass before it. */
const MEANWHILE_MS = 15_000;
const BEFORE_IT_MS = 5_000;
const NOTICED_MS = 1_000;

export interface Outcome {
  /** What the device said of itself at the end of the fault. */
  readonly during: DeviceStatus;
  /** What came of the operation that the fault struck; null: none was under way. */
  readonly struck: string | null;
  /** What came of an operation begun while the fault was there; null: one was under way, or the fault does not last. */
  readonly meanwhile: string | null;
  /** What came of an operation afterwards. */
  readonly afterwards: string;
}

export async function tryCell(device: DeviceUnderTest, fault: Fault, state: State): Promise<Outcome> {
  sameNoiseAgain();
  const rig = await device.start();
  try {
    await untilUsable(rig);
    let struck: Promise<string> | null = null;
    if (state === 'idle') await rig.apply(fault);
    else ({ operation: struck } = await operated(rig, state, fault));
    const until = rig.clock.now() + (AT_ONCE.has(fault) ? AT_ONCE_MS : FAULT_MS);
    const meanwhile = state === 'working' || !LASTING.has(fault) ? null : await tried(rig);
    await pass(rig, until - rig.clock.now());
    const during = rig.status();
    await rig.mend(fault);
    const stricken = struck === null ? null : await ended(rig, struck);
    await untilUsable(rig);
    const afterwards = await ended(
      rig,
      rig.operate(OPERATION_MS, () => undefined),
    );
    return { during, struck: state === 'working' ? stricken : null, meanwhile, afterwards };
  } finally {
    await closed(rig);
  }
}

/** An operation in the midst of the fault: it may fail, and it must end in time. */
async function tried(rig: Rig): Promise<string> {
  await pass(rig, NOTICED_MS);
  return ended(
    rig,
    rig.operate(MEANWHILE_MS, () => undefined),
    BEFORE_IT_MS + MEANWHILE_MS,
  );
}

/** Begins an operation and does the fault in its middle, or after its end. */
async function operated(rig: Rig, state: State, fault: Fault): Promise<{ operation: Promise<string> }> {
  let applied = Promise.resolve();
  let struck = false;
  const strike = () => {
    struck = true;
    applied = Promise.resolve(rig.apply(fault));
  };
  const operation = rig.operate(OPERATION_MS, state === 'working' ? strike : () => undefined);
  if (state === 'working') {
    if (!(await pass(rig, OPERATION_MS, () => struck))) throw new Error('the middle of the operation never came');
  } else {
    const result = await ended(rig, operation);
    if (result !== 'ok') throw new Error(`the operation before the fault failed: ${result}`);
    strike();
  }
  await applied;
  return { operation };
}

/** The result of an operation, for which the clock goes on. */
async function ended(rig: Rig, operation: Promise<string>, ms = OPERATION_MS + 1000): Promise<string> {
  let result: string | null = null;
  void operation.then((value) => {
    result = value;
  });
  if (!(await pass(rig, ms, () => result !== null))) throw new Error('the operation never ended');
  return operation;
}

async function untilUsable(rig: Rig): Promise<void> {
  const usable = () => ['ready', 'card-present', 'busy'].includes(rig.status().status);
  if (await pass(rig, READY_MS, usable)) return;
  throw new Error(`the device never came back: ${JSON.stringify(rig.status())}`);
}

async function closed(rig: Rig): Promise<void> {
  let done = false;
  const closing = rig.close().then(() => {
    done = true;
  });
  if (!(await pass(rig, READY_MS, () => done))) throw new Error('the device never closed');
  await closing;
}
