/**
 * The social security card reader in the matrix: APDUs of the emulated chip, at the seam where PC/SC carries them; and once
 * more through the process that talks to PC/SC.
 */
import { ManualClock } from '@anban/foundation/clock';
import { SscReader } from '../../../terminal-bridge/devices/social-security-card/device.ts';
import { CardBench, READ_RECORD } from './card-bench.ts';
import { PcscBench } from './pcsc-bench.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline, once, wait } from './waiting.ts';

/** A card that nobody asked for is kept for a moment: longer than that. */
const BETWEEN_CARDS_MS = 4000;

export const socialSecurityCard: DeviceUnderTest = {
  name: 'social security card reader',
  senseless: {},
  async start() {
    const clock = new ManualClock();
    return rigOf(clock, new CardBench(clock), async () => undefined);
  },
};

export const socialSecurityCardOverPcsc: DeviceUnderTest = {
  name: 'social security card reader over PC/SC, in a process of its own',
  senseless: { slow: 'above: the process does not know how long a card thinks' },
  async start() {
    const clock = new ManualClock();
    const bench = new PcscBench(clock);
    return rigOf(clock, bench, () => bench.settle());
  },
};

function rigOf(clock: ManualClock, bench: CardBench | PcscBench, settle: () => Promise<void>): Rig {
  const reader = new SscReader({ transport: bench, clock, reader: null });
  return {
    clock,
    status: () => reader.status,
    settle,
    async operate(ms, atMiddle) {
      bench.remove();
      await wait(clock, BETWEEN_CARDS_MS);
      bench.insert();
      const strike = once(atMiddle);
      bench.onCommand = (ins) => {
        if (ins === READ_RECORD) strike();
      };
      const read = await reader.read(deadline(clock, ms));
      bench.onCommand = () => undefined;
      if (!read.ok) return read.fault;
      return read.value.name === bench.person.name && read.value.number === bench.person.number ? 'ok' : 'another card';
    },
    apply: (fault) => bench.apply(fault),
    mend: (fault) => bench.mend(fault),
    close: () => reader.close(),
  };
}
