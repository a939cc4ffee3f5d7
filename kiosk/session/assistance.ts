/** 工作人员协助: a helper signs in during a visit and guides the person, until one of the two is over. */
import type { RequestOf } from '@anban/terminal-bridge/protocol/messages';
import { createContext } from 'preact';
import type { Bridge } from '../bridge/client.ts';
import type { BridgeFault } from '../bridge/result.ts';

export type AssistanceState = 'none' | 'asking' | 'checking' | 'active';

/** A helper looks on: no picture of the person's face is drawn. */
export const AssistedContext = createContext(false);

export class Assistance {
  state: AssistanceState = 'none';
  fault: BridgeFault | null = null;
  readonly #bridge: Bridge;
  readonly #changed: () => void;
  /** Counts sign-ins: an answer that comes after its visit is nobody's. */
  #attempt = 0;

  constructor(bridge: Bridge, changed: () => void) {
    this.#bridge = bridge;
    this.#changed = changed;
  }

  get active(): boolean {
    return this.state === 'active';
  }

  /** Shows the sign-in. */
  ask(): void {
    if (this.state === 'none') this.#become('asking');
  }

  /** The sign-in is put away. */
  dismiss(): void {
    if (this.state === 'asking') this.#become('none');
  }

  async signIn(request: RequestOf<'Visit.Assist'>): Promise<void> {
    if (this.state !== 'asking') return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#become('checking');
    const begun = await this.#bridge.send('Visit.Assist', request);
    if (attempt !== this.#attempt) return;
    if (begun.ok) this.#become('active');
    else this.#become('asking', begun.fault);
  }

  async end(visitId: string): Promise<void> {
    if (this.state !== 'active') return;
    this.#become('none');
    await this.#bridge.send('Visit.EndAssistance', { visitId });
  }

  /** With the visit, which the bridge ends by itself. */
  forget(): void {
    this.#attempt += 1;
    if (this.state !== 'none') this.#become('none');
  }

  #become(state: AssistanceState, fault: BridgeFault | null = null): void {
    this.state = state;
    this.fault = fault;
    this.#changed();
  }
}
