/**
 * A page printer over IPP. Its condition is asked every few seconds and around every job; a printer that went away is
 * looked for until it is back.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { DeviceStatus, DeviceWarning } from '../../protocol/state.ts';
import { type DeviceInfo, sameStatus } from '../device.ts';
import type { OnDefect } from '../keep-running.ts';
import { NETWORK_LADDER, RecoveryLadder } from '../recovery.ts';
import {
  CONDITION_ATTRIBUTES,
  conditionOf,
  FORMATS_ATTRIBUTE,
  IDENTITY_ATTRIBUTES,
  identityOf,
  type PagePrinterCondition,
  type PagePrinterIdentity,
  takesPdf,
} from './condition.ts';
import { IppClient } from './ipp-client.ts';
import { PrintJob } from './job.ts';
import { type JobMemory, noMemory } from './job-memory.ts';
import type { PagePrinter, PrintOptions } from './printer.ts';
import { StrayJobs } from './stray-jobs.ts';

export const CHECK_MS = 5_000;
const CHECK_DEADLINE_MS = 3_000;
export const PRINT_DEADLINE_MS = 120_000;

export interface IppPrinterOptions {
  /** ipp://host[:631]/ipp/print */
  readonly url: string;
  readonly clock: Clock;
  /** Told once each time a supply comes near its end. */
  readonly onWarning?: (warning: DeviceWarning) => void;
  /** Of the jobs that the printer holds, beyond a restart. None: for a program that waits for its one job. */
  readonly memory?: JobMemory;
  /** A job that was given up while the printer was away may have come out: somebody should look into its tray. */
  readonly onLateJob?: () => void;
  readonly onDefect?: OnDefect | undefined;
}

export class IppPagePrinter implements PagePrinter {
  readonly #options: IppPrinterOptions;
  readonly #client: IppClient;
  readonly #strays: StrayJobs;
  readonly #statuses = new Emitter<DeviceStatus>();
  readonly #closing = new AbortController();
  readonly #ladder = new RecoveryLadder(NETWORK_LADDER);
  #status: DeviceStatus = { status: 'starting' };
  #warnings: readonly DeviceWarning[] = [];
  /** As last told; kept while the printer is away. */
  #identity: PagePrinterIdentity = { model: null, firmware: null, serialNumber: null };
  #printing = false;
  #takesPdf = true;
  #cancelCheck: () => void = () => undefined;
  #checking: Promise<FaultName | null>;
  /** Jobs follow one another. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: IppPrinterOptions) {
    this.#options = options;
    this.#client = new IppClient(options.url, options.clock);
    this.#strays = new StrayJobs(this.#client, options.memory ?? noMemory, options.onLateJob);
    this.#checking = this.#check();
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get warnings(): readonly DeviceWarning[] {
    return this.#warnings;
  }

  get info(): DeviceInfo {
    // Without what a URL may carry besides: a name and a word to sign in with.
    const { host, pathname } = new URL(this.#options.url);
    const { model, serialNumber, firmware } = this.#identity;
    return { model: model ?? 'IPP', connection: `${host}${pathname}`, serialNumber, firmware };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#statuses.on(listener);
  }

  print(pdf: Uint8Array, options: PrintOptions): Promise<Result<void, FaultName>> {
    const result = this.#tail.then(() => this.#printNow(pdf, options));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Behind a question that is under way: two at a time would tell no more. */
  async check(): Promise<FaultName | null> {
    await this.#checking;
    return this.#check();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelCheck();
    await Promise.all([this.#tail, this.#checking]);
  }

  async #printNow(pdf: Uint8Array, options: PrintOptions): Promise<Result<void, FaultName>> {
    const given = options.signal === undefined ? [] : [options.signal];
    const cancelled = AbortSignal.any([this.#closing.signal, ...given]);
    if (cancelled.aborted) return fail('printCancelled');
    const before = await this.#check();
    if (before !== null) return fail(before);
    if (!this.#takesPdf) return fail('printRefused');
    const late = new AbortController();
    const stop = this.#options.clock.after(options.deadlineMs ?? PRINT_DEADLINE_MS, () => late.abort());
    const parts = {
      client: this.#client,
      clock: this.#options.clock,
      faultNow: () => this.#check(),
      strays: this.#strays,
    };
    const job = new PrintJob(parts, options, AbortSignal.any([cancelled, late.signal]));
    const result = await this.#busyWith(() => job.run(pdf)).finally(stop);
    await this.#check();
    if (result.ok) return ok(undefined);
    if (result.fault !== 'over') return fail(result.fault);
    return fail(cancelled.aborted ? 'printCancelled' : (job.fault ?? 'printTimeout'));
  }

  async #busyWith<T>(work: () => Promise<T>): Promise<T> {
    this.#printing = true;
    try {
      this.#become({ status: 'busy' });
      return await work();
    } finally {
      this.#printing = false;
    }
  }

  /** Asks the printer how it is, shows the answer as the status, and asks again later. Answers what is wrong. */
  #check(): Promise<FaultName | null> {
    this.#cancelCheck();
    const asked = this.#ask().catch((error: unknown) => this.#defect(error));
    this.#checking = asked.finally(() => {
      this.#cancelCheck();
      if (this.#closing.signal.aborted) return;
      this.#cancelCheck = this.#options.clock.after(CHECK_MS, () => void this.#check());
    });
    return this.#checking;
  }

  /** It is asked again, as after any loss. */
  #defect(error: unknown): FaultName | null {
    if (this.#options.onDefect === undefined) throw error;
    this.#options.onDefect(error);
    return this.#become({ status: 'out-of-service', reason: 'pagePrinterUnreachable' });
  }

  async #ask(): Promise<FaultName | null> {
    const asked = await this.#client.call(
      {
        operation: 'Get-Printer-Attributes',
        attributes: { 'requested-attributes': [...CONDITION_ATTRIBUTES, ...IDENTITY_ATTRIBUTES, FORMATS_ATTRIBUTE] },
        deadlineMs: CHECK_DEADLINE_MS,
      },
      this.#closing.signal,
    );
    if (this.#closing.signal.aborted) return 'pagePrinterUnreachable';
    if (asked.ok) {
      this.#identity = identityOf(asked.value.printer);
      this.#takesPdf = takesPdf(asked.value.printer);
      await this.#strays.withdrawLeft();
    }
    return this.#show(asked.ok ? conditionOf(asked.value.printer) : null);
  }

  #show(condition: PagePrinterCondition | null): FaultName | null {
    if (condition === null) return this.#lost();
    this.#ladder.recovered();
    for (const warning of condition.warnings) {
      if (!this.#warnings.includes(warning)) this.#options.onWarning?.(warning);
    }
    this.#warnings = condition.warnings;
    if (condition.fault !== null) return this.#become({ status: 'out-of-service', reason: condition.fault });
    const [warning] = condition.warnings;
    const status = this.#printing ? 'busy' : 'ready';
    return this.#become(warning === undefined ? { status } : { status, warning });
  }

  /** Once out of service it stays so until the printer answers. */
  #lost(): FaultName | null {
    const out = this.#ladder.failed() === 'out-of-service';
    return this.#become({ status: out ? 'out-of-service' : 'reconnecting', reason: 'pagePrinterUnreachable' });
  }

  #become(status: DeviceStatus): FaultName | null {
    const changed = !sameStatus(status, this.#status);
    this.#status = status;
    if (changed && !this.#closing.signal.aborted) this.#statuses.emit(status);
    return status.reason ?? null;
  }
}
