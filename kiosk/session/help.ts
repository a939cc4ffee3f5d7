/** 呼叫工作人员: what the person is told about the call. */
import type { Bridge } from '../bridge/client.ts';

/** `untold`: the call could not be passed on, so the person is told to walk over. */
export type HelpState = 'quiet' | 'calling' | 'told' | 'untold';

export class Help {
  state: HelpState = 'quiet';
  readonly #bridge: Bridge;
  readonly #changed: () => void;

  constructor(bridge: Bridge, changed: () => void) {
    this.#bridge = bridge;
    this.#changed = changed;
  }

  async call(): Promise<void> {
    if (this.state === 'calling') return;
    this.#become('calling');
    const call = await this.#bridge.send('Terminal.CallStaff', {});
    this.#answered(call.ok && call.value.told);
  }

  /** Too late an answer, after the person has moved on, says nothing any more. */
  #answered(told: boolean): void {
    if (this.state === 'calling') this.#become(told ? 'told' : 'untold');
  }

  /** A card that nobody took: staff keep it safe. Nobody stands here who had to be told. */
  async tellOfCard(): Promise<void> {
    await this.#bridge.send('Terminal.CallStaff', { reason: 'card-forgotten' });
  }

  dismiss(): void {
    this.#become('quiet');
  }

  #become(state: HelpState): void {
    this.state = state;
    this.#changed();
  }
}
