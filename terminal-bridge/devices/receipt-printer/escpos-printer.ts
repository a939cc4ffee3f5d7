/**
 * A receipt printer on TCP (port 9100, ESC/POS). The connection is kept, the condition is asked every few seconds and
 * around every job; a printer that went away is looked for until it is back.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus } from '../../protocol/state.ts';
import { type DeviceInfo, sameStatus } from '../device.ts';
import { contain, type OnDefect } from '../keep-running.ts';
import { NETWORK_LADDER, RecoveryLadder } from '../recovery.ts';
import { PrinterConnection } from './connection.ts';
import type { ReceiptPrinter, Ticket } from './printer.ts';
import { CUT, type PrinterCondition } from './status.ts';
import { reportBytes, ticketBytes } from './ticket-layout.ts';

const POLL_MS = 2000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;
const PRINT_DEADLINE_MS = 5000;

export interface EscposPrinterOptions {
  readonly address: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  /** Told once each time the roll comes near its end. */
  readonly onPaperLow: () => void;
  readonly onDefect?: OnDefect | undefined;
}

export class EscposPrinter implements ReceiptPrinter {
  readonly #options: EscposPrinterOptions;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #ladder = new RecoveryLadder(NETWORK_LADDER);
  #status: DeviceStatus = { status: 'starting' };
  #connection: PrinterConnection | null = null;
  #retryMs = FIRST_RETRY_MS;
  #cancel: () => void = () => {};
  /** Questions and jobs follow one another: answers carry no number by which to tell them apart. */
  #tail: Promise<unknown> = Promise.resolve();
  #paperLow = false;
  /** The printer may hold the rest of a job that was answered "not printed". */
  #holdsRest = false;
  /** Its beginning may hang on the paper. */
  #begun = false;
  /** Firmware, maker, model, serial number, as the printer told them. */
  #identity: readonly string[] = [];
  /** The connection on which the printer was asked who it is: once on each. */
  #asked: PrinterConnection | null = null;
  #closed = false;

  constructor(options: EscposPrinterOptions) {
    this.#options = options;
    this.#poll();
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  get info(): DeviceInfo {
    const { host, port } = this.#options.address;
    const [firmware, maker, model, serialNumber] = this.#identity;
    const name = [maker, model].filter((word) => word !== undefined && word !== '').join(' ');
    return {
      model: name === '' ? 'ESC/POS' : name,
      connection: `${host}:${port}`,
      serialNumber: serialNumber || null,
      firmware: firmware || null,
    };
  }

  printReport(lines: readonly string[]): Promise<Result<void, FaultName>> {
    return this.#inTime(reportBytes(lines));
  }

  print(ticket: Ticket): Promise<Result<void, FaultName>> {
    return this.#inTime(ticketBytes(ticket));
  }

  /** Asks the printer now, behind whatever is being printed. */
  check(signal: AbortSignal): Promise<FaultName | null> {
    const asked = this.#inTurn(() => this.#check());
    return new Promise((resolve) => {
      const giveUp = () => resolve('printerUnreachable');
      signal.addEventListener('abort', giveUp, { once: true });
      asked.then(resolve, giveUp).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    this.#connection?.close();
    await this.#tail;
  }

  /** `over`: it was answered already, and must not be printed any more. */
  async #printNow(job: Uint8Array, over: AbortSignal): Promise<Result<void, FaultName>> {
    if (over.aborted) return fail('printerUnreachable');
    const before = await this.#check();
    if (before !== null) return fail(before);
    if (over.aborted) return fail('printerUnreachable');
    // DLE EOT is answered at once, before what is still to be printed: first the printer must have come to the job's end.
    const connection = this.#connection;
    const drop = () => connection?.close();
    over.addEventListener('abort', drop, { once: true });
    // Nobody gets a paper on which another's number stands, too.
    await connection?.print(this.#begun ? Buffer.concat([CUT, job]) : job);
    over.removeEventListener('abort', drop);
    // Whoever lost the connection lost the job with it, however well the printer is when it is back.
    const lost = connection?.open !== true;
    // The paper may have ended inside the job: only a good answer after it counts as printed.
    const after = await this.#check();
    this.#begun = after !== null || lost;
    if (!this.#begun) return ok(undefined);
    this.#holdsRest = true;
    this.#forgetRest();
    return fail(after ?? 'printerUnreachable');
  }

  /** It would come out on the next roll, or when the cover is closed: before somebody else, with this person's number. */
  #forgetRest(): void {
    if (!this.#holdsRest || this.#connection === null) return;
    this.#holdsRest = false;
    this.#connection.forget();
  }

  #poll(): void {
    this.#cancel();
    void this.#contain(() => this.#inTurn(() => this.#check())).finally(() => {
      this.#cancel();
      if (this.#closed) return;
      const ms = this.#connection === null ? this.#retryMs : POLL_MS;
      if (this.#connection === null) this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      this.#cancel = this.#options.clock.after(ms, () => this.#poll());
    });
  }

  /** Asks the printer how it is, connecting first when it must, and shows the answer as the status. */
  async #check(): Promise<FaultName | null> {
    if (this.#closed) return 'printerUnreachable';
    this.#connection ??= await this.#connect();
    const condition = (await this.#connection?.condition()) ?? null;
    if (condition === null) this.#connection = null;
    else this.#forgetRest();
    if (condition?.fault === null && this.#asked !== this.#connection) {
      this.#asked = this.#connection;
      this.#connection?.identify((answers) => {
        this.#identity = answers;
      });
    }
    return this.#show(condition);
  }

  async #connect(): Promise<PrinterConnection | null> {
    const connection = await PrinterConnection.open(this.#options.address, this.#options.clock, () => {
      if (this.#connection !== connection || connection === null) return;
      this.#connection = null;
      void this.#contain(() => this.#show(null));
      if (!this.#closed) this.#poll();
    });
    if (connection !== null) this.#retryMs = FIRST_RETRY_MS;
    if (this.#closed) connection?.close();
    return connection;
  }

  #show(condition: PrinterCondition | null): FaultName | null {
    if (condition === null) return this.#lost();
    this.#ladder.recovered();
    if (condition.paperLow && !this.#paperLow) this.#options.onPaperLow();
    this.#paperLow = condition.paperLow;
    if (condition.fault === null) {
      return this.#become(condition.paperLow ? { status: 'ready', warning: 'paper-low' } : { status: 'ready' });
    }
    return this.#become({ status: 'out-of-service', reason: condition.fault });
  }

  /** Once out of service it stays so until the printer answers. */
  #lost(): FaultName | null {
    const out = this.#ladder.failed() === 'out-of-service';
    return this.#become({ status: out ? 'out-of-service' : 'reconnecting', reason: 'printerUnreachable' });
  }

  #become(status: DeviceStatus): FaultName | null {
    const changed = !sameStatus(status, this.#status);
    this.#status = status;
    if (changed && !this.#closed) this.#statuses.emit(status);
    return status.reason ?? null;
  }

  /** After a defect it is asked again, as after any loss. */
  #contain(step: () => unknown): Promise<void> {
    const fail = () => this.#become({ status: 'out-of-service', reason: 'printerUnreachable' });
    return contain(step, { onDefect: this.#options.onDefect, fail });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {});
    return result;
  }

  /** A job that is not printed in time, also because it had to wait for others, is never printed. */
  #inTime(bytes: Uint8Array): Promise<Result<void, FaultName>> {
    const over = new AbortController();
    const job = this.#inTurn(() => this.#printNow(bytes, over.signal));
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(PRINT_DEADLINE_MS, () => {
        over.abort();
        resolve(fail('printerUnreachable'));
      });
      job.then(resolve, reject).finally(cancel);
    });
  }
}
