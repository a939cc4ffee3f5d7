/** The terminal's public state, gathered from its parts: no personal data, sent to every page as it changes. */
import { Emitter } from '@anban/foundation/emitter';
import type { DeviceName, DeviceStatus, TerminalState } from '../protocol/state.ts';

/** One numbered change of top-level keys. */
export interface StateChange {
  readonly sequence: number;
  readonly change: Partial<TerminalState>;
}

export class TerminalStatus {
  readonly onChange = new Emitter<StateChange>();
  #state: TerminalState;
  #sequence = 1;

  constructor(initial: TerminalState) {
    this.#state = initial;
  }

  get snapshot(): { readonly sequence: number; readonly state: TerminalState } {
    return { sequence: this.#sequence, state: this.#state };
  }

  /** Takes over the keys that differ; tells nobody when none does. */
  update(values: Partial<TerminalState>): void {
    const change: Partial<TerminalState> = Object.fromEntries(
      Object.entries(values).filter(
        ([key, value]) =>
          JSON.stringify(value) !== JSON.stringify(Object.entries(this.#state).find(([k]) => k === key)?.[1]),
      ),
    );
    if (Object.keys(change).length === 0) return;
    this.#state = { ...this.#state, ...change };
    this.#sequence += 1;
    this.onChange.emit({ sequence: this.#sequence, change });
  }

  device(name: DeviceName, status: DeviceStatus): void {
    this.update({ devices: { ...this.#state.devices, [name]: status } });
  }
}
