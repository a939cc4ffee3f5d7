/** The work behind `anban id-card read`. */
import { systemClock } from '@anban/foundation/clock';
import { maskIdentityNumber } from '@anban/foundation/identity-number';
import { dayInChina } from '@anban/server/contract/common';
import { EXIT, exitOf, failed, failureOf } from '../../command-line/failure.ts';
import { interruptible, readOnce } from '../../command-line/read-once.ts';
import { parseDocumentNumber } from '../document-number.ts';
import { hidUnavailable } from '../hid/node-hid.ts';
import type { DocumentKind } from '../identity-document.ts';
import { type Region, regionOf } from '../region/region.ts';
import { VALIDITY_WARNINGS, validityWarnings } from '../validity.ts';
import { createIdCardReader, type IdCardReaderConfig } from './create.ts';
import type { IdCard, ReadOptions } from './reader.ts';

export interface ReadOneCardOptions {
  readonly config: IdCardReaderConfig;
  /** Where the reader is, in words for staff. */
  readonly place: string;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** The whole number instead of a masked one. */
  readonly full: boolean;
  readonly read: ReadOptions;
}

const MESSAGE = '没有读到证件 (no card was read)';

/** Reads and prints one card; the answer is the exit code. */
export async function readOneCard(options: ReadOneCardOptions): Promise<number> {
  const { config, json, timeout, place } = options;
  const unavailable = config.kind === 'hid' ? await hidUnavailable() : null;
  if (unavailable !== null)
    return failed(json, EXIT.environment, { ...failureOf('readerLibraryMissing', MESSAGE), hint: unavailable });
  const read = await interruptible((interrupt) => {
    const device = createIdCardReader(config, { clock: systemClock, options: options.read });
    const words = { thing: 'a card', device: `the reader at ${place}` };
    return readOnce({ device, read: device.read.bind(device), clock: systemClock, timeout, words, interrupt });
  });
  if (!read.ok) return failed(json, exitOf(read.fault), failureOf(read.fault, MESSAGE));
  const card = summary(read.value, options.full, dayInChina(systemClock.now()));
  process.stdout.write(json ? `${JSON.stringify(card)}\n` : asText(card));
  return EXIT.done;
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
function summary(card: IdCard, full: boolean, today: string) {
  const { managementNumber = null, newerAddresses = null, fingerprintBytes = null } = card.extras ?? {};
  const region = regionOf(card.kind, card.number);
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
    region,
    warnings: warningsOf(card, region, today),
  };
}

const REGION_UNKNOWN = {
  name: 'regionUnknown',
  hint: 'the first six digits of its number are no region code since the end of 2002: common for older numbers',
};

function warningsOf(card: IdCard, region: Region | null, today: string): { name: string; hint: string }[] {
  const dated = validityWarnings(card, today).map((name) => ({ name, hint: VALIDITY_WARNINGS[name] }));
  return region?.state === 'unknown' ? [...dated, REGION_UNKNOWN] : dated;
}

function regionWords({ code, name, state, lastSeen }: Region): string {
  if (state === 'unknown') return `${name ?? ''} (${code}: no such code)`.trimStart();
  return state === 'current' ? `${name}` : `${name} (abolished; last in ${lastSeen})`;
}

const maskPass = (number: string): string => `${number.slice(0, 1)}${'*'.repeat(Math.max(0, number.length - 1))}`;

function asText(card: ReturnType<typeof summary>): string {
  const lines: [string, string | null][] = [
    ['card', card.kindName],
    ['name', card.name],
    ['Latin name', card.nameLatin],
    ['number', card.numberValid ? card.number : `${card.number} (not a number that this card can bear)`],
    ['region', card.region === null ? null : regionWords(card.region)],
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
    ...card.warnings.map(({ name, hint }): [string, string] => ['look at', `${name}: ${hint}`]),
  ];
  return lines.map(([label, value]) => (value === null ? '' : `${`${label}:`.padEnd(14)}${value}\n`)).join('');
}
