/** The commands that wait for their completion. */
import type { FromBridge } from '@anban/terminal-bridge/protocol/envelope';
import { CommandError } from '@anban/terminal-bridge/protocol/messages';
import * as z from 'zod/mini';
import type { BridgeFault } from './result.ts';

type HeaderOf<T extends FromBridge['header']['type']> = Extract<FromBridge['header'], { type: T }>;

/** One command under way: what to do with what comes back for it. */
export interface Pending {
  readonly name: string;
  readonly completed: (payload: unknown) => void;
  readonly failed: (fault: BridgeFault) => void;
  readonly event: (name: string, payload: unknown) => void;
}

export class PendingCommands {
  readonly #commands = new Map<number, Pending>();

  add(requestId: number, pending: Pending): void {
    this.#commands.set(requestId, pending);
  }

  /** Ends one command from our side; false when it is already over. */
  fail(requestId: number, fault: BridgeFault): boolean {
    const pending = this.#commands.get(requestId);
    this.#commands.delete(requestId);
    pending?.failed(fault);
    return pending !== undefined;
  }

  failAll(fault: BridgeFault): void {
    for (const requestId of [...this.#commands.keys()]) this.fail(requestId, fault);
  }

  acknowledged(header: HeaderOf<'acknowledge'>): void {
    if (header.status !== undefined) this.fail(header.requestId, 'unexpected');
  }

  event(header: HeaderOf<'event'>, payload: unknown = {}): void {
    this.#commands.get(header.requestId)?.event(header.name, payload);
  }

  completed(header: HeaderOf<'completion'>, payload: unknown = {}): void {
    const pending = this.#commands.get(header.requestId);
    this.#commands.delete(header.requestId);
    if (header.completionCode === undefined) pending?.completed(payload);
    else pending?.failed(faultOf(header.completionCode, payload));
  }
}

function faultOf(code: string, payload: unknown): BridgeFault {
  if (code === 'canceled') return 'cancelled';
  if (code === 'timeOut') return 'timedOut';
  const error = z.safeParse(CommandError, payload);
  return code === 'commandErrorCode' && error.success ? error.data.errorCode : 'unexpected';
}
