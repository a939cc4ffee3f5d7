/** Devices from the configuration. One that cannot be created is absent, in the log and on the screen: the rest starts. */
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import { TICKET_PREFIX } from '@anban/server/contract/room-entry';
import type { Devices } from '../bridge.ts';
import type { BridgeConfig } from '../config.ts';
import { createCamera } from '../devices/camera/create-camera.ts';
import { createDocumentCamera } from '../devices/document-camera/document-camera.ts';
import { createIdCardReader } from '../devices/id-card-reader/create.ts';
import { IppPagePrinter } from '../devices/page-printer/ipp-printer.ts';
import { fileMemory } from '../devices/page-printer/job-memory.ts';
import { noPagePrinter } from '../devices/page-printer/no-page-printer.ts';
import { createPortraitDecoder } from '../devices/portrait/create.ts';
import { noDecoder } from '../devices/portrait/no-decoder.ts';
import { createQrScanner } from '../devices/qr-scanner/create.ts';
import { EscposPrinter } from '../devices/receipt-printer/escpos-printer.ts';
import { noPrinter } from '../devices/receipt-printer/no-printer.ts';
import { createSocialSecurityReader } from '../devices/social-security-card/create.ts';
import { type BridgeLog, errorName, errorPlace } from '../log.ts';
import type { DeviceName } from '../protocol/state.ts';
import { noCamera, noDocumentCamera, noReader, noScanner, noSocialSecurityReader } from './absent-devices.ts';
import { startMatcher } from './start-matcher.ts';

export function createDevices(config: BridgeConfig, clock: Clock, log: BridgeLog): Devices {
  const attempt = <T>(device: DeviceName, create: () => T, otherwise: T): T => {
    try {
      return create();
    } catch (error) {
      log.write('device-start-failed', { device, error: errorName(error) });
      return otherwise;
    }
  };
  /** A defect in a device's own loop: it is out of service for some seconds, and the rest goes on. */
  const onDefect = (where: DeviceName) => (error: unknown) =>
    log.write('unexpected-error', { where, error: errorName(error), at: errorPlace(error) });
  const { idCardReader: reader, socialSecurityReader: sscReader, qrScanner: scanner, receiptPrinter: printer } = config;
  const { pagePrinter, documentCamera } = config;
  return {
    idCardReader: attempt(
      'idCardReader',
      () =>
        reader === null ? noReader : createIdCardReader(reader, { clock, log, onDefect: onDefect('idCardReader') }),
      noReader,
    ),
    socialSecurityReader: attempt(
      'socialSecurityReader',
      () =>
        sscReader === null
          ? noSocialSecurityReader
          : createSocialSecurityReader(sscReader, { clock, onDefect: onDefect('socialSecurityReader') }),
      noSocialSecurityReader,
    ),
    qrScanner: attempt(
      'qrScanner',
      () =>
        scanner === null
          ? noScanner
          : createQrScanner(withTickets(scanner), { clock, onDefect: onDefect('qrScanner') }),
      noScanner,
    ),
    portraitDecoder: attempt(
      'portraitDecoder',
      () => createPortraitDecoder(config.portraitDecoder, { clock, onDefect: onDefect('portraitDecoder') }),
      noDecoder,
    ),
    camera: attempt('camera', () => createCamera(config.camera, { clock, onDefect: onDefect('camera') }), noCamera),
    matcher: startMatcher(config, clock, log, onDefect('matcher')),
    receiptPrinter: attempt(
      'receiptPrinter',
      () =>
        printer === null
          ? noPrinter
          : new EscposPrinter({
              address: printer,
              clock,
              onPaperLow: () => log.write('paper-low'),
              onDefect: onDefect('receiptPrinter'),
            }),
      noPrinter,
    ),
    pagePrinter: attempt(
      'pagePrinter',
      () =>
        pagePrinter === null
          ? noPagePrinter
          : new IppPagePrinter({
              url: pagePrinter.url,
              clock,
              memory: fileMemory(join(config.stateDir, 'print-jobs.json'), pagePrinter.url, (error) =>
                log.write('store-failed', { error: errorName(error) }),
              ),
              onLateJob: () => log.write('late-print'),
              onDefect: onDefect('pagePrinter'),
            }),
      noPagePrinter,
    ),
    documentCamera: attempt(
      'documentCamera',
      () =>
        documentCamera === null
          ? noDocumentCamera
          : createDocumentCamera(documentCamera.source, { clock, onDefect: onDefect('documentCamera') }),
      noDocumentCamera,
    ),
  };
}

/** Whatever the issuer's codes look like, our own tickets are wanted too. */
const withTickets = <C extends { readonly codes: RegExp }>(scanner: C): C => ({
  ...scanner,
  codes: new RegExp(`(?:${scanner.codes.source})|^${TICKET_PREFIX.replace('.', '\\.')}`),
});
