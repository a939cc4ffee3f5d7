import { createHmac } from 'node:crypto';

const INDEX_BYTES = 16;

/**
 * A value by which a number is found again without being stored: HMAC-SHA256, cut to 16 bytes. Without the key it
 * cannot be reversed by trying all numbers (about 10^11), as a plain hash could.
 */
export const blindIndexOf = (key: Buffer, normalised: string): Buffer =>
  createHmac('sha256', key).update(normalised, 'utf8').digest().subarray(0, INDEX_BYTES);
