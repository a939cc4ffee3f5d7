/** The work behind `anban ssc read`. */
import { systemClock } from '@anban/foundation/clock';
import { maskIdentityNumber, parseIdentityNumber } from '@anban/foundation/identity-number';
import { EXIT, exitOf, type Failure, failed, failureOf } from '../../command-line/failure.ts';
import { interruptible, readOnce } from '../../command-line/read-once.ts';
import { PcscTransport } from '../smart-card/pcsc-transport.ts';
import { SscCardReader } from './card-reader.ts';
import type { SocialSecurityCard, SscHolder } from './social-security-card.ts';

export interface ReadOneOptions {
  /** Part of a reader's name. */
  readonly reader?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** Whole numbers instead of masked ones. */
  readonly full: boolean;
}

const MESSAGE = '没有读到社会保障卡 (no social security card was read)';

/** Reads and prints one card; the answer is the exit code. */
export async function readOneSocialSecurityCard(options: ReadOneOptions): Promise<number> {
  const { json, full, timeout, reader = null } = options;
  let place: string | null = null;
  const read = await interruptible((interrupt) => {
    const device = new SscCardReader({ transport: new PcscTransport(systemClock), clock: systemClock, reader });
    const words = { thing: 'a card', device: 'the reader' };
    const noted = async (...wait: Parameters<typeof device.read>) => {
      const card = await device.read(...wait);
      place = device.info.model;
      return card;
    };
    return readOnce({ device, read: noted, clock: systemClock, timeout, words, interrupt });
  });
  if (!read.ok) return failed(json, exitOf(read.fault), withPanel(failureOf(read.fault, MESSAGE)));
  const card = summary(read.value, place, full);
  process.stdout.write(json ? `${JSON.stringify(card)}\n` : asText(card));
  return EXIT.done;
}

/** Who tries this beside `npm start` has cards on its panel, and no service. */
function withPanel(failure: Failure): Failure {
  if (failure.name !== 'sscServiceMissing') return failure;
  const panel = 'The emulated cards on the panel of npm start are seen by its bridge only: look at them at the kiosk';
  return { ...failure, hint: `${failure.hint}. ${panel}` };
}

function summary(card: SocialSecurityCard, reader: string | null, full: boolean) {
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
