/** From the configuration to a reader of social security cards. */
import type { Clock } from '@anban/foundation/clock';
import * as z from 'zod';
import type { OnDefect } from '../keep-running.ts';
import { PcscTransport } from '../smart-card/pcsc-transport.ts';
import { VpcdTransport } from '../smart-card/vpcd-transport.ts';
import { type SocialSecurityReader, SscReader } from './device.ts';

export const SocialSecurityReaderConfig = z.discriminatedUnion('kind', [
  /** `reader`: part of the name of the reader; any reader when absent. */
  z.strictObject({ kind: z.literal('pcsc'), reader: z.string().min(1).optional() }),
  /** Emulated cards connect here. Only where the centre is on this machine too. */
  z.strictObject({ kind: z.literal('vpcd'), port: z.int().min(1).max(65_535) }),
]);
export type SocialSecurityReaderConfig = z.infer<typeof SocialSecurityReaderConfig>;

/** Starts at once and looks for the reader until closed. */
export function createSocialSecurityReader(
  config: SocialSecurityReaderConfig,
  parts: { readonly clock: Clock; readonly onDefect?: OnDefect },
): SocialSecurityReader {
  if (config.kind === 'vpcd') {
    return new SscReader({ ...parts, transport: new VpcdTransport(config.port, parts.clock), reader: null });
  }
  return new SscReader({ ...parts, transport: new PcscTransport(parts.clock), reader: config.reader ?? null });
}
