/**
 * Incremental parser of `multipart/x-mixed-replace` (RFC 2046 section 5.1 as network cameras write it). It never
 * throws, keeps at most one part, and finds its way back to the next boundary after anything it does not understand.
 */

const HEADER_LIMIT = 8192;
const CRLF = Buffer.from('\r\n');
const BLANK_LINE = Buffer.from('\r\n\r\n');
const BARE_BLANK_LINE = Buffer.from('\n\n');

/**
 * The boundary named by a Content-Type header, without leading dashes (cameras disagree on whether these belong to it);
 * null when the answer is not multipart.
 */
export function boundaryOf(contentType: string | undefined): string | null {
  if (contentType === undefined || !/^\s*multipart\//i.test(contentType)) return null;
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const boundary = (found?.[1] ?? found?.[2] ?? '').replace(/^-+/, '');
  return boundary === '' ? null : boundary;
}

type State =
  | { readonly in: 'preamble' }
  | { readonly in: 'headers' }
  | { readonly in: 'sized-body'; readonly length: number }
  | { readonly in: 'open-body' };

export class MultipartParser {
  readonly #delimiter: Buffer;
  readonly #limit: number;
  #held: Buffer = Buffer.alloc(0);
  #state: State = { in: 'preamble' };
  /** How far an open body was searched already, so that slow chunks do not make the search quadratic. */
  #searched = 0;
  /** Bytes thrown away so far, beside boundaries and headers. */
  discarded = 0;

  /** `boundary` as from `boundaryOf`; `limit` is the largest part in bytes, larger ones are dropped. */
  constructor(boundary: string, limit: number) {
    this.#delimiter = Buffer.from(`--${boundary}`, 'latin1');
    this.#limit = limit;
  }

  /** The bodies of the parts that `chunk` completes, in order. */
  push(chunk: Uint8Array): Uint8Array[] {
    const before = this.#held;
    this.#held = before.length === 0 ? Buffer.from(chunk) : Buffer.concat([before, chunk]);
    // What was a part of somebody's picture is overwritten, here and below.
    before.fill(0);
    const parts: Uint8Array[] = [];
    while (this.#step(parts)) {
      // each step consumes something or asks for more bytes
    }
    return parts;
  }

  /** Overwrites what is held of a part that has not come whole. */
  wipe(): void {
    this.#consume(this.#held.length);
  }

  #step(parts: Uint8Array[]): boolean {
    switch (this.#state.in) {
      case 'preamble':
        return this.#skipToDelimiter();
      case 'headers':
        return this.#readHeaders();
      case 'sized-body':
        return this.#readSizedBody(this.#state.length, parts);
      case 'open-body':
        return this.#readOpenBody(parts);
    }
  }

  #skipToDelimiter(): boolean {
    const found = this.#held.indexOf(this.#delimiter);
    if (found === -1) {
      const keep = Math.min(this.#held.length, this.#delimiter.length - 1);
      this.discarded += noiseIn(this.#held.subarray(0, this.#held.length - keep));
      this.#consume(this.#held.length - keep);
      return false;
    }
    this.discarded += this.#held
      .subarray(0, found)
      .toString('latin1')
      .replace(/[\r\n-]/g, '').length;
    this.#consume(found + this.#delimiter.length);
    this.#state = { in: 'headers' };
    return true;
  }

  /** From behind the boundary to the blank line. `--` there is the end of the stream: what follows is preamble again. */
  #readHeaders(): boolean {
    const strict = this.#held.indexOf(BLANK_LINE);
    const bare = this.#held.indexOf(BARE_BLANK_LINE);
    const useBare = bare !== -1 && (strict === -1 || bare < strict);
    const end = useBare ? bare : strict;
    if (this.#held.length >= 2 && this.#held.subarray(0, 2).toString('latin1') === '--') {
      this.#consume(2);
      this.#state = { in: 'preamble' };
      return true;
    }
    if (end === -1 || end > HEADER_LIMIT) {
      if (end === -1 && this.#held.length <= HEADER_LIMIT) return false;
      this.#state = { in: 'preamble' };
      return true;
    }
    const headers = this.#held.subarray(0, end).toString('latin1');
    this.#consume(end + (useBare ? BARE_BLANK_LINE.length : BLANK_LINE.length));
    this.#state = this.#bodyAfter(headers);
    return true;
  }

  #bodyAfter(headers: string): State {
    const length = /^content-length:[ \t]*(\d{1,9})[ \t]*\r?$/im.exec(headers)?.[1];
    if (length === undefined) return { in: 'open-body' };
    return Number(length) > this.#limit ? { in: 'preamble' } : { in: 'sized-body', length: Number(length) };
  }

  #readSizedBody(length: number, parts: Uint8Array[]): boolean {
    if (this.#held.length < length) return false;
    if (length > 0) parts.push(Uint8Array.from(this.#held.subarray(0, length)));
    this.#consume(length);
    this.#state = { in: 'preamble' };
    return true;
  }

  #readOpenBody(parts: Uint8Array[]): boolean {
    const found = this.#held.indexOf(this.#delimiter, this.#searched);
    if (found === -1) {
      this.#searched = Math.max(0, this.#held.length - this.#delimiter.length + 1);
      if (this.#held.length <= this.#limit + this.#delimiter.length) return false;
      this.#state = { in: 'preamble' };
      return true;
    }
    const body = this.#held.subarray(0, endOfBody(this.#held, found));
    if (body.length > this.#limit) this.discarded += body.length;
    else if (body.length > 0) parts.push(Uint8Array.from(body));
    this.#consume(found + this.#delimiter.length);
    this.#state = { in: 'headers' };
    return true;
  }

  #consume(count: number): void {
    this.#held.subarray(0, count).fill(0);
    this.#held = this.#held.subarray(count);
    this.#searched = 0;
  }
}

/** Line breaks and dashes around a boundary belong to it. */
const noiseIn = (bytes: Buffer) => bytes.toString('latin1').replace(/[\r\n-]/g, '').length;

/** The body ends before the line break, and before dashes that the camera counts to its boundary. */
function endOfBody(held: Buffer, delimiterAt: number): number {
  let end = delimiterAt;
  while (end > 0 && held[end - 1] === 0x2d) end -= 1;
  if (end >= 2 && held.subarray(end - 2, end).equals(CRLF)) return end - 2;
  return end >= 1 && held[end - 1] === 0x0a ? end - 1 : end;
}
