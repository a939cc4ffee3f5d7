/** SDT frames as the module sends and expects them (GA 450, readers.md 1.2). Written from the tables, on its own. */

const PREAMBLE = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
/** No command is longer than a few bytes: a larger length is an error of the host. */
const LONGEST_COMMAND = 64;
/** CMD, PARA and checksum. */
const SHORTEST_COMMAND = 3;

/** Status word 3 of an answer. */
export const SW = {
  ok: 0x90,
  found: 0x9f,
  nothingThere: 0x91,
  wrongChecksum: 0x10,
  wrongLength: 0x11,
  unknownCommand: 0x21,
  cardNotAuthentic: 0x32,
  unsupportedCard: 0x40,
  readFailed: 0x41,
  selfTestFailed: 0x60,
  noCard: 0x80,
  selectFailed: 0x81,
} as const;

/** What the host sent: a command, or something the module complains about. */
export type Request =
  | { readonly kind: 'command'; readonly code: number; readonly data: Uint8Array }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'wrong-length' };

/** An answer as it goes on the wire: preamble, length, 00 00 `sw3`, data, checksum. */
export function answer(sw3: number, data: Uint8Array = new Uint8Array()): Buffer {
  const length = 3 + data.length + 1;
  const body = Buffer.concat([Uint8Array.of(length >> 8, length & 0xff, 0, 0, sw3), data]);
  return Buffer.concat([PREAMBLE, body, Uint8Array.of(xor(body))]);
}

/** Takes requests out of what arrived; the rest waits for more bytes. */
export function takeRequests(buffer: Uint8Array): { readonly requests: Request[]; readonly rest: Uint8Array } {
  const requests: Request[] = [];
  let rest = buffer;
  for (;;) {
    const start = findPreamble(rest);
    if (start < 0) return { requests, rest: rest.subarray(Math.max(0, rest.length - PREAMBLE.length + 1)) };
    const frame = rest.subarray(start + PREAMBLE.length);
    if (frame.length < 2) return { requests, rest: rest.subarray(start) };
    const length = ((frame[0] ?? 0) << 8) | (frame[1] ?? 0);
    if (length < SHORTEST_COMMAND || length > LONGEST_COMMAND) {
      requests.push({ kind: 'wrong-length' });
      rest = frame.subarray(2);
      continue;
    }
    if (frame.length < 2 + length) return { requests, rest: rest.subarray(start) };
    requests.push(readRequest(frame.subarray(0, 2 + length)));
    rest = frame.subarray(2 + length);
  }
}

/** `frame`: length, CMD, PARA, data, checksum. */
function readRequest(frame: Uint8Array): Request {
  if (xor(frame) !== 0) return { kind: 'wrong-checksum' };
  return {
    kind: 'command',
    code: ((frame[2] ?? 0) << 8) | (frame[3] ?? 0),
    data: Uint8Array.from(frame.subarray(4, -1)),
  };
}

function findPreamble(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(PREAMBLE);
}

function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}
