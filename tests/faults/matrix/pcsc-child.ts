/**
 * The process that talks to PC/SC, with a smart card service and an emulated card in it that are as a file says, whose path
 * is the argument. Calls of a silent service stand still, as the real ones do, and the whole process with them.
 */
import { PEOPLE } from '../../../hardware-mocks/people/people.ts';
import { SscChip } from '../../../hardware-mocks/social-security-card/chip.ts';
import type { BoundCard, BoundReader } from '../../../terminal-bridge/devices/smart-card/pcsc-binding.ts';
import { servePcsc } from '../../../terminal-bridge/devices/smart-card/pcsc-serve.ts';
import { readState } from './pcsc-state.ts';
import { spoil } from './spoil.ts';

/** "Wrong parameters": the answer to some other command. */
const WRONG = Uint8Array.of(0x6a, 0x86);
const EMPTY = 0x10;
const PRESENT = 0x20;
const LOOK_AGAIN_MS = 10;
const [, , file = ''] = process.argv;

/** The state of things, once the service answers. */
function now() {
  for (;;) {
    const state = readState(file);
    if (state.fault !== 'silence') return state;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
}

class Context {
  listReaders(): readonly BoundReader[] {
    const { plugged, cardPresent } = now();
    return plugged ? [{ name: 'Emulated reader 00', state: cardPresent ? PRESENT : EMPTY, connect }] : [];
  }
  close(): void {}
}

async function connect(): Promise<BoundCard> {
  const { plugged, cardPresent, held, powered, turn } = now();
  if (!plugged || !cardPresent) throw new Error('No smart card inserted');
  if (held) throw new Error('Sharing violation');
  const person = PEOPLE[turn % 3];
  if (person === undefined) throw new Error('the sample people are gone');
  const chip = new SscChip(person, '2.0');
  return {
    atr: chip.atr,
    async transmit(apdu) {
      const sent = Uint8Array.from(apdu);
      const state = now();
      if (!state.plugged || !state.cardPresent || state.powered !== powered) throw new Error('Card was removed');
      const [piece] = spoil(state.fault, Uint8Array.from(chip.answer(sent)), WRONG);
      return piece?.bytes ?? new Uint8Array();
    },
    disconnect: () => void now(),
  };
}

servePcsc(async () => ({ Context }));
