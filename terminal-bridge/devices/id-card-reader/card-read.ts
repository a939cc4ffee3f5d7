/** The card commands in their order: find (twice), then select and read. One attempt each; who retries is the device. */
import { fail, type Result } from '@anban/foundation/result';
import type { CommandFault, SdtProtocol } from './protocol.ts';
import type { IdCard } from './reader.ts';
import { parseCardData } from './text-block.ts';

/** The first find after a card was laid down often misses it, so only two misses in a row mean that there is none. */
export async function findTwice(line: SdtProtocol, signal: AbortSignal): Promise<Result<void, CommandFault>> {
  const first = await line.findCard(signal);
  return first.ok || isFinal(first.fault) ? first : line.findCard(signal);
}

/** Asking again does not help, or costs a second deadline. */
const isFinal = (fault: CommandFault): boolean =>
  fault.kind === 'silent' || fault.kind === 'closed' || fault.kind === 'aborted';

/** `unsupported`: a good card of a type that is not read yet. */
export type CardReadFault = CommandFault | { readonly kind: 'unsupported'; readonly sw3?: number };

/** Selects and reads the card that was just found. */
export async function readFoundCard(line: SdtProtocol, signal: AbortSignal): Promise<Result<IdCard, CardReadFault>> {
  const selected = await line.selectCard(signal);
  if (!selected.ok) return selected;
  const data = await line.readCard(signal);
  if (!data.ok) return data;
  const card = parseCardData(data.value);
  data.value.fill(0);
  if (card.ok) return card;
  return fail({ kind: card.fault === 'cardUnsupported' ? 'unsupported' : 'damaged' });
}
