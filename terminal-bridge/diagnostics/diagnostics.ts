/** Diagnostics for staff: opened with staff card (or number) and PIN, closed by themselves; nothing of any person in them. */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { DocumentReader } from '../devices/document-reader.ts';
import type { ReceiptPrinter } from '../devices/receipt-printer/printer.ts';
import type { BridgeLog } from '../log.ts';
import type { DiagnosticsReport, SelfTestAnswer } from '../protocol/diagnostics.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, RequestOf } from '../protocol/messages.ts';
import type { DeviceName } from '../protocol/state.ts';
import type { Officers } from '../visit/officers.ts';
import { reportLines } from './report-lines.ts';

export const OPEN_MS = 600_000;

export interface DiagnosticsParts {
  readonly clock: Clock;
  readonly log: BridgeLog;
  readonly officers: Pick<Officers, 'verify' | 'verifyCard'>;
  /** Staff sign in with their card now (`wantsStaffCard`). */
  readonly wantsCard: () => boolean;
  readonly documents: Pick<DocumentReader, 'read'>;
  readonly printer: Pick<ReceiptPrinter, 'printReport'>;
  readonly report: () => DiagnosticsReport;
  /** Takes the terminal out of service, or back into it. */
  readonly setMaintenance: (on: boolean) => void;
  readonly selfTest: (device: DeviceName, signal: AbortSignal) => Promise<SelfTestAnswer>;
}

export class Diagnostics {
  readonly #parts: DiagnosticsParts;
  #open: { readonly id: string; readonly client: object; readonly officerId: string } | null = null;
  #cancelTimer: () => void = () => undefined;

  constructor(parts: DiagnosticsParts) {
    this.#parts = parts;
  }

  /** Any officer of the roster; works while cut off. `client`: whose connection it is. `signal`: ends the wait for a card. */
  async open(
    { staffNumber, pin }: RequestOf<'Diagnostics.Open'>,
    client: object,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Diagnostics.Open'>, FaultName>> {
    const officer = await this.#signIn(staffNumber, pin, signal);
    if (!officer.ok) return officer;
    this.close();
    const id = newId();
    this.#open = { id, client, officerId: officer.value };
    this.#cancelTimer = this.#parts.clock.after(OPEN_MS, () => this.close());
    this.#parts.log.write('diagnostics-opened', { officerId: officer.value });
    return ok({ diagnosticsId: id });
  }

  report(id: string, client: object): Result<DiagnosticsReport, FaultName> {
    return this.#allows(id, client) ? ok(this.#parts.report()) : fail('diagnosticsOver');
  }

  async selfTest(
    { diagnosticsId, device }: RequestOf<'Diagnostics.SelfTest'>,
    client: object,
    signal: AbortSignal,
  ): Promise<Result<SelfTestAnswer, FaultName>> {
    if (!this.#allows(diagnosticsId, client)) return fail('diagnosticsOver');
    return ok(await this.#parts.selfTest(device, signal));
  }

  /** What kind of document it was, and nothing else of it. */
  async tryDocument(
    id: string,
    client: object,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Diagnostics.TryDocument'>, FaultName>> {
    if (!this.#allows(id, client)) return fail('diagnosticsOver');
    const startedAt = this.#parts.clock.now();
    const read = await this.#parts.documents.read(signal);
    if (!read.ok) return read;
    read.value.portrait.fill(0);
    return ok({ kind: read.value.kind, milliseconds: this.#parts.clock.now() - startedAt });
  }

  async print(id: string, client: object): Promise<Result<AnswerOf<'Diagnostics.Print'>, FaultName>> {
    if (!this.#allows(id, client)) return fail('diagnosticsOver');
    const printed = await this.#parts.printer.printReport(reportLines(this.#parts.report()));
    return ok({ printFault: printed.ok ? null : printed.fault });
  }

  setMaintenance(id: string, client: object, on: boolean): Result<AnswerOf<'Diagnostics.SetMaintenance'>, FaultName> {
    if (this.#open === null || !this.#allows(id, client)) return fail('diagnosticsOver');
    this.#parts.setMaintenance(on);
    this.#parts.log.write('maintenance-set', { on, officerId: this.#open.officerId });
    return ok({});
  }

  /** Closes `id`, or whatever is open. */
  close(id?: string): void {
    if (this.#open === null || (id !== undefined && this.#open.id !== id)) return;
    this.#open = null;
    this.#cancelTimer();
  }

  async #signIn(staffNumber: string | undefined, pin: string, signal: AbortSignal): Promise<Result<string, FaultName>> {
    const { officers, documents, wantsCard, log } = this.#parts;
    if (staffNumber !== undefined) {
      if (wantsCard()) return fail('staffCardNeeded');
      return officers.verify(staffNumber, pin);
    }
    const read = await documents.read(signal);
    if (!read.ok) return read;
    read.value.portrait.fill(0);
    const officer = await officers.verifyCard(read.value.number, pin);
    if (!officer.ok) log.write('staff-card-refused', { why: officer.fault });
    return officer;
  }

  #allows(id: string, client: object): boolean {
    return this.#open?.id === id && this.#open.client === client;
  }
}
