/**
 * One field of one row: version ‖ key id ‖ iv ‖ tag ‖ ciphertext, AES-256-GCM. The place of the field is authenticated,
 * so that a value copied to another row, column or table cannot be read there.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKey, Keyring } from './keyring.ts';

const VERSION = 1;
const HEADER = { version: 1, keyId: 16, iv: 12, tag: 16 };
const IV_AT = HEADER.version + HEADER.keyId;
const TAG_AT = IV_AT + HEADER.iv;
const TEXT_AT = TAG_AT + HEADER.tag;

export interface FieldPlace {
  readonly table: string;
  readonly column: string;
  readonly regionCode: string;
  readonly rowId: string;
}

export class FieldCipher {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  encrypt(place: FieldPlace, text: string): Promise<Buffer> {
    return this.encryptBytes(place, Buffer.from(text, 'utf8'));
  }

  /** Throws when the bytes were changed, moved from another place, or sealed with another key. */
  async decrypt(place: FieldPlace, sealed: Buffer): Promise<string> {
    return (await this.decryptBytes(place, sealed)).toString('utf8');
  }

  /** As `encrypt`, of a file. */
  async encryptBytes(place: FieldPlace, bytes: Buffer): Promise<Buffer> {
    return seal(await this.#keyring.key(place.regionCode, 'field'), place, bytes);
  }

  async decryptBytes(place: FieldPlace, sealed: Buffer): Promise<Buffer> {
    return open(await this.#keyring.key(place.regionCode, 'field'), place, sealed);
  }
}

const placeBytes = ({ table, column, regionCode, rowId }: FieldPlace) =>
  Buffer.from(`${table}|${column}|${regionCode}|${rowId}`, 'utf8');

const keyIdBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');

function seal({ id, key }: DataKey, place: FieldPlace, bytes: Buffer): Buffer {
  const iv = randomBytes(HEADER.iv);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(placeBytes(place));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), keyIdBytes(id), iv, cipher.getAuthTag(), body]);
}

function open({ id, key }: DataKey, place: FieldPlace, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION) throw new Error(`unknown version of an encrypted field: ${sealed[0]}`);
  if (!keyIdBytes(id).equals(sealed.subarray(HEADER.version, IV_AT)))
    throw new Error('encrypted with a key that is not known');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(IV_AT, TAG_AT));
  decipher.setAAD(placeBytes(place)).setAuthTag(sealed.subarray(TAG_AT, TEXT_AT));
  return Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()]);
}
