/** Waits for a card in a reader and reads it, through cards put in wrongly or pulled too early. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { ConnectFault, ReadersFault, SmartCardTransport } from '../smart-card/transport.ts';
import type { SscFault } from './faults.ts';
import type { HolderAccess } from './holder-access.ts';
import { readCard } from './read-card.ts';
import type { ReadFault } from './select.ts';
import type { SocialSecurityCard } from './social-security-card.ts';

export const POLL_MS = 250;
/** Until the service has noticed that a card is gone. */
const NOTICED_MS = 500;
/** Attempts on a card that answers and cannot be read, before it is given up. */
const ATTEMPTS = 3;

/** `waiting`: for a card, or for the reader when `fault` says so. `again`: the person should put it in again. */
export interface SscProgress {
  readonly stage: 'waiting' | 'reading' | 'again';
  readonly fault?: SscFault;
}

export interface ReadFromReaderOptions {
  readonly transport: SmartCardTransport;
  readonly clock: Clock;
  /** Part of the reader's name; null: any reader, the first with a card. */
  readonly reader: string | null;
  readonly signal: AbortSignal;
  readonly holderAccess?: HolderAccess | null;
  readonly onProgress?: (progress: SscProgress) => void;
}

export interface SscRead {
  readonly card: SocialSecurityCard;
  readonly reader: string;
}

/**
 * The card that lies in a reader, or the next one. Faults that another card or another try may mend are told through
 * `onProgress` and waited out until `signal` aborts, and are then the answer; a card that will never do ends it at once.
 */
export async function readFromReader(options: ReadFromReaderOptions): Promise<Result<SscRead, SscFault>> {
  const { transport, clock, signal } = options;
  let told: SscProgress | null = null;
  let attempts = 0;
  const tell = (progress: SscProgress) => {
    if (progress.stage === told?.stage && progress.fault === told.fault) return;
    told = progress;
    options.onProgress?.(progress);
  };
  let reason: SscFault = 'cardTimeout';
  while (!signal.aborted) {
    const place = await findCard(transport, options.reader);
    if (place.ok && place.value !== null) {
      const read = await attempt(place.value, options, tell);
      if (read.ok) return read;
      reason = read.fault === 'cardUnreadable' && (await wasPulled(options)) ? 'cardRemoved' : read.fault;
      if (FINAL.has(reason) || (reason === 'cardUnreadable' && ++attempts >= ATTEMPTS)) return fail(reason);
      tell({ stage: 'again', fault: reason });
    } else if (place.ok) {
      // Out of the reader: whatever was wrong with the last one is history, unless nothing better follows.
      attempts = 0;
      if (told === null || reason === 'readerMissing') tell({ stage: 'waiting' });
      if (reason !== 'cardMute' && reason !== 'cardRemoved') reason = 'cardTimeout';
    } else {
      reason = place.fault;
      tell({ stage: 'waiting', fault: place.fault });
    }
    await pause(clock, signal);
  }
  return fail(reason);
}

/** The service often calls a card that is pulled out a failed transaction, and notices the empty reader a moment later. */
async function wasPulled({ transport, clock, signal, reader }: ReadFromReaderOptions): Promise<boolean> {
  await pause(clock, signal, NOTICED_MS);
  const place = await findCard(transport, reader);
  return !place.ok || place.value === null;
}

/** A card of another kind stays one, and the centre was asked. */
const FINAL: ReadonlySet<SscFault> = new Set([
  'bankCard',
  'otherCard',
  'cardLocked',
  'cardNotGenuine',
  'centreRefused',
  'centreUnreachable',
]);

/** The name of the reader with a card; null: there are readers, and no card. */
async function findCard(
  transport: SmartCardTransport,
  wanted: string | null,
): Promise<Result<string | null, SscFault>> {
  const listed = await transport.readers();
  if (!listed.ok) return fail(READERS_FAULTS[listed.fault.kind]);
  const ours = listed.value.filter(({ name }) => wanted === null || name.includes(wanted));
  if (ours.length === 0) return fail('readerMissing');
  return ok(ours.find(({ cardPresent }) => cardPresent)?.name ?? null);
}

async function attempt(
  reader: string,
  { transport, holderAccess }: ReadFromReaderOptions,
  tell: (progress: SscProgress) => void,
): Promise<Result<SscRead, SscFault>> {
  const card = await transport.connect(reader);
  if (!card.ok) return fail(CONNECT_FAULTS[card.fault.kind]);
  tell({ stage: 'reading' });
  try {
    const read = await readCard(card.value, holderAccess ?? null);
    return read.ok ? ok({ card: read.value, reader }) : fail(sscFaultOf(read.fault));
  } finally {
    await card.value.close();
  }
}

const sscFaultOf = (fault: ReadFault): SscFault => {
  if (typeof fault === 'string') return fault;
  return fault.kind === 'removed' ? 'cardRemoved' : 'cardUnreadable';
};

const READERS_FAULTS: Readonly<Record<ReadersFault['kind'], SscFault>> = {
  'library-missing': 'libraryMissing',
  'service-missing': 'serviceMissing',
  failed: 'readerFailed',
};
const CONNECT_FAULTS: Readonly<Record<ConnectFault['kind'], SscFault>> = {
  removed: 'cardRemoved',
  mute: 'cardMute',
  busy: 'readerBusy',
  failed: 'cardUnreadable',
};

const pause = (clock: Clock, signal: AbortSignal, ms = POLL_MS): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
