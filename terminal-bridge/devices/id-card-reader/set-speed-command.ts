/** The work behind `anban id-card set-speed`. */
import { systemClock } from '@anban/foundation/clock';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { BAUD_RATES, type BaudRate } from './probe.ts';
import { type SpeedFault, setSpeed } from './set-speed.ts';

/** Null: not a speed of these readers. */
export const speedOf = (text: string): BaudRate | null => BAUD_RATES.find((rate) => String(rate) === text) ?? null;

const HINTS: Readonly<Record<SpeedFault['name'], string>> = {
  readerMissing: 'no such port: check cable and path',
  readerBusy: 'another program holds the port: stop the bridge for this',
  readerDenied: 'this user may not open the port: add it to the group that owns the device',
  readerFailed: 'the port cannot be opened',
  readerSilent: 'the reader does not answer at any speed: unplug and replug it',
  speedRefused: 'the reader does not take this speed',
  speedLost: 'the reader said yes and answers at another speed all the same',
};

/** Changes the speed and says what became of it; the answer is the exit code. */
export async function printSpeedChange(options: { port: string; speed: BaudRate; json: boolean }): Promise<number> {
  const { port: path, speed, json } = options;
  const signal = new AbortController().signal;
  const changed = await setSpeed({ path, open: openSerialPort, clock: systemClock, signal }, speed);
  if (changed.ok) {
    const { before, after } = changed.value;
    process.stdout.write(
      json ? `${JSON.stringify(changed.value)}\n` : `the reader answers at ${after} (was ${before})\n`,
    );
    return 0;
  }
  const { name, speed: at } = changed.fault;
  const hint = HINTS[name];
  if (json) process.stdout.write(`${JSON.stringify({ error: name, hint, speed: at })}\n`);
  process.stderr.write(`${name}: ${hint}${at === null ? '' : ` (it answered at ${at})`}\n`);
  return 1;
}
