/** `node terminal-bridge/devices/recording/main.ts --device … --path … --record DIR`: records one device. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@anban/foundation/clock';
import { SdtIdCardReader } from '../id-card-reader/device.ts';
import { SerialQrScanner } from '../qr-scanner/device.ts';
import { HONEYWELL } from '../qr-scanner/dialect.ts';
import { openSerialPort } from '../serial/serialport-transport.ts';
import { PcscTransport } from '../smart-card/pcsc-transport.ts';
import { SscReader } from '../social-security-card/device.ts';
import { CARD_SESSION_HEAD } from './card-session.ts';
import { recordSerial } from './record.ts';
import { recordCards } from './record-cards.ts';
import { SCRUBS } from './scrub.ts';
import { RECORDED_DEVICES, type RecordedDevice } from './session.ts';

const WRONG_USAGE = 2;
const CARDS = 'social-security-card';
const HELP = `usage: main.ts --device ${RECORDED_DEVICES.join('|')} --path PORT --record DIR [--seconds N]
       main.ts --device ${CARDS} [--path PART-OF-THE-READER'S-NAME] --record DIR [--seconds N]

Drives the device with the real driver for N seconds (default 60) and writes what passes to DIR, without the person.
Exit codes: 0 recorded, 2 wrong usage.
`;

const { values } = parseArgs({
  options: {
    device: { type: 'string' },
    path: { type: 'string' },
    record: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    help: { type: 'boolean' },
  },
});
const device = RECORDED_DEVICES.find((one) => one === values.device);
const seconds = Number(values.seconds);
if (values.help === true) process.stdout.write(HELP);
else if (values.device === CARDS && values.record !== undefined && seconds > 0) {
  await recordReader(values.path ?? null, values.record);
} else if (device === undefined || values.path === undefined || values.record === undefined || !(seconds > 0)) {
  process.stderr.write(HELP);
  process.exitCode = WRONG_USAGE;
} else await record(device, values.path, values.record);

function fileFor(which: string, folder: string) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${which}-${new Date().toISOString().replaceAll(':', '')}.jsonl`);
  return { file, writeLine: (value: object) => appendFileSync(file, `${JSON.stringify(value)}\n`, { mode: 0o600 }) };
}

async function recordReader(reader: string | null, folder: string): Promise<void> {
  const { file, writeLine } = fileFor(CARDS, folder);
  writeLine(CARD_SESSION_HEAD);
  const transport = recordCards(new PcscTransport(systemClock), systemClock, writeLine);
  const driver = new SscReader({ transport, clock: systemClock, reader });
  const stop = AbortSignal.timeout(seconds * 1000);
  while (!stop.aborted) {
    const result = await driver.read(stop);
    process.stderr.write(`${result.ok ? 'read' : result.fault}\n`);
  }
  await driver.close();
  process.stdout.write(`${file}\n`);
}

async function record(which: RecordedDevice, path: string, folder: string): Promise<void> {
  const { file, writeLine } = fileFor(which, folder);
  writeLine({ format: 'anban-device-session', version: 1, device: which });
  const open = recordSerial(openSerialPort, { clock: systemClock, scrub: SCRUBS[which], write: writeLine });
  const parts = { path, open, clock: systemClock };
  const stop = AbortSignal.timeout(seconds * 1000);
  const driver =
    which === 'id-card-reader' ? new SdtIdCardReader(parts) : new SerialQrScanner({ ...parts, dialect: HONEYWELL });
  while (!stop.aborted) {
    const result = await ('read' in driver ? driver.read(stop) : driver.scan(stop));
    process.stderr.write(`${result.ok ? 'read' : result.fault}\n`);
  }
  await driver.close();
  process.stdout.write(`${file}\n`);
}
