/**
 * Whether bytes are an IPP message as RFC 8010 section 3.1 lays it out: groups of attributes, each with a tag, a name
 * and a value of the lengths given, up to the end tag. The library behind us reads lengths as signed numbers and would
 * walk backwards, for ever, on a length that a printer got wrong; so nothing else is handed to it.
 */
const HEADER = 8;
const FIRST_VALUE_TAG = 0x10;
const END_OF_ATTRIBUTES = 0x03;
const EXTENSION_TAG = 0x7f;
const LONGEST = 0x7fff;

export function isWellFormed(bytes: Buffer): boolean {
  let at = HEADER;
  /** Skips a length and as many bytes. */
  const skip = (): boolean => {
    if (at + 2 > bytes.length) return false;
    const length = bytes.readUInt16BE(at);
    at += 2 + length;
    return length <= LONGEST && at <= bytes.length;
  };
  while (at < bytes.length) {
    const tag = bytes[at];
    at += 1;
    if (tag === undefined || tag === EXTENSION_TAG) return false;
    if (tag === END_OF_ATTRIBUTES) return true;
    if (tag >= FIRST_VALUE_TAG && !(skip() && skip())) return false;
  }
  return false;
}
