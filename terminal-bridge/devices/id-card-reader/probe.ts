/** Finds the speed of the reader on an open line: 115200, then 57600, 38400, 19200, 9600. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { SdtProtocol } from './protocol.ts';

/** In the order in which they are tried; a module leaves the factory with the first. */
export const BAUD_RATES = [115_200, 57_600, 38_400, 19_200, 9_600] as const;
export type BaudRate = (typeof BAUD_RATES)[number];

export interface FoundReader {
  readonly baudRate: BaudRate;
  /** Null when the reader does not tell. */
  readonly samId: string | null;
}

export interface ProbeOptions {
  /** Tried first, and with both questions: the speed that worked last. */
  readonly likely: BaudRate;
  /** How long an answer may take at each speed, ms. */
  readonly patienceMs: number;
  /** What the other speeds are asked. "Find card" is for readers that know only the card commands. */
  readonly question: Question;
}
type Question = 'status' | 'find';

/** The reader behind `line`, or `silent` when nothing answers at any speed. */
export async function probe(
  line: SdtProtocol,
  signal: AbortSignal,
  { likely, patienceMs, question }: ProbeOptions,
): Promise<Result<FoundReader, 'silent' | 'closed'>> {
  /** Any valid frame will do; one that came damaged was a frame too, so the speed is likely right: asked again. */
  const answers = async (asked: Question, again = true): Promise<boolean> => {
    const answer =
      asked === 'status' ? await line.samStatus(signal, patienceMs) : await line.findCard(signal, patienceMs);
    if (answer.ok || answer.fault.sw3 !== undefined) return true;
    return again && answer.fault.kind === 'corrupt' && answers(asked, false);
  };
  const others = BAUD_RATES.filter((rate) => rate !== likely);
  const plan: [BaudRate, Question][] = [[likely, 'status'], [likely, 'find'], ...others.map(pairedWith(question))];
  for (const [baudRate, asked] of plan) {
    await line.setBaudRate(baudRate);
    const found = await answers(asked);
    if (signal.aborted || !line.isOpen) return fail('closed');
    if (!found) continue;
    const samId = await line.samId(signal);
    // Without an identity, ask again: the first answer may have been a late one to a question at another speed.
    if (samId.ok || (await answers(asked))) return ok({ baudRate, samId: samId.ok ? samId.value : null });
  }
  return fail('silent');
}

const pairedWith =
  (question: Question) =>
  (baudRate: BaudRate): [BaudRate, Question] => [baudRate, question];
