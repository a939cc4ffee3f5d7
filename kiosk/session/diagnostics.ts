/** Diagnostics as staff go through them: sign in, look, test, print. The bridge decides who may. */
import type { DiagnosticsReport, SelfTestAnswer } from '@anban/terminal-bridge/protocol/diagnostics';
import type { AnswerOf } from '@anban/terminal-bridge/protocol/messages';
import type { DeviceName } from '@anban/terminal-bridge/protocol/state';
import type { Bridge } from '../bridge/client.ts';
import type { BridgeFault } from '../bridge/result.ts';

/** How long staff have to lay a card down, ms. */
const TRY_MS = 20_000;

export type Activity = 'signing-in' | 'testing' | 'trying' | 'printing' | null;

export class Diagnostics {
  report: DiagnosticsReport | null = null;
  /** Shown on a page of its own; null: all of them. */
  device: DeviceName | null = null;
  activity: Activity = null;
  fault: BridgeFault | null = null;
  test: SelfTestAnswer | null = null;
  tried: AnswerOf<'Diagnostics.TryDocument'> | null = null;
  printed = false;
  #id: string | null = null;
  #stop = new AbortController();
  readonly #bridge: Bridge;
  readonly #changed: () => void;

  constructor(bridge: Bridge, changed: () => void) {
    this.#bridge = bridge;
    this.#changed = changed;
  }

  /** Without a staff number the bridge waits for the officer's card. */
  async signIn({ staffNumber, pin }: { readonly staffNumber: string | null; readonly pin: string }): Promise<void> {
    if (this.activity !== null) return;
    this.#begin('signing-in');
    const { signal } = this.#stop;
    const opened =
      staffNumber === null
        ? await this.#bridge.send('Diagnostics.Open', { pin }, { timeout: TRY_MS, signal })
        : await this.#bridge.send('Diagnostics.Open', { staffNumber, pin });
    if (signal.aborted) return;
    if (opened.ok) {
      this.#id = opened.value.diagnosticsId;
      await this.#look();
    } else this.fault = opened.fault === 'timedOut' ? 'cardTimeout' : opened.fault;
    this.#end();
  }

  /** Opens a device's page, or goes back to all of them. */
  async show(device: DeviceName | null): Promise<void> {
    if (this.activity !== null) return;
    this.#begin(null);
    this.device = device;
    await this.#look();
    this.#end();
  }

  async selfTest(device: DeviceName): Promise<void> {
    if (this.#id === null || this.activity !== null) return;
    this.#begin('testing');
    const tested = await this.#bridge.send('Diagnostics.SelfTest', { diagnosticsId: this.#id, device });
    if (tested.ok) this.test = tested.value;
    else this.fault = tested.fault;
    await this.#look();
    this.#end();
  }

  async tryDocument(): Promise<void> {
    if (this.#id === null || this.activity !== null) return;
    this.#begin('trying');
    const { signal } = this.#stop;
    const request = { diagnosticsId: this.#id };
    const tried = await this.#bridge.send('Diagnostics.TryDocument', request, { timeout: TRY_MS, signal });
    if (tried.ok) this.tried = tried.value;
    else this.fault = tried.fault === 'timedOut' ? 'cardTimeout' : tried.fault;
    this.#end();
  }

  /** Out of service, or back into it. What came of it is seen in the terminal's state. */
  async setMaintenance(on: boolean): Promise<void> {
    if (this.#id === null || this.activity !== null) return;
    this.#clear();
    const set = await this.#bridge.send('Diagnostics.SetMaintenance', { diagnosticsId: this.#id, on });
    if (!set.ok) this.fault = set.fault;
    this.#changed();
  }

  async print(): Promise<void> {
    if (this.#id === null || this.activity !== null) return;
    this.#begin('printing');
    const printed = await this.#bridge.send('Diagnostics.Print', { diagnosticsId: this.#id });
    if (!printed.ok) this.fault = printed.fault;
    else {
      this.fault = printed.value.printFault;
      this.printed = printed.value.printFault === null;
    }
    this.#end();
  }

  /** Everything forgotten, here and at the bridge. */
  close(): void {
    const id = this.#id;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#id = null;
    this.report = null;
    this.device = null;
    this.activity = null;
    this.#clear();
    if (id !== null) void this.#bridge.send('Diagnostics.Close', { diagnosticsId: id });
  }

  async #look(): Promise<void> {
    if (this.#id === null) return;
    const report = await this.#bridge.send('Diagnostics.Report', { diagnosticsId: this.#id });
    if (report.ok) this.report = report.value;
    else {
      // Signed out by the bridge: from the beginning.
      this.close();
      this.fault = report.fault;
    }
  }

  #begin(activity: Activity): void {
    this.#clear();
    this.activity = activity;
    this.#changed();
  }

  #end(): void {
    this.activity = null;
    this.#changed();
  }

  #clear(): void {
    this.fault = null;
    this.test = null;
    this.tried = null;
    this.printed = false;
  }
}
