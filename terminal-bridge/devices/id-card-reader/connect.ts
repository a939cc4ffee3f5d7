/** From a path to a line with a reader that answers on it. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { openInTime } from '../serial/open-in-time.ts';
import type { OpenSerial, SerialOpenFault } from '../serial/transport.ts';
import type { ReaderLog } from './events.ts';
import { noiseLog } from './noise.ts';
import type { Discarded } from './parser.ts';
import { BAUD_RATES, type BaudRate, type FoundReader, probe } from './probe.ts';
import { SdtProtocol } from './protocol.ts';

/** For an answer at each speed: longer in later rounds, for readers that wake slowly. */
const PATIENCE_MS = [300, 300, 1200] as const;

export interface ConnectorParts {
  readonly path: string;
  readonly open: OpenSerial;
  readonly clock: Clock;
  readonly log?: ReaderLog;
}

/**
 * `unplugged`: there is no such device, or it went while we tried. `busy`: another program holds it. `denied`: we may
 * not open it. `library-missing`: what it needs is not installed. `unusable`: it cannot be opened for another reason. `silent`: it can, and nothing answers at any speed.
 */
export type ConnectFault = 'unplugged' | 'busy' | 'denied' | 'library-missing' | 'unusable' | 'silent';

const OPEN_FAULTS: Readonly<Record<SerialOpenFault['kind'], ConnectFault>> = {
  missing: 'unplugged',
  busy: 'busy',
  denied: 'denied',
  'library-missing': 'library-missing',
  failed: 'unusable',
};

export class Connector {
  readonly #parts: ConnectorParts;
  readonly #open: OpenSerial;
  readonly #heardNoise: ((discarded: Discarded) => void) | null;
  #silentRounds = 0;
  #found: FoundReader | null = null;
  #lastRate: BaudRate = BAUD_RATES[0];

  constructor(parts: ConnectorParts) {
    this.#parts = parts;
    this.#open = openInTime(parts.open, parts.clock);
    this.#heardNoise = parts.log === undefined ? null : noiseLog(parts.clock, parts.log);
  }

  /** The reader that answered last, for staff; null: none yet. */
  get found(): FoundReader | null {
    return this.#found;
  }

  async connect(signal: AbortSignal): Promise<Result<SdtProtocol, ConnectFault>> {
    const { path, clock, log } = this.#parts;
    const opened = await this.#open(path, this.#lastRate);
    if (!opened.ok) return fail(OPEN_FAULTS[opened.fault.kind]);
    const line = new SdtProtocol(opened.value, clock);
    line.discarded.on((discarded) => this.#heardNoise?.(discarded));
    const found = await probe(line, signal, {
      likely: this.#lastRate,
      patienceMs: PATIENCE_MS[this.#silentRounds % PATIENCE_MS.length] ?? PATIENCE_MS[0],
      question: this.#silentRounds % 2 === 0 ? 'status' : 'find',
    });
    if (found.ok) {
      this.#silentRounds = 0;
      this.#found = found.value;
      this.#lastRate = found.value.baudRate;
      log?.write('reader-found', { baudRate: found.value.baudRate, samId: found.value.samId });
      return ok(line);
    }
    await line.close();
    if (found.fault === 'closed') return fail('unplugged');
    this.#silentRounds += 1;
    return fail('silent');
  }
}
