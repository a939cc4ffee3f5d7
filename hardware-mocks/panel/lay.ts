/** Laying a card down as a hand does it: a card that lies there is taken away first, and that takes its time. */
import type { PanelReader } from './devices.ts';

/** Long enough for a reader's host to notice that a card is gone: it asks several times a second. */
export const CARD_GONE_MS = 1500;

export async function layCard(
  reader: PanelReader,
  personId: string,
  pause: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const { personId: lying } = reader.state;
  if (lying !== null && lying !== personId) {
    reader.lift();
    await pause(CARD_GONE_MS);
  }
  reader.lay(personId);
}
