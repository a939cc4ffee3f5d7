/** What a command came to. The bridge's own faults, and the ways in which a conversation can fail. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';

/**
 * `disconnected`: the bridge went away. `cancelled`: we asked for it. `timedOut`: the bridge gave up, or never answered.
 * `unexpected`: an answer that the protocol does not know.
 */
export type BridgeFault = FaultName | 'disconnected' | 'cancelled' | 'timedOut' | 'unexpected';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: BridgeFault };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (fault: BridgeFault): { readonly ok: false; readonly fault: BridgeFault } => ({ ok: false, fault });
