/** The work behind `anban id-card read`. */
import { systemClock } from '@anban/foundation/clock';
import { maskIdentityNumber } from '@anban/foundation/identity-number';
import { FAULTS, type FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { createIdCardReader } from './create.ts';
import type { IdCard } from './reader.ts';

export interface ReadOneCardOptions {
  readonly port: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** The whole number instead of a masked one. */
  readonly full: boolean;
}

/** Reads and prints one card; the answer is the exit code. */
export async function readOneCard(options: ReadOneCardOptions): Promise<number> {
  const stop = new AbortController();
  const cancel = systemClock.after(options.timeout * 1000, () => stop.abort());
  const reader = createIdCardReader({ path: options.port }, { clock: systemClock });
  let lastReason: FaultName = 'cardTimeout';
  const result = await reader.read(stop.signal, (progress) => {
    if (progress.stage !== 'reading') lastReason = progress.fault ?? 'cardTimeout';
    process.stderr.write(`${words(progress, options.port)}\n`);
  });
  cancel();
  const reason = reader.status.reason ?? lastReason;
  await reader.close();
  if (result.ok) {
    const card = summary(result.value, options.full);
    process.stdout.write(options.json ? `${JSON.stringify(card)}\n` : asText(card));
    return 0;
  }
  const why = result.fault === 'cardTimeout' ? reason : result.fault;
  const hint = FAULTS[why].hint;
  if (options.json) process.stdout.write(`${JSON.stringify({ error: result.fault, reason: why, hint })}\n`);
  process.stderr.write(`no card was read: ${why} (${FAULTS[why].code}): ${hint}\n`);
  return 1;
}

function words({ stage, fault }: ReadProgress, port: string): string {
  const why = fault === undefined ? '' : ` (${fault}: ${FAULTS[fault].hint})`;
  if (stage === 'waiting')
    return fault === undefined ? 'waiting for a card' : `waiting for the reader at ${port}${why}`;
  return stage === 'reading' ? 'reading' : `trying again${why}`;
}

interface CardSummary {
  readonly name: string;
  readonly number: string;
  readonly sex: string;
  readonly nation: string;
  readonly birthDate: string;
  readonly address: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly photoBytes: number;
}

const summary = (card: IdCard, full: boolean): CardSummary => ({
  name: card.name,
  number: full ? card.number : maskIdentityNumber(card.number),
  sex: card.sex.label,
  nation: card.nation.label,
  birthDate: card.birthDate,
  address: card.address,
  issuer: card.authority,
  validFrom: card.validFrom,
  validTo: card.validTo ?? '长期',
  photoBytes: card.portrait.length,
});

const asText = (card: CardSummary): string =>
  [
    ['name', card.name],
    ['number', card.number],
    ['sex', card.sex],
    ['nation', card.nation],
    ['birth date', card.birthDate],
    ['address', card.address],
    ['issuer', card.issuer],
    ['valid', `${card.validFrom} – ${card.validTo}`],
    ['photo', `${card.photoBytes} bytes`],
  ]
    .map(([label, value]) => `${`${label}:`.padEnd(12)}${value}\n`)
    .join('');
