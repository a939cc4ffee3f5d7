/** The social security card reader in the matrix: APDUs of the emulated chip, at the seam where PC/SC carries them. */
import { ManualClock } from '@anban/foundation/clock';
import { SscReader } from '../../../terminal-bridge/devices/social-security-card/device.ts';
import { CardBench, READ_RECORD } from './card-bench.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline, once, wait } from './waiting.ts';

/** A card that nobody asked for is kept for a moment: longer than that. */
const BETWEEN_CARDS_MS = 4000;

export const socialSecurityCard: DeviceUnderTest = {
  name: 'social security card reader',
  senseless: {},
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const bench = new CardBench(clock);
    const reader = new SscReader({ transport: bench, clock, reader: null });
    return {
      clock,
      status: () => reader.status,
      settle: async () => undefined,
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
        return read.value.name === bench.person.name && read.value.number === bench.person.number
          ? 'ok'
          : 'another card';
      },
      apply: (fault) => bench.apply(fault),
      mend: (fault) => bench.mend(fault),
      close: () => reader.close(),
    };
  },
};
