/** What the devices on the network have in common in the matrix: a wire, and how each fault is done to it. */
import { type Fault, isLineFault } from './faults.ts';
import type { TcpWire } from './tcp-wire.ts';

export const NO_CARD = {
  'double insert': 'takes no card',
  'lift mid-read': 'takes no card',
} as const;

export const HTTP_BUSY = Buffer.from(
  'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
);
export const HTTP_WRONG = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>ok</p>',
);

/** Faults that are the wire's own; `busy` only where a refusal is given. */
export async function applyToWire(wire: TcpWire, fault: Fault, refusal: Uint8Array | null): Promise<void> {
  if (isLineFault(fault)) wire.fault = fault;
  if (fault === 'unplug' || fault === 'replug') await wire.unplug();
  if (fault === 'replug') await wire.plug();
  if (fault === 'busy' && refusal !== null) {
    wire.refusal = refusal;
    wire.cut();
  }
}

export async function mendWire(wire: TcpWire, fault: Fault): Promise<void> {
  wire.fault = null;
  wire.refusal = null;
  if (fault === 'unplug') await wire.plug();
}
