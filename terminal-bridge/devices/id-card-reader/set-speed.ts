/** Maintenance: another speed for the serial line of a reader. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { OpenSerial, SerialOpenFault } from '../serial/transport.ts';
import { BAUD_RATES, type BaudRate, type FoundReader, type ProbeOptions, probe } from './probe.ts';
import { SdtProtocol } from './protocol.ts';

export interface SpeedChange {
  /** Null when the reader does not tell. */
  readonly samId: string | null;
  readonly before: BaudRate;
  readonly after: BaudRate;
}

/**
 * `readerMissing`, `readerBusy`, `readerDenied`, `readerFailed`: the port cannot be opened. `readerSilent`: no answer at any
 * speed, before (`speed` null) or after. `speedRefused`: the module said no. `speedLost`: it said yes, and answers at `speed`.
 */
export interface SpeedFault {
  readonly name:
    | 'readerMissing'
    | 'readerBusy'
    | 'readerDenied'
    | 'readerFailed'
    | 'readerSilent'
    | 'speedRefused'
    | 'speedLost';
  /** At which the reader answered last. */
  readonly speed: BaudRate | null;
}

const OPEN_FAULTS: Readonly<Record<SerialOpenFault['kind'], SpeedFault['name']>> = {
  missing: 'readerMissing',
  busy: 'readerBusy',
  denied: 'readerDenied',
  'library-missing': 'readerFailed',
  failed: 'readerFailed',
};
const PATIENCE_MS = 500;

export interface SpeedParts {
  readonly path: string;
  readonly open: OpenSerial;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Finds the reader, tells it the speed, and asks again at it; where it does not answer there, wherever it does. */
export async function setSpeed(parts: SpeedParts, speed: BaudRate): Promise<Result<SpeedChange, SpeedFault>> {
  const opened = await parts.open(parts.path, BAUD_RATES[0]);
  if (!opened.ok) return fail({ name: OPEN_FAULTS[opened.fault.kind], speed: null });
  const line = new SdtProtocol(opened.value, parts.clock);
  try {
    return await change(line, speed, parts.signal);
  } finally {
    await line.close();
  }
}

const asking = (likely: BaudRate): ProbeOptions => ({ likely, patienceMs: PATIENCE_MS, question: 'status' });

async function change(
  line: SdtProtocol,
  speed: BaudRate,
  signal: AbortSignal,
): Promise<Result<SpeedChange, SpeedFault>> {
  const before = await probe(line, signal, asking(BAUD_RATES[0]));
  if (!before.ok) return fail({ name: 'readerSilent', speed: null });
  const told = await line.setSpeed(speed, signal);
  if (!told.ok && told.fault.sw3 !== undefined) return fail({ name: 'speedRefused', speed: before.value.baudRate });
  // A yes that was lost on its way is no no: where the reader answers decides.
  const after = await probe(line, signal, asking(speed));
  if (!after.ok) return fail({ name: 'readerSilent', speed: before.value.baudRate });
  return judged(before.value, after.value, speed);
}

function judged(before: FoundReader, after: FoundReader, wanted: BaudRate): Result<SpeedChange, SpeedFault> {
  if (after.baudRate !== wanted) return fail({ name: 'speedLost', speed: after.baudRate });
  return ok({ samId: after.samId ?? before.samId, before: before.baudRate, after: after.baudRate });
}
