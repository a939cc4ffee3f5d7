/** Wraps the way to smart cards so that every command and answer is written down, scrubbed first. */
import type { Clock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import type { SmartCard, SmartCardTransport } from '../smart-card/transport.ts';
import type { CardEntry } from './card-session.ts';
import { AnswerScrubber, scrubCommand, scrubReset } from './scrub-apdu.ts';

/** Gets the entries in order. Nothing of a person is in them. */
type Write = (entry: CardEntry) => void;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** As `transport`, and `write` is told. Readers that stay as they are, are told once. */
export function recordCards(transport: SmartCardTransport, clock: Clock, write: Write): SmartCardTransport {
  const startedAt = clock.now();
  const at = () => clock.now() - startedAt;
  let told = '';
  return {
    async readers() {
      const listed = await transport.readers();
      const [fault, readers] = listed.ok ? [null, [...listed.value]] : [listed.fault.kind, []];
      const words = JSON.stringify([fault, readers]);
      if (words !== told) write({ at: at(), event: 'readers', fault, readers });
      told = words;
      return listed;
    },
    async connect(reader) {
      const connected = await transport.connect(reader);
      if (!connected.ok) {
        write({ at: at(), event: 'not-connected', fault: connected.fault.kind });
        return connected;
      }
      write({ at: at(), event: 'connected', atr: hex(scrubReset(connected.value.atr)) });
      return ok(recorded(connected.value, at, write));
    },
    close: () => transport.close(),
  };
}

function recorded(card: SmartCard, at: () => number, write: Write): SmartCard {
  const scrubber = new AnswerScrubber();
  return {
    atr: card.atr,
    async transmit(apdu) {
      const [begun, command] = [at(), scrubCommand(apdu)];
      const answered = await card.transmit(apdu);
      const [answer, fault] = answered.ok
        ? [hex(scrubber.scrub(command, answered.value)), null]
        : [null, answered.fault.kind];
      write({ at: begun, event: 'exchange', asked: hex(command), ms: at() - begun, answer, fault });
      return answered;
    },
    close: () => card.close(),
  };
}
