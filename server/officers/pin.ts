/** PINs of officers. The parameters are the contract's (roster.ts): terminals check the same hash while cut off. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { PIN_SCRYPT } from '../contract/roster.ts';

const SALT_BYTES = 16;

export interface PinHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const derive = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, PIN_SCRYPT.hashBytes, PIN_SCRYPT.cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES);
  return { salt, hash: await derive(pin, salt) };
}

export const pinFits = async (pin: string, { salt, hash }: PinHash): Promise<boolean> =>
  timingSafeEqual(await derive(pin, salt), hash);
