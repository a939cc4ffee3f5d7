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

function recorded(line: SerialTransport, { scrub, write }: RecorderParts, at: () => number): SerialTransport {
  // An answer is scrubbed as a whole, so what arrives is kept here until the next question or the end.
  let heard: Buffer = Buffer.alloc(0);
  let chunks: Chunk[] = [];
  const flush = () => {
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
