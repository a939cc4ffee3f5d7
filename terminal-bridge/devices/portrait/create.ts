/** What the composition root needs to get a portrait decoder. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@anban/foundation/clock';
import * as z from 'zod';
import type { OnDefect } from '../keep-running.ts';
import { ChildDecoder } from './child-decoder.ts';
import type { PortraitDecoder } from './decoder.ts';
import { noDecoder } from './no-decoder.ts';

/** `vendor`: path of a library with `_Unpack`. `command`: a program that speaks the decoder's protocol. */
export const PortraitDecoderConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('vendor'), library: z.string().min(1) }),
  z.strictObject({ kind: z.literal('command'), command: z.tuple([z.string().min(1)], z.string()) }),
]);
export type PortraitDecoderConfig = z.infer<typeof PortraitDecoderConfig>;

const VENDOR_PROGRAM = fileURLToPath(new URL('vendor-decoder.ts', import.meta.url));

/** Starts the program at once and keeps it until closed. */
export function createPortraitDecoder(
  config: PortraitDecoderConfig,
  { clock, onDefect }: { readonly clock: Clock; readonly onDefect?: OnDefect },
): PortraitDecoder {
  switch (config.kind) {
    case 'none':
      return noDecoder;
    case 'vendor': {
      const library = resolve(config.library);
      return new ChildDecoder(
        { command: ['node', VENDOR_PROGRAM, library], directory: dirname(library) },
        clock,
        onDefect,
      );
    }
    case 'command':
      return new ChildDecoder({ command: config.command }, clock, onDefect);
  }
}
