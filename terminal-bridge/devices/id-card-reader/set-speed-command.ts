/** The work behind `anban id-card set-speed`. */
import { systemClock } from '@anban/foundation/clock';
import { EXIT, exitOf, type Failure, failed, failureOf } from '../../command-line/failure.ts';
import type { FaultName } from '../../protocol/faults.ts';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { BAUD_RATES } from './probe.ts';
import { type SpeedFault, setSpeed } from './set-speed.ts';

const MESSAGE = '读卡器速率没有改变 (the speed of the reader is not the one asked for)';

/** Of the faults that every command of the reader has. */
const SHARED: Readonly<Partial<Record<SpeedFault['name'], FaultName>>> = {
  readerMissing: 'readerUnplugged',
  readerBusy: 'readerBusy',
  readerDenied: 'readerDenied',
  readerFailed: 'readerSilent',
  readerSilent: 'readerSilent',
};
const OWN = {
  speedRefused: { code: 'R08', hint: 'The reader does not take this speed' },
  speedLost: { code: 'R09', hint: 'The reader said yes and answers at another speed all the same' },
} as const;

/** Changes the speed and says what became of it; the answer is the exit code. `baud`: one of `BAUD_RATES`, as text. */
export async function printSpeedChange(baud: string, options: { port: string; json: boolean }): Promise<number> {
  const { port: path, json } = options;
  const wanted = BAUD_RATES.find((rate) => String(rate) === baud);
  if (wanted === undefined) throw new Error(`not a speed of these readers: ${baud}`);
  const signal = new AbortController().signal;
  const changed = await setSpeed({ path, open: openSerialPort, clock: systemClock, signal }, wanted);
  if (!changed.ok) {
    const { name, speed } = changed.fault;
    const shared = SHARED[name];
    const details = { speed };
    if (shared !== undefined) return failed(json, exitOf(shared), { ...failureOf(shared, MESSAGE), details });
    return failed(json, EXIT.failed, { ...ownFailure(name), details });
  }
  const { before, after } = changed.value;
  process.stdout.write(
    json ? `${JSON.stringify(changed.value)}\n` : `the reader answers at ${after} (was ${before})\n`,
  );
  return EXIT.done;
}

function ownFailure(name: SpeedFault['name']): Failure {
  const { code, hint } = name === 'speedRefused' ? OWN.speedRefused : OWN.speedLost;
  return { name, code, message: MESSAGE, hint };
}
