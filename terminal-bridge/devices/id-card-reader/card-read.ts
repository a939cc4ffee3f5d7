/** The card commands in their order: find (twice), then select and read. One attempt each; who retries is the device. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { CommandFault, SdtProtocol } from './protocol.ts';
import type { IdCard, ReadOptions } from './reader.ts';
import { parseCardData } from './text-block.ts';
import { parseAddresses } from './text-fields.ts';

/** The first find after a card was laid down often misses it, so only two misses in a row mean that there is none. */
export async function findTwice(line: SdtProtocol, signal: AbortSignal): Promise<Result<void, CommandFault>> {
  const first = await line.findCard(signal);
  return first.ok || isFinal(first.fault) ? first : line.findCard(signal);
}

/** Asking again does not help, or costs a second deadline. */
const isFinal = (fault: CommandFault): boolean =>
  fault.kind === 'silent' || fault.kind === 'closed' || fault.kind === 'aborted';

/** `unsupported`: a good card of a type that is not read yet. */
export type CardReadFault = CommandFault | { readonly kind: 'unsupported'; readonly sw3?: number };

/** Selects and reads the card that was just found. */
export async function readFoundCard(
  line: SdtProtocol,
  signal: AbortSignal,
  options: ReadOptions = {},
): Promise<Result<IdCard, CardReadFault>> {
  const selected = await line.selectCard(signal);
  if (!selected.ok) return selected;
  const { fingerprints = false, provisional = false } = options;
  const data = fingerprints ? await line.readCardAndFingerprints(signal) : await line.readCard(signal);
  if (!data.ok) return data;
  const card = parseCardData(data.value, { fingerprints, provisional });
  data.value.fill(0);
  if (!card.ok) return fail({ kind: card.fault === 'cardUnsupported' ? 'unsupported' : 'damaged' });
  const { document, fingerprintBytes } = card.value;
  if (!fingerprints && !options.newestAddress && !options.managementNumber) return ok(document);
  const newerAddresses = options.newestAddress === true ? await newerAddressesOf(line, signal) : null;
  const managementNumber = options.managementNumber === true ? await managementNumberOf(line, signal) : null;
  const address = newerAddresses?.at(-1) ?? document.address;
  const extras = { newerAddresses, managementNumber, fingerprintBytes: fingerprints ? fingerprintBytes : null };
  return ok({ ...document, address, extras });
}

/** A module that does not know the command, or a card that leaves now, does not make the read a bad one. */
async function newerAddressesOf(line: SdtProtocol, signal: AbortSignal): Promise<string[] | null> {
  const data = await line.readNewestAddress(signal);
  return data.ok ? parseAddresses(data.value) : null;
}

async function managementNumberOf(line: SdtProtocol, signal: AbortSignal): Promise<string | null> {
  const data = await line.readManagementNumber(signal);
  return data.ok ? Buffer.from(data.value).toString('hex') : null;
}
