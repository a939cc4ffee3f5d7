/** The work behind `anban id-card read`. */
import { systemClock } from '@anban/foundation/clock';
import { maskIdentityNumber } from '@anban/foundation/identity-number';
import { FAULTS, type FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { parseDocumentNumber } from '../document-number.ts';
import type { DocumentKind } from '../identity-document.ts';
import { createIdCardReader } from './create.ts';
import type { IdCard, ReadOptions } from './reader.ts';

export interface ReadOneCardOptions {
  readonly port: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** The whole number instead of a masked one. */
  readonly full: boolean;
  readonly read: ReadOptions;
}

/** Reads and prints one card; the answer is the exit code. */
export async function readOneCard(options: ReadOneCardOptions): Promise<number> {
  const stop = new AbortController();
  const cancel = systemClock.after(options.timeout * 1000, () => stop.abort());
  const reader = createIdCardReader({ path: options.port }, { clock: systemClock, options: options.read });
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

/** What the card is, for a person. */
const KINDS: Readonly<Record<DocumentKind, string>> = {
  'resident-card': '居民身份证',
  'foreign-residence-2017': '外国人永久居留身份证（2017 版）',
  'foreign-residence-2023': '外国人永久居留身份证（2023 版）',
  'residence-permit': '港澳台居民居住证',
  'social-security-card': '社会保障卡',
  'electronic-social-security-card': '电子社保卡',
};

/** The document for `--json`: every field, the portrait as its length. */
function summary(card: IdCard, full: boolean) {
  const { managementNumber = null, newerAddresses = null, fingerprintBytes = null } = card.extras ?? {};
  return {
    kind: card.kind,
    kindName: KINDS[card.kind],
    name: card.name,
    nameLatin: card.nameLatin,
    number: full ? card.number : maskIdentityNumber(card.number),
    numberValid: parseDocumentNumber(card.kind, card.number).ok,
    sex: card.sex.label,
    nation: card.nation?.label ?? null,
    nationality: card.nationality,
    birthDate: card.birthDate,
    address: card.address,
    issuer: card.issuer,
    validFrom: card.validFrom,
    validTo: card.validTo ?? '长期',
    passNumber: card.passNumber === null || full ? card.passNumber : maskPass(card.passNumber),
    photoBytes: card.portrait.length,
    newerAddresses,
    managementNumber,
    fingerprintBytes,
  };
}

const maskPass = (number: string): string => `${number.slice(0, 1)}${'*'.repeat(Math.max(0, number.length - 1))}`;

function asText(card: ReturnType<typeof summary>): string {
  const lines: [string, string | null][] = [
    ['card', card.kindName],
    ['name', card.name],
    ['Latin name', card.nameLatin],
    ['number', card.numberValid ? card.number : `${card.number} (not a number that this card can bear)`],
    ['sex', card.sex],
    ['nation', card.nation],
    ['nationality', card.nationality],
    ['birth date', card.birthDate],
    ['address', card.address],
    ['issuer', card.issuer],
    ['valid', `${card.validFrom} – ${card.validTo}`],
    ['pass number', card.passNumber],
    ['photo', `${card.photoBytes} bytes`],
    ['management', card.managementNumber],
    ['fingerprints', card.fingerprintBytes === null ? null : `${card.fingerprintBytes} bytes, dropped`],
  ];
  return lines.map(([label, value]) => (value === null ? '' : `${`${label}:`.padEnd(14)}${value}\n`)).join('');
}
