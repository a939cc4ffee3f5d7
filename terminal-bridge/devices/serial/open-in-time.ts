/** An `OpenSerial` that answers in time although the system's driver hangs. */
import type { Clock } from '@anban/foundation/clock';
import { fail, type Result } from '@anban/foundation/result';
import type { OpenSerial, SerialOpenFault, SerialTransport } from './transport.ts';

export const OPEN_MS = 5000;

type Opened = Result<SerialTransport, SerialOpenFault>;

/**
 * `failed` after five seconds, and for as long as the first attempt hangs: each further one would hold another of the few
 * threads that all devices share. A line that opens too late is closed.
 */
export function openInTime(open: OpenSerial, clock: Clock): OpenSerial {
  const tooLate: Opened = fail({ kind: 'failed', detail: 'the port does not open' });
  let hanging = false;
  return (path, baudRate) => {
    if (hanging) return Promise.resolve(tooLate);
    return new Promise((resolve) => {
      const cancel = clock.after(OPEN_MS, () => {
        hanging = true;
        resolve(tooLate);
      });
      const settle = (opened: Opened) => {
        cancel();
        if (hanging && opened.ok) void opened.value.close();
        hanging = false;
        resolve(opened);
      };
      // A binding that throws in place of an answer is as good as one that fails: the device is looked for on.
      open(path, baudRate).then(settle, (cause) => settle(fail({ kind: 'failed', detail: String(cause) })));
    });
  };
}
