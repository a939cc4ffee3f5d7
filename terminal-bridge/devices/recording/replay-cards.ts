/** Plays a recorded session of a smart card reader as if reader and cards were there, in their own time. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok } from '@anban/foundation/result';
import type { SmartCard, SmartCardTransport } from '../smart-card/transport.ts';
import type { CardEntry } from './card-session.ts';
import { scrubCommand } from './scrub-apdu.ts';

const DETAIL = 'as recorded';
const OVER = { kind: 'removed', detail: 'the session is over' } as const;
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** Commands that the session does not have next are looked for further on; after its end the card is gone. */
export function replayCards(entries: readonly CardEntry[], clock: Clock): SmartCardTransport {
  const startedAt = clock.now();
  let cursor = 0;
  const next = <T extends CardEntry>(wanted: (entry: CardEntry) => entry is T): T | undefined => {
    const found = entries.findIndex((entry, i) => i >= cursor && wanted(entry));
    const entry = entries[found];
    if (entry === undefined || !wanted(entry)) return undefined;
    cursor = found + 1;
    return entry;
  };
  const transmit: SmartCard['transmit'] = async (apdu) => {
    const asked = Buffer.from(scrubCommand(apdu)).toString('hex');
    const isAsked = (entry: CardEntry): entry is Of<'exchange'> => entry.event === 'exchange' && entry.asked === asked;
    const found = next(isAsked);
    if (found === undefined) return fail(OVER);
    await new Promise<void>((resolve) => void clock.after(found.ms, resolve));
    if (found.answer !== null) return ok(bytesOf(found.answer));
    return fail({ kind: found.fault ?? 'failed', detail: DETAIL });
  };
  return {
    async readers() {
      const now = clock.now() - startedAt;
      const last = entries.filter(isReaders).findLast(({ at }) => at <= now);
      if (last === undefined) return ok([]);
      return last.fault === null ? ok(last.readers) : fail({ kind: last.fault, detail: DETAIL });
    },
    async connect() {
      const found = next(isConnect);
      if (found === undefined) return fail(OVER);
      if (found.event === 'not-connected') return fail({ kind: found.fault, detail: DETAIL });
      return ok({ atr: bytesOf(found.atr), transmit, close: async () => undefined });
    },
    close: async () => undefined,
  };
}

type Of<Event extends CardEntry['event']> = Extract<CardEntry, { event: Event }>;
const isReaders = (entry: CardEntry): entry is Of<'readers'> => entry.event === 'readers';
const isConnect = (entry: CardEntry): entry is Of<'connected' | 'not-connected'> =>
  entry.event === 'connected' || entry.event === 'not-connected';
