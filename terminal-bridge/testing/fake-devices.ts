/** Devices that a test moves by hand, behind the same interfaces as the real ones. */
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Camera, Frame } from '../devices/camera/camera.ts';
import type { Device } from '../devices/device.ts';
import type { SheetCamera } from '../devices/document-camera/document-camera.ts';
import type { IdCard, IdCardReader } from '../devices/id-card-reader/reader.ts';
import type { PagePrinter } from '../devices/page-printer/printer.ts';
import type { PortraitDecoder, RgbImage } from '../devices/portrait/decoder.ts';
import type { QrScanner, ScanProgress } from '../devices/qr-scanner/scanner.ts';
import type { ReceiptPrinter, Ticket } from '../devices/receipt-printer/printer.ts';
import type { ResolveHolder, SocialSecurityReader } from '../devices/social-security-card/device.ts';
import type { FaceMatcher, MatchVerdict } from '../matching/matcher.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { Guidance, ReadProgress } from '../protocol/messages.ts';
import type { DeviceStatus } from '../protocol/state.ts';

class FakeDevice implements Device {
  readonly #statuses = new Emitter<DeviceStatus>();
  status: DeviceStatus = { status: 'ready' };
  closed = false;

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  become(status: DeviceStatus): void {
    this.status = status;
    this.#statuses.emit(status);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export class FakeReader extends FakeDevice implements IdCardReader {
  readonly #laid = new Emitter<Result<IdCard, FaultName>>();
  #card: Result<IdCard, FaultName> | null = null;

  /** The next (or waiting) read gets this. */
  lay(card: IdCard): void {
    this.#give(ok(card));
  }

  refuse(fault: FaultName): void {
    this.#give(fail(fault));
  }

  read(signal: AbortSignal, onProgress?: (progress: ReadProgress) => void): Promise<Result<IdCard, FaultName>> {
    onProgress?.({ stage: 'waiting' });
    return new Promise((resolve) => {
      const finish = (result: Result<IdCard, FaultName>) => {
        off();
        this.#card = null;
        if (result.ok) onProgress?.({ stage: 'reading' });
        resolve(result);
      };
      const off = this.#laid.on(finish);
      signal.addEventListener('abort', () => finish(fail('cardTimeout')), { once: true });
      if (this.#card !== null) finish(this.#card);
    });
  }

  #give(result: Result<IdCard, FaultName>): void {
    this.#card = result;
    this.#laid.emit(result);
  }
}

export class FakeSocialSecurityReader extends FakeReader implements SocialSecurityReader {
  /** As the bridge has set it. */
  resolve: ResolveHolder = async () => fail('sscHolderHidden');

  resolveWith(resolve: ResolveHolder): void {
    this.resolve = resolve;
  }
}

export class FakeScanner extends FakeDevice implements QrScanner {
  readonly #shown = new Emitter<string>();
  readonly #told = new Emitter<ScanProgress>();

  /** A phone with this code, to whoever looks. */
  show(code: string): void {
    this.#shown.emit(code);
  }

  /** What comes of a look, to whoever looks. */
  tell(progress: ScanProgress): void {
    this.#told.emit(progress);
  }

  scan(
    signal: AbortSignal,
    onProgress: (progress: ScanProgress) => void = () => undefined,
  ): Promise<Result<string, FaultName>> {
    return new Promise((resolve) => {
      const offs = [
        this.#told.on(onProgress),
        this.#shown.on((code) => {
          off();
          resolve(ok(code));
        }),
      ];
      const off = () => {
        for (const one of offs) one();
      };
      signal.addEventListener(
        'abort',
        () => {
          off();
          resolve(fail('codeTimeout'));
        },
        { once: true },
      );
    });
  }
}

export class FakeDecoder extends FakeDevice implements PortraitDecoder {
  answer: Result<null, FaultName> = ok(null);
  /** Every image that was handed out, to see that it was overwritten. */
  readonly images: RgbImage[] = [];

  async decode(): Promise<Result<RgbImage, FaultName>> {
    if (!this.answer.ok) return this.answer;
    const image = { width: 102, height: 126, data: new Uint8Array(102 * 126 * 3).fill(200) };
    this.images.push(image);
    return ok(image);
  }
}

export class FakeCamera extends FakeDevice implements Camera {
  open = 0;
  jpeg: Uint8Array = new TextEncoder().encode('a picture');
  /** Every picture that was handed out, to see that it was overwritten. */
  readonly shown: Frame[] = [];

  async *frames(signal: AbortSignal): AsyncGenerator<Frame> {
    this.open += 1;
    try {
      for (let at = 0; !signal.aborted; at += 1) {
        // A picture of its own each time, as of a real camera: whoever is done with one overwrites it.
        const frame = { jpeg: Uint8Array.from(this.jpeg), at };
        this.shown.push(frame);
        yield frame;
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.open -= 1;
    }
  }
}

const FIGURES = {
  engine: 'fake',
  modelDigest: '0'.repeat(64),
  calibrationId: 'fake-1',
  passAtMost: 0.4,
  noMatchAbove: 0.6,
  framesCompared: 2,
};
export const PASS: MatchVerdict = { outcome: 'pass', figures: { ...FIGURES, distance: 0.3 } };
export const OFFICER: MatchVerdict = { outcome: 'officer', figures: { ...FIGURES, distance: 0.5 } };
export const NO_MATCH: MatchVerdict = { outcome: 'no-match', figures: { ...FIGURES, distance: 0.9 } };
export const NO_FACE: MatchVerdict = { outcome: 'unavailable', reason: 'noFaceSeen' };

export class FakeMatcher extends FakeDevice implements FaceMatcher {
  /** Null: looks until it is stopped. */
  verdict: MatchVerdict | null = PASS;
  matches = 0;

  async match(
    _portrait: RgbImage,
    frames: AsyncIterable<Frame>,
    options: { signal: AbortSignal; onGuidance: (guidance: Guidance) => void },
  ): Promise<MatchVerdict> {
    this.matches += 1;
    options.onGuidance('look-at-camera');
    for await (const _frame of frames) if (this.verdict !== null) return this.verdict;
    return NO_FACE;
  }
}

export class FakePrinter extends FakeDevice implements ReceiptPrinter {
  readonly tickets: Ticket[] = [];
  readonly reports: (readonly string[])[] = [];
  fault: FaultName | null = null;

  async printReport(lines: readonly string[]): Promise<Result<void, FaultName>> {
    if (this.fault !== null) return fail(this.fault);
    this.reports.push(lines);
    return ok(undefined);
  }

  async print(ticket: Ticket): Promise<Result<void, FaultName>> {
    if (this.fault !== null) return fail(this.fault);
    this.tickets.push(ticket);
    return ok(undefined);
  }
}

export class FakePagePrinter extends FakeDevice implements PagePrinter {
  readonly warnings = [];
  fault: FaultName | null = null;

  async check(): Promise<FaultName | null> {
    return this.fault;
  }

  async print(): Promise<Result<void, FaultName>> {
    return this.fault === null ? ok(undefined) : fail(this.fault);
  }
}

export class FakeDocumentCamera extends FakeDevice implements SheetCamera {
  /** Null: it sends nothing. */
  picture: Frame | null = { jpeg: new TextEncoder().encode('a sheet'), at: 0 };

  async shoot(): Promise<Result<never, FaultName>> {
    return fail('documentMissing');
  }

  async glance(): Promise<Frame | null> {
    return this.picture;
  }
}

export interface FakeDevices {
  readonly idCardReader: FakeReader;
  readonly socialSecurityReader: FakeSocialSecurityReader;
  readonly qrScanner: FakeScanner;
  readonly portraitDecoder: FakeDecoder;
  readonly camera: FakeCamera;
  readonly matcher: FakeMatcher;
  readonly receiptPrinter: FakePrinter;
  readonly pagePrinter: FakePagePrinter;
  readonly documentCamera: FakeDocumentCamera;
}

export const fakeDevices = (): FakeDevices => ({
  idCardReader: new FakeReader(),
  socialSecurityReader: new FakeSocialSecurityReader(),
  qrScanner: new FakeScanner(),
  portraitDecoder: new FakeDecoder(),
  camera: new FakeCamera(),
  matcher: new FakeMatcher(),
  receiptPrinter: new FakePrinter(),
  pagePrinter: new FakePagePrinter(),
  documentCamera: new FakeDocumentCamera(),
});
