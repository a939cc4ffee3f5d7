/**
 * Devices × faults × states: every cell must end in a status with a name, and in a device that works again by itself.
 * The real drivers over the emulated devices' bytes, on a clock of the test. Prints the table, and keeps it as
 * docs/fault-matrix.md: `UPDATE_FAULT_MATRIX=1` writes it, otherwise a stale one fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { DeviceStatus } from '../../terminal-bridge/protocol/state.ts';
import { camera } from './matrix/camera.ts';
import { type Outcome, tryCell } from './matrix/cell.ts';
import { documentCamera } from './matrix/document-camera.ts';
import { faceMatcher } from './matrix/face-matcher.ts';
import { FAULTS, STATES } from './matrix/faults.ts';
import { hidCardReader } from './matrix/hid-card-reader.ts';
import { idCardReader } from './matrix/id-card-reader.ts';
import { pagePrinter } from './matrix/page-printer.ts';
import { portraitDecoder } from './matrix/portrait-decoder.ts';
import { qrScanner } from './matrix/qr-scanner.ts';
import { receiptPrinter } from './matrix/receipt-printer.ts';
import { socialSecurityCard, socialSecurityCardOverPcsc } from './matrix/social-security-card.ts';
import { keyOf, matrixDocument } from './matrix/table.ts';

const PATH = fileURLToPath(new URL('../../docs/fault-matrix.md', import.meta.url));
const DEVICES = [
  idCardReader,
  hidCardReader,
  socialSecurityCard,
  socialSecurityCardOverPcsc,
  qrScanner,
  camera,
  documentCamera,
  receiptPrinter,
  pagePrinter,
  portraitDecoder,
  faceMatcher,
];
/** What no operation may end in, whatever the fault. */
const LIES = [
  'another card',
  'another code',
  'an empty picture',
  'another picture',
  'said to be printed, and is not',
  'the holder is said to be: no-match',
];
/** With these nothing of the device arrives: an operation that went well was none. */
const DEAF = ['unplug', 'silence'];
const NEEDS_REASON = ['reconnecting', 'out-of-service'];
const outcomes = new Map<string, Outcome>();

describe.each(DEVICES)('$name', (device) => {
  const faults = FAULTS.filter((fault) => device.senseless[fault] === undefined);
  describe.each(faults)('%s', (fault) => {
    it.each(STATES)('while %s', async (state) => {
      const outcome = await tryCell(device, fault, state);
      outcomes.set(keyOf(device, fault, state), outcome);
      const status = DeviceStatus.parse(outcome.during);
      expect(status.status).not.toBe('starting');
      expect(status.reason !== undefined).toBe(NEEDS_REASON.includes(status.status));
      expect(LIES).not.toContain(outcome.meanwhile);
      expect(LIES).not.toContain(outcome.struck);
      if (DEAF.includes(fault)) expect(outcome.meanwhile).not.toBe('ok');
      expect(outcome.afterwards).toBe('ok');
    });
  });
});

it('docs/fault-matrix.md tells what was found', () => {
  const found = matrixDocument(DEVICES, outcomes);
  if (process.env.UPDATE_FAULT_MATRIX === '1') writeFileSync(PATH, found);
  expect(readFileSync(PATH, 'utf8')).toBe(found);
});

afterAll(() => {
  process.stdout.write(`\n${matrixDocument(DEVICES, outcomes)}\n`);
});
