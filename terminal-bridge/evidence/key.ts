/** The terminal's Ed25519 key: made at the first start, never leaves this machine. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { secretFile } from '../store/secret.ts';

export interface TerminalKey {
  /** Raw public key, 32 bytes as base64url. */
  readonly publicKey: string;
  /** Ed25519 signature (64 bytes) of `bytes`. */
  sign(bytes: Uint8Array): Buffer;
}

/** The key in `folder/terminal-key.pem` (PKCS #8, mode 0600), made when there is none. */
export function loadTerminalKey(folder: string): TerminalKey {
  const pem = secretFile(join(folder, 'terminal-key.pem'), () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });
  return terminalKey(createPrivateKey(pem));
}

export function terminalKey(privateKey: KeyObject): TerminalKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: z.object({ x: z.string() }).parse(jwk).x,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}
