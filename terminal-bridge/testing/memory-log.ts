/** The bridge's log in memory, to be searched and waited for. */
import { createEventLog } from '@anban/foundation/event-log';
import { z } from 'zod';
import { BRIDGE_EVENTS, type BridgeLog } from '../log.ts';

const Line = z.looseObject({ event: z.string() });
export type LogLine = z.infer<typeof Line>;

export interface MemoryLog {
  readonly log: BridgeLog;
  readonly lines: readonly LogLine[];
  /** Everything that was written, as it was written. */
  readonly text: () => string;
  /** Resolves with the first line of this event from `since` (count of lines) on, at once when it is there. */
  waitFor(event: keyof typeof BRIDGE_EVENTS, since?: number): Promise<LogLine>;
}

export function memoryLog(): MemoryLog {
  const raw: string[] = [];
  const lines: LogLine[] = [];
  const waiters = new Set<() => void>();
  const log = createEventLog('test', BRIDGE_EVENTS, {
    write(text: string) {
      raw.push(text);
      lines.push(Line.parse(JSON.parse(text)));
      for (const waiter of [...waiters]) waiter();
    },
  });
  return {
    log,
    lines,
    text: () => raw.join(''),
    waitFor: (event, since = 0) =>
      new Promise((resolve) => {
        const look = () => {
          const found = lines.slice(since).find((line) => line.event === event);
          if (found === undefined) return;
          waiters.delete(look);
          resolve(found);
        };
        waiters.add(look);
        look();
      }),
  };
}
