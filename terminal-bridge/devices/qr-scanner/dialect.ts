/** `command`: as the scanner repeats it in its answer. */
export interface MenuCommand {
  readonly bytes: Uint8Array;
  readonly command: string;
}

/** What can be said to a scanner. Serial commands differ by maker; a scanner that is only listened to works without. */
export interface Dialect {
  /** Lights the scanner up and lets it look for a code; answered by a code or by the no-read message. Null: it looks always. */
  readonly lookNow: Uint8Array | null;
  /** Ends the look. */
  readonly lookNoMore: Uint8Array | null;
  /** Makes the scanner tell when it decoded nothing, and shows that it is alive. */
  readonly setUp: readonly MenuCommand[];
  /** Makes the scanner tell who it is, in lines of `Name: value` before the answer. Null: it cannot be asked. */
  readonly identify: MenuCommand | null;
}

/** `!` keeps the setting in memory only, so that nothing wears out. */
const menu = (command: string): MenuCommand => ({ bytes: Buffer.from(`\x16M\r${command}!`, 'latin1'), command });

/**
 * Honeywell's serial commands (User's Guide of its area imagers, "Serial Programming Commands" and "Trigger
 * Commands"): SYN T CR begins a look, SYN U CR ends it, SYN M CR introduces a menu command. TRGMOD0: it looks when it
 * is told to. SHWNRD1: "NR" is sent when nothing was decoded.
 */
export const HONEYWELL: Dialect = {
  lookNow: Buffer.from('\x16T\r', 'latin1'),
  lookNoMore: Buffer.from('\x16U\r', 'latin1'),
  setUp: [menu('TRGMOD0'), menu('SHWNRD1')],
  // "Show Software Revision" of the same guide; the dot ends a question.
  identify: { bytes: Buffer.from('\x16M\rREVINF.', 'latin1'), command: 'REVINF' },
};

/** A scanner in presentation mode, of whatever maker: it sends what it sees and is told nothing. */
export const LISTEN_ONLY: Dialect = { lookNow: null, lookNoMore: null, setUp: [], identify: null };

export const DIALECTS = { honeywell: HONEYWELL, 'listen-only': LISTEN_ONLY } as const;
export type DialectName = keyof typeof DIALECTS;
