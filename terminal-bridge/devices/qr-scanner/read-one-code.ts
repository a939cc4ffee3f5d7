/** The work behind `anban qr read`. */
import { createHash } from 'node:crypto';
import { systemClock } from '@anban/foundation/clock';
import { FAULTS, type FaultName } from '../../protocol/faults.ts';
import { createQrScanner } from './create.ts';
import type { ScanProgress } from './scanner.ts';

export interface ReadOneCodeOptions {
  readonly port: string;
  readonly dialect: string;
  /** Seconds. */
  readonly timeout: number;
  readonly show: boolean;
  readonly json: boolean;
}

const ENVIRONMENT = 3;
const NOT_USABLE: readonly FaultName[] = ['scannerBusy', 'scannerDenied'];

/** Reads one code and prints what may be told of it; the answer is the exit code. */
export async function readOneCode({ port, dialect, timeout, show, json }: ReadOneCodeOptions): Promise<number> {
  const stop = new AbortController();
  const cancel = systemClock.after(timeout * 1000, () => stop.abort());
  const choice = { path: port, dialect: dialect === 'listen-only' ? 'listen-only' : 'honeywell' } as const;
  const scanner = createQrScanner(choice, { clock: systemClock });
  let last: FaultName = 'codeTimeout';
  const result = await scanner.scan(stop.signal, (progress) => {
    last = progress.fault ?? last;
    process.stderr.write(`${words(progress)}\n`);
  });
  cancel();
  const reason = scanner.status.reason ?? last;
  await scanner.close();
  if (result.ok) {
    const code = result.value;
    const sha256 = createHash('sha256').update(code).digest('hex');
    const told = { length: code.length, sha256, ...(show ? { code } : {}) };
    process.stdout.write(json ? `${JSON.stringify(told)}\n` : `${show ? code : `${code.length} characters`}\n`);
    return 0;
  }
  const { code, hint } = FAULTS[reason];
  if (json) process.stdout.write(`${JSON.stringify({ error: reason, code, hint })}\n`);
  process.stderr.write(`no code was read: ${reason} (${code}): ${hint}\n`);
  return NOT_USABLE.includes(reason) ? ENVIRONMENT : 1;
}

function words({ stage, fault }: ScanProgress): string {
  const why = fault === undefined ? '' : ` (${fault}: ${FAULTS[fault].hint})`;
  if (stage === 'again') return `trying again${why}`;
  return stage === 'scanning' ? 'show the code' : `waiting for the scanner${why}`;
}
