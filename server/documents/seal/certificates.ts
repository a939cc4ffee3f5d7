/**
 * Test certificates of seals, made by the set-up: a root and one certificate per seal and authority, with Chinese names.
 * A province replaces them by those of its own certification authority, or by its seal service (`signer.ts`).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { secretFile } from '@anban/foundation/secret-file';
import { z } from 'zod';
import { type Names, newCertificate, SIGNATURE_ALGORITHM } from './certificate.ts';
import type { SealIdentity } from './signer.ts';

const YEAR_MS = 365 * 86_400_000;
const ROOT_YEARS = 20;
const SEAL_YEARS = 5;
const ROOT: Names = { common: '安办测试电子印章根证书', organisation: '安办测试环境' };

/** One file holds key and certificate, so that there is never one without the other. */
const KeyFile = z.strictObject({ key: z.base64(), certificate: z.base64() });

export interface KeyPair {
  readonly key: CryptoKey;
  /** DER. */
  readonly certificate: Buffer<ArrayBuffer>;
}

const folder = (dataDir: string) => join(dataDir, 'keys', 'seals');

/** The root under which this centre's seals stand; made at first use (0600). `now`: milliseconds since the epoch. */
export const ensureRoot = (dataDir: string, now: number): Promise<KeyPair> =>
  keyPair(join(folder(dataDir), 'root.json'), ({ publicKey, privateKey }) =>
    newCertificate({ subject: ROOT, publicKey, issuer: null, signingKey: privateKey, ...validity(now, ROOT_YEARS) }),
  );

export interface SealRequest {
  readonly dataDir: string;
  /** File name: region and kind of the seal. */
  readonly id: string;
  readonly identity: SealIdentity;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Key and certificate of one seal, made at first use (0600). */
export async function ensureSeal({ dataDir, id, identity, now }: SealRequest): Promise<KeyPair> {
  const root = await ensureRoot(dataDir, now);
  const subject = { common: identity.sealName, organisation: identity.authority };
  return keyPair(join(folder(dataDir), `${id}.json`), ({ publicKey }) =>
    newCertificate({
      subject,
      publicKey,
      issuer: root.certificate,
      signingKey: root.key,
      ...validity(now, SEAL_YEARS),
    }),
  );
}

/** From yesterday on: the clocks of those who check differ. */
const validity = (now: number, years: number) => ({
  notBefore: new Date(now - 86_400_000),
  notAfter: new Date(now + years * YEAR_MS),
});

type Certify = (keys: CryptoKeyPair) => Promise<Buffer>;

async function keyPair(path: string, certify: Certify): Promise<KeyPair> {
  const made = existsSync(path) ? Buffer.alloc(0) : await makeKeyFile(certify);
  const stored = KeyFile.parse(JSON.parse(secretFile(path, () => made).toString('utf8')));
  const pkcs8 = Buffer.from(stored.key, 'base64');
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, SIGNATURE_ALGORITHM, false, ['sign']);
  return { key, certificate: Buffer.from(stored.certificate, 'base64') };
}

async function makeKeyFile(certify: Certify): Promise<Buffer> {
  const keys = await crypto.subtle.generateKey(SIGNATURE_ALGORITHM, true, ['sign', 'verify']);
  const certificate = (await certify(keys)).toString('base64');
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return Buffer.from(JSON.stringify({ key, certificate }));
}
