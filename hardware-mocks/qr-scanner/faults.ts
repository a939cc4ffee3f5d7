/** What can go wrong with what the scanner sends, on demand. */
export const SCANNER_FAULTS = {
  'corrupt-byte': 'one character of the code is changed',
  garbage: 'noise instead of the code',
  'missing-end': 'the end of the line is lost',
  'split-chunks': 'the code comes byte by byte with pauses',
  'too-long': 'a thousand characters without an end, then the end',
  silent: 'no answer at all, to commands too',
} as const;
export type ScannerFaultKind = keyof typeof SCANNER_FAULTS;

export const isScannerFaultKind = (kind: string): kind is ScannerFaultKind => Object.hasOwn(SCANNER_FAULTS, kind);

export type ScannerFault = {
  readonly kind: ScannerFaultKind /** Answers it still applies to. */;
  readonly times: number;
};

/** The pieces of a line as the fault sends them. */
export function damage(kind: ScannerFaultKind | null, line: Buffer): readonly Buffer[] {
  switch (kind) {
    case null:
      return [line];
    case 'corrupt-byte': {
      const changed = Buffer.from(line);
      const place = Math.floor((line.length - 1) / 2);
      changed[place] = changed[place] === 0x41 ? 0x42 : 0x41;
      return [changed];
    }
    case 'garbage':
      return [Buffer.from([0x00, 0xff, 0x81, 0x13, 0x9c, 0x0d])];
    case 'missing-end':
      return [line.subarray(0, -1)];
    case 'split-chunks':
      return Array.from(line, (byte) => Buffer.of(byte));
    case 'too-long':
      return [Buffer.alloc(1000, 0x58), Buffer.from('\r')];
    case 'silent':
      return [];
  }
}
