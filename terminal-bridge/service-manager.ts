/**
 * What the process tells systemd: ready, alive, ending (sd_notify(3)). Node has no UNIX datagram sockets, so libsystemd
 * is called in this process, through koffi, which the bridge needs anyway: 3 µs a message instead of 6 ms for a
 * `systemd-notify` process, and systemd can be told to listen to the main process only (NotifyAccess=main).
 */
import koffi from 'koffi';
import { z } from 'zod';
import type { BridgeLog } from './log.ts';

export interface ServiceManager {
  /** One state of sd_notify(3), such as `READY=1`. Whether it was sent is known; whether it was read is not. */
  notify(state: string): boolean;
  /** How long the process may stay silent before it is killed and started again, ms; null: as long as it likes. */
  readonly watchdogMs: number | null;
}

/** What systemd hands to a service of `Type=notify` with `WatchdogSec=`. */
const Environment = z.object({
  NOTIFY_SOCKET: z.string().min(1).optional(),
  WATCHDOG_USEC: z.coerce.number().positive().optional(),
  WATCHDOG_PID: z.coerce.number().optional(),
});

/** The service manager that started this process, or null: started by hand, or by one that does not ask. */
export function serviceManager(env: NodeJS.ProcessEnv, pid: number, log: BridgeLog): ServiceManager | null {
  const read = Environment.safeParse(env);
  if (!read.success || read.data.NOTIFY_SOCKET === undefined) return null;
  const { WATCHDOG_USEC: watchdog, WATCHDOG_PID: watched = pid } = read.data;
  const send = sdNotify(log);
  if (send === null) return null;
  return {
    notify: (state) => send(0, state) > 0,
    // The variables reach children too: the watchdog is meant for the process that is named.
    watchdogMs: watchdog === undefined || watched !== pid ? null : watchdog / 1000,
  };
}

function sdNotify(log: BridgeLog): ((unset: number, state: string) => number) | null {
  try {
    return koffi.load('libsystemd.so.0').func('int sd_notify(int unset_environment, const char *state)');
  } catch {
    log.write('service-manager-unreachable');
    return null;
  }
}
