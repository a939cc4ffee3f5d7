/** IPP messages on the wire, as RFC 8010 section 3 lays them out; as much as a small printer needs. */

export const TAG = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  printer: 0x04,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mimeType: 0x49,
} as const;

/** RFC 8011 section 5.4.15. */
export const OPERATION = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;

/** RFC 8011 appendix B. */
export const STATUS = {
  ok: 0x0000,
  badRequest: 0x0400,
  notPossible: 0x0404,
  notFound: 0x0406,
  formatNotSupported: 0x040a,
  internalError: 0x0500,
  operationNotSupported: 0x0501,
  busy: 0x0507,
} as const;

export interface IppRequest {
  readonly version: readonly [number, number];
  readonly operation: number;
  readonly id: number;
  /** The first value of each attribute, of all groups: bytes as they came. */
  readonly attributes: ReadonlyMap<string, Buffer>;
  readonly document: Buffer;
}

/** Null when the bytes are no request. */
export function readRequest(bytes: Buffer): IppRequest | null {
  if (bytes.length < 9) return null;
  const attributes = new Map<string, Buffer>();
  let at = 8;
  let name = '';
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at);
    at += 1;
    if (tag === TAG.end) {
      return {
        version: [bytes.readUInt8(0), bytes.readUInt8(1)],
        operation: bytes.readUInt16BE(2),
        id: bytes.readInt32BE(4),
        attributes,
        document: bytes.subarray(at),
      };
    }
    if (tag < 0x10) continue;
    if (at + 2 > bytes.length) return null;
    const nameEnd = at + 2 + bytes.readUInt16BE(at);
    if (nameEnd + 2 > bytes.length) return null;
    // An attribute without a name is one more value of the attribute before it.
    const isFirst = nameEnd > at + 2;
    if (isFirst) name = bytes.toString('latin1', at + 2, nameEnd);
    const end = nameEnd + 2 + bytes.readUInt16BE(nameEnd);
    if (end > bytes.length) return null;
    if (isFirst) attributes.set(name, bytes.subarray(nameEnd + 2, end));
    at = end;
  }
  return null;
}

export interface Attribute {
  readonly name: string;
  readonly tag: number;
  readonly values: readonly (string | number | boolean)[];
}

const length = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);

function valueBytes(value: string | number | boolean): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function attributeBytes({ name, tag, values }: Attribute): Buffer {
  return Buffer.concat(
    values.flatMap((value, index) => {
      const label = Buffer.from(index === 0 ? name : '', 'latin1');
      const bytes = valueBytes(value);
      return [Buffer.of(tag), length(label.length), label, length(bytes.length), bytes];
    }),
  );
}

export interface Group {
  readonly tag: number;
  readonly attributes: readonly Attribute[];
}

const ALWAYS: readonly Attribute[] = [
  { name: 'attributes-charset', tag: TAG.charset, values: ['utf-8'] },
  { name: 'attributes-natural-language', tag: TAG.language, values: ['en'] },
];

/** An answer to the request: the operation group first, as the RFC wants it. */
export function writeAnswer({ version, id }: IppRequest, status: number, groups: readonly Group[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(version[0], 0);
  head.writeUInt8(version[1], 1);
  head.writeUInt16BE(status, 2);
  head.writeInt32BE(id, 4);
  const all = [{ tag: TAG.operation, attributes: ALWAYS }, ...groups];
  const body = all.flatMap(({ tag, attributes }) => [Buffer.of(tag), ...attributes.map(attributeBytes)]);
  return Buffer.concat([head, ...body, Buffer.of(TAG.end)]);
}
