/** Finds the speed of the reader on an open line: 115200, then 57600, 38400, 19200, 9600. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { SdtProtocol } from './protocol.ts';

/** In the order in which they are tried; a module leaves the factory with the first. */
export const BAUD_RATES = [115_200, 57_600, 38_400, 19_200, 9_600] as const;

export interface FoundReader {
  readonly baudRate: number;
  /** Null when the reader does not tell. */
  readonly samId: string | null;
}

/**
 * The reader behind `line`, or `silent` when nothing answers at any speed. `patienceMs` per speed; `withFind` asks
 * with "find card" instead of "SAM status", for readers that know only the card commands.
 */
export async function probe(
  line: SdtProtocol,
  signal: AbortSignal,
  { patienceMs, withFind }: { patienceMs: number; withFind: boolean },
): Promise<Result<FoundReader, 'silent' | 'closed'>> {
  const ask = async () => {
    const answer = withFind ? await line.findCard(signal) : await line.samStatus(signal, patienceMs);
    return answer.ok || answer.fault.sw3 !== undefined ? 'there' : answer.fault.kind;
  };
  for (const baudRate of BAUD_RATES) {
    await line.setBaudRate(baudRate);
    let answer = await ask();
    // A frame that came damaged was a frame: the speed is likely right.
    if (answer === 'corrupt') answer = await ask();
    if (answer === 'closed' || answer === 'aborted' || !line.isOpen) return fail('closed');
    if (answer !== 'there') continue;
    const samId = await line.samId(signal);
    // Without an identity, ask again: the first answer may have been a late one to a question at another speed.
    if (samId.ok || (await ask()) === 'there') return ok({ baudRate, samId: samId.ok ? samId.value : null });
  }
  return fail('silent');
}
