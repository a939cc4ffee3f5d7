/** The work behind `anban ssc read`. */
import { systemClock } from '@anban/foundation/clock';
import { maskIdentityNumber, parseIdentityNumber } from '@anban/foundation/identity-number';
import { PcscTransport } from '../smart-card/pcsc-transport.ts';
import { SSC_FAULTS, type SscFault } from './faults.ts';
import { readFromReader, type SscProgress, type SscRead } from './read-from-reader.ts';
import type { SscHolder } from './social-security-card.ts';

export interface ReadOneOptions {
  /** Part of a reader's name. */
  readonly reader?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** Whole numbers instead of masked ones. */
  readonly full: boolean;
}

const ENVIRONMENT: ReadonlySet<SscFault> = new Set([
  'libraryMissing',
  'serviceMissing',
  'readerMissing',
  'readerFailed',
]);

/** Reads and prints one card; the answer is the exit code. */
export async function readOneSocialSecurityCard(options: ReadOneOptions): Promise<number> {
  const stop = new AbortController();
  const cancel = systemClock.after(options.timeout * 1000, () => stop.abort());
  const transport = new PcscTransport(systemClock);
  const read = await readFromReader({
    transport,
    clock: systemClock,
    reader: options.reader ?? null,
    signal: stop.signal,
    onProgress: (progress) => process.stderr.write(`${words(progress)}\n`),
  });
  cancel();
  await transport.close();
  if (read.ok) {
    const card = summary(read.value, options.full);
    process.stdout.write(options.json ? `${JSON.stringify(card)}\n` : asText(card));
    return 0;
  }
  const { code, words: forPerson, hint } = SSC_FAULTS[read.fault];
  if (options.json) process.stdout.write(`${JSON.stringify({ error: read.fault, code, words: forPerson, hint })}\n`);
  process.stderr.write(`no card was read: ${read.fault} (${code}): ${forPerson} ${hint}\n`);
  return ENVIRONMENT.has(read.fault) ? 3 : 1;
}

function words({ stage, fault }: SscProgress): string {
  const why = fault === undefined ? '' : ` (${fault}: ${SSC_FAULTS[fault].hint})`;
  if (stage === 'waiting') return fault === undefined ? 'waiting for a card' : `waiting for the reader${why}`;
  return stage === 'reading' ? 'reading' : `trying again${why}`;
}

function summary({ card, reader }: SscRead, full: boolean) {
  const { holder, category, cardNumber, cardId, ...rest } = card;
  return {
    reader,
    ...rest,
    cardNumber: full ? cardNumber : `${cardNumber.slice(0, 2)}****${cardNumber.slice(-3)}`,
    cardId: full ? cardId : `${cardId.slice(0, 16)}${'*'.repeat(Math.max(0, cardId.length - 16))}`,
    category: category?.label ?? null,
    holder: holder === null ? null : holderSummary(holder, full),
  };
}

const holderSummary = (holder: SscHolder, full: boolean) => ({
  number: full ? holder.number : maskIdentityNumber(holder.number),
  numberValid: parseIdentityNumber(holder.number).ok,
  name: holder.name,
  sex: holder.sex?.label ?? null,
  nation: holder.nation?.label ?? null,
  birthPlace: holder.birthPlace,
  birthDate: holder.birthDate,
});

function asText(card: ReturnType<typeof summary>): string {
  const { holder } = card;
  const lines: [string, string | null | undefined][] = [
    ['card', `社会保障卡 ${card.version}${card.algorithm === null ? '' : ` (${card.algorithm})`}`],
    ['card number', card.cardNumberValid ? card.cardNumber : `${card.cardNumber} (wrong check character)`],
    ['card id', card.cardId],
    ['region', card.region],
    ['category', card.category],
    ['issued', card.issuedOn],
    ['valid to', card.validTo],
    ['holder', holder?.name ?? 'not shown without the authorisation of the centre'],
    ['number', holder?.number],
    ['sex', holder?.sex],
    ['nation', holder?.nation],
    ['birth place', holder?.birthPlace],
    ['birth date', holder?.birthDate],
    ['reader', card.reader],
  ];
  return lines.map(([label, value]) => (value == null ? '' : `${`${label}:`.padEnd(13)}${value}\n`)).join('');
}
