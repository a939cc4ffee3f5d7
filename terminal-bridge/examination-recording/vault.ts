/**
 * Recordings at rest. Each has a key of its own (AES-256), kept beside it wrapped by the site's recording key, which lies
 * in the bridge's state folder: a disk or a copy of the recordings alone opens nothing, and deleting a recording's key
 * deletes the recording, also from every backup of its files. A segment is a row of chunks, each
 * length(4) ‖ ciphertext ‖ tag(16) with the nonce segment(4) ‖ chunk(8): what a power cut tears is the last chunk only.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { secretFile } from '@anban/foundation/secret-file';

const MAGIC = Buffer.from('ANBSEG1\n', 'latin1');
const TAG_BYTES = 16;
const IV_BYTES = 12;
const CHUNK_LIMIT = 128 * 1024 * 1024;
const KEY_FILE = 'key';

/** Made at the first start, readable by the bridge's user only. */
export const siteKey = (stateDir: string): Buffer =>
  secretFile(join(stateDir, 'recording-site-key'), () => randomBytes(32));

/** The key of the recording in `folder`; made and wrapped when there is none. */
export function recordingKey(site: Buffer, folder: string, id: string): Buffer {
  return unwrap(
    site,
    id,
    secretFile(join(folder, KEY_FILE), () => wrap(site, id, randomBytes(32))),
  );
}

/** Null: deleted, or wrapped by another site's key. */
export function existingKey(site: Buffer, folder: string, id: string): Buffer | null {
  try {
    return unwrap(site, id, readFileSync(join(folder, KEY_FILE)));
  } catch {
    return null;
  }
}

function wrap(site: Buffer, id: string, key: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', site, iv).setAAD(Buffer.from(`recording key|${id}`));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function unwrap(site: Buffer, id: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', site, wrapped.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(`recording key|${id}`));
  decipher.setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

function nonce(segment: number, chunk: number): Buffer {
  const iv = Buffer.alloc(IV_BYTES);
  iv.writeUInt32BE(segment, 0);
  iv.writeBigUInt64BE(BigInt(chunk), 4);
  return iv;
}

/** Writes one segment; every chunk is on the disk when `append` resolves. */
export class SegmentWriter {
  readonly #file: FileHandle;
  readonly #key: Buffer;
  readonly #segment: number;
  #chunks = 0;
  #length = MAGIC.length;

  private constructor(file: FileHandle, key: Buffer, segment: number) {
    this.#file = file;
    this.#key = key;
    this.#segment = segment;
  }

  /** Never over a file that is there: a nonce is used once. */
  static async create(path: string, key: Buffer, segment: number): Promise<SegmentWriter> {
    const file = await open(path, 'wx', 0o600);
    await file.appendFile(MAGIC);
    return new SegmentWriter(file, key, segment);
  }

  /** All of the chunk or nothing of it: what a full disk took is cut off again. */
  async append(bytes: Uint8Array): Promise<void> {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#segment, this.#chunks));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    this.#chunks += 1;
    try {
      await this.#file.appendFile(Buffer.concat([length, body, cipher.getAuthTag()]));
      await this.#file.datasync();
    } catch (cause) {
      await this.#file.truncate(this.#length);
      throw cause;
    }
    this.#length += 4 + body.length + TAG_BYTES;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Bytes that these chunks fill in their file. */
export const sealedLength = (chunks: readonly Buffer[]): number =>
  chunks.reduce((sum, { length }) => sum + 4 + length + TAG_BYTES, MAGIC.length);

/** The whole chunks of a segment file; `torn`: something after them does not open. */
export function readSegment(path: string, key: Buffer, segment: number): { chunks: Buffer[]; torn: boolean } {
  const file = readFileSync(path);
  const chunks: Buffer[] = [];
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return { chunks, torn: true };
  let at = MAGIC.length;
  while (at + 4 <= file.length) {
    const length = file.readUInt32BE(at);
    const end = at + 4 + length + TAG_BYTES;
    if (length > CHUNK_LIMIT || end > file.length) break;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(segment, chunks.length));
    decipher.setAuthTag(file.subarray(end - TAG_BYTES, end));
    try {
      chunks.push(Buffer.concat([decipher.update(file.subarray(at + 4, end - TAG_BYTES)), decipher.final()]));
    } catch {
      break;
    }
    at = end;
  }
  return { chunks, torn: at !== file.length };
}
