/**
 * Encryption at rest by field: AES-256-GCM with a key derived by HKDF-SHA256 from the store's secret. The place
 * (table|column|row) is authenticated, so that a value copied to another row does not open there.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed value lives. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string | number;
}

export class Sealer {
  readonly #key: Buffer;

  constructor(secret: Uint8Array) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), 'anban terminal store v1', 32));
  }

  /** version(1) ‖ iv(12) ‖ tag(16) ‖ ciphertext. */
  seal(place: Place, text: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    cipher.setAAD(aad(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
  }

  /** Throws when the value was changed, moved, or sealed with another secret. */
  open(place: Place, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== VERSION) throw new Error('sealed value of an unknown version');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(1, 1 + IV_BYTES));
    decipher.setAAD(aad(place));
    decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
    const body = bytes.subarray(1 + IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}

const aad = (place: Place) => Buffer.from(`${place.table}|${place.column}|${place.row}`, 'utf8');
