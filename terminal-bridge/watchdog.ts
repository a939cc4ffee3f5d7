/**
 * A sign of life to systemd, given only while the bridge really answers: the event loop runs the timer, and the gateway
 * answers a request over its socket. Whoever hangs falls silent, and systemd starts it again (WatchdogSec=).
 */
import type { Clock } from '@anban/foundation/clock';
import type { BridgeLog } from './log.ts';
import type { ServiceManager } from './service-manager.ts';

/** One lost sign must not end the bridge: three fit into the time that systemd waits. */
const SIGNS_A_WAIT = 3;

export interface WatchdogOptions {
  readonly manager: ServiceManager;
  /** Does the bridge answer? Must give up by itself within `deadlineMs`; rejecting counts as no. */
  readonly isWell: (deadlineMs: number) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

/** Says `READY=1`, then `WATCHDOG=1` as often as systemd wants it. The answer says `STOPPING=1` and ends that. */
export function startWatchdog({ manager, isWell, clock, log }: WatchdogOptions): () => void {
  let stopped = false;
  let cancel = () => {};
  manager.notify('READY=1');
  const waitMs = manager.watchdogMs;
  if (waitMs !== null) beat(waitMs / SIGNS_A_WAIT);
  return () => {
    stopped = true;
    cancel();
    manager.notify('STOPPING=1');
  };

  function beat(periodMs: number): void {
    cancel = clock.after(periodMs, () => {
      void isWell(periodMs)
        .catch(() => false)
        .then((well) => {
          if (stopped) return;
          if (well) manager.notify('WATCHDOG=1');
          else log.write('watchdog-withheld');
          beat(periodMs);
        });
    });
  }
}

/** Asks the bridge's own gateway the way the page does. */
export async function answersOn(port: number, deadlineMs: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(deadlineMs) });
  await answer.arrayBuffer();
  return answer.ok;
}
