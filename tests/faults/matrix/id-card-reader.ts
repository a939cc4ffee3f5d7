/** The ID card reader in the matrix: SDT frames over a cable in memory. */
import { ManualClock } from '@anban/foundation/clock';
import { IdCardReaderEmulator } from '../../../hardware-mocks/id-card-reader/emulator.ts';
import { PEOPLE } from '../../../hardware-mocks/people/people.ts';
import { SdtIdCardReader } from '../../../terminal-bridge/devices/id-card-reader/device.ts';
import type { OpenSerial } from '../../../terminal-bridge/devices/serial/transport.ts';
import { Cable } from './cable.ts';
import { type Fault, isLineFault } from './faults.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline, once, wait } from './waiting.ts';

/** "Done", with no data: the answer to a reset. */
export const WRONG_REPLY = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 4, 0, 0, 0x90, 0x94);
/** A card that nobody asked for is kept for a moment: longer than that. */
const BETWEEN_CARDS_MS = 4000;

export const idCardReader: DeviceUnderTest = {
  name: 'ID card reader',
  senseless: {},
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const cable = new Cable(clock, WRONG_REPLY);
    return cardReaderRig(clock, cable, cable.open);
  },
};

/** `open`: what the driver has of the cable. */
export async function cardReaderRig(clock: ManualClock, cable: Cable, open: OpenSerial): Promise<Rig> {
  const emulator = new IdCardReaderEmulator({
    linkPath: 'reader',
    plug: cable.plug,
    timers: clock,
    realSpeed: false,
  });
  await emulator.start();
  const reader = new SdtIdCardReader({ path: 'reader', open, clock });
  let turn = 0;
  let person = cardOf(turn);
  const lay = () => {
    turn += 1;
    person = cardOf(turn);
    emulator.lay(person.id);
  };
  return {
    clock,
    status: () => reader.status,
    settle: async () => undefined,
    async operate(ms, atMiddle) {
      emulator.lift();
      await wait(clock, BETWEEN_CARDS_MS);
      lay();
      const strike = once(atMiddle);
      const stop = cable.asked.on((bytes) => {
        if (bytes[7] === 0x30) strike();
      });
      const read = await reader.read(deadline(clock, ms));
      stop();
      if (!read.ok) return read.fault;
      return read.value.number === person.number && read.value.name === person.name ? 'ok' : 'another card';
    },
    apply(fault: Fault) {
      if (isLineFault(fault)) cable.fault = fault;
      else if (fault === 'double insert') {
        lay();
        lay();
      } else if (fault === 'lift mid-read') {
        if (emulator.state.personId === null) lay();
        emulator.lift();
      } else {
        emulator.unplug();
        cable.busy = fault === 'busy';
        if (fault !== 'unplug') emulator.replug();
      }
    },
    mend(fault: Fault) {
      cable.fault = null;
      cable.busy = false;
      if (fault === 'unplug') emulator.replug();
      if (fault === 'lift mid-read') emulator.lay(person.id);
    },
    async close() {
      await reader.close();
      await emulator.close();
    },
  };
}

function cardOf(turn: number) {
  const person = PEOPLE[turn % 3];
  if (person === undefined) throw new Error('the sample people are gone');
  return person;
}
