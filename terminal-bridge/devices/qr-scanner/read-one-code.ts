/** The work behind `anban qr read`. */
import { createHash } from 'node:crypto';
import { systemClock } from '@anban/foundation/clock';
import { EXIT, exitOf, failed, failureOf } from '../../command-line/failure.ts';
import { interruptible, readOnce } from '../../command-line/read-once.ts';
import { createQrScanner } from './create.ts';

export interface ReadOneCodeOptions {
  readonly port: string;
  readonly dialect: string;
  /** Seconds. */
  readonly timeout: number;
  readonly show: boolean;
  readonly json: boolean;
}

const MESSAGE = '没有读到二维码 (no code was read)';

/** Reads one code and prints what may be told of it; the answer is the exit code. */
export async function readOneCode({ port, dialect, timeout, show, json }: ReadOneCodeOptions): Promise<number> {
  const choice = { path: port, dialect: dialect === 'listen-only' ? 'listen-only' : 'honeywell' } as const;
  const read = await interruptible((interrupt) => {
    const device = createQrScanner(choice, { clock: systemClock });
    const words = { thing: 'a code', device: `the scanner at ${port}` };
    return readOnce({ device, read: device.scan.bind(device), clock: systemClock, timeout, words, interrupt });
  });
  if (!read.ok) return failed(json, exitOf(read.fault), failureOf(read.fault, MESSAGE));
  const code = read.value;
  const sha256 = createHash('sha256').update(code).digest('hex');
  const told = { length: code.length, sha256, ...(show ? { code } : {}) };
  process.stdout.write(json ? `${JSON.stringify(told)}\n` : `${show ? code : `${code.length} characters`}\n`);
  return EXIT.done;
}
