/** A card that answers only as long as somebody wants to know. */
import { fail, type Result } from '@anban/foundation/result';
import type { LinkFault, SmartCard } from './transport.ts';

const OVER: Result<never, LinkFault> = fail({ kind: 'silent', detail: 'called off' });

/** As `card`, but from the abort of `over` on every command, also one that is under way, is answered `silent`. */
export function limited(card: SmartCard, over: AbortSignal): SmartCard {
  return {
    atr: card.atr,
    transmit: (apdu) =>
      new Promise((resolve, reject) => {
        if (over.aborted) return resolve(OVER);
        const giveUp = () => resolve(OVER);
        over.addEventListener('abort', giveUp, { once: true });
        card
          .transmit(apdu)
          .then(resolve, reject)
          .finally(() => over.removeEventListener('abort', giveUp));
      }),
    close: () => card.close(),
  };
}
