/** Wraps the way to a serial device so that every byte is written down, scrubbed first. */
import type { Clock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import type { OpenSerial, SerialTransport } from '../serial/transport.ts';
import type { Scrub } from './scrub.ts';
import type { Entry } from './session.ts';

export interface RecorderParts {
  readonly clock: Clock;
  readonly scrub: Scrub;
  /** Gets the entries in order. Nothing of a person is in them. */
  readonly write: (entry: Entry) => void;
}

/**
 * What arrives is scrubbed as a whole answer and therefore kept until the next question. A device that is never asked
 * anything has ended its answer after this silence, which no reader keeps within one (`exchange.ts`), …
 */
export const ANSWERED_MS = 2000;
/** … or after so many bytes: no answer is as long. What is cut in two is not understood, and so taken for personal. */
export const MOST_HELD = 16_384;

interface Chunk {
  readonly at: number;
  readonly length: number;
}

/** As `open`, and `write` is told. */
export function recordSerial(open: OpenSerial, parts: RecorderParts): OpenSerial {
  const startedAt = parts.clock.now();
  const at = () => parts.clock.now() - startedAt;
  return async (path, baudRate) => {
    const opened = await open(path, baudRate);
    if (!opened.ok) {
      parts.write({ at: at(), event: 'not-opened', kind: opened.fault.kind });
      return opened;
    }
    parts.write({ at: at(), event: 'opened', baudRate });
    return ok(recorded(opened.value, parts, at));
  };
}

function recorded(line: SerialTransport, { clock, scrub, write }: RecorderParts, at: () => number): SerialTransport {
  let heard: Buffer = Buffer.alloc(0);
  let chunks: Chunk[] = [];
  let cancelFlush = () => {};
  const flush = () => {
    cancelFlush();
    const scrubbed = Buffer.from(scrub(heard));
    heard.fill(0);
    let from = 0;
    for (const chunk of chunks) {
      write({ at: chunk.at, event: 'in', bytes: scrubbed.toString('hex', from, from + chunk.length) });
      from += chunk.length;
    }
    heard = Buffer.alloc(0);
    chunks = [];
  };
  line.onData((chunk) => {
    heard = Buffer.concat([heard, chunk]);
    chunks.push({ at: at(), length: chunk.length });
    cancelFlush();
    if (heard.length >= MOST_HELD) flush();
    else cancelFlush = clock.after(ANSWERED_MS, flush);
  });
  line.onClose(() => {
    flush();
    write({ at: at(), event: 'closed' });
  });
  return {
    get isOpen() {
      return line.isOpen;
    },
    write(bytes) {
      flush();
      write({ at: at(), event: 'out', bytes: Buffer.from(bytes).toString('hex') });
      line.write(bytes);
    },
    onData: (listener) => line.onData(listener),
    onClose: (listener) => line.onClose(listener),
    async setBaudRate(baudRate) {
      flush();
      write({ at: at(), event: 'baud-rate', baudRate });
      return line.setBaudRate(baudRate);
    },
    close: () => line.close(),
  };
}
