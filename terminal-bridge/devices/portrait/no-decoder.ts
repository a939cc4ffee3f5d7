/** A terminal without a decoder: says so, and every check goes to the manual route. */
import { fail } from '@anban/foundation/result';
import type { PortraitDecoder } from './decoder.ts';
import { kindOfBlock } from './wlt.ts';

export const noDecoder: PortraitDecoder = {
  status: { status: 'absent' },
  onStatus: () => () => undefined,
  decode: async (wlt) => fail(kindOfBlock(wlt) === 'missing' ? 'portraitMissing' : 'decoderMissing'),
  close: async () => undefined,
};
