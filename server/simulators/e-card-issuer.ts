/**
 * The issuer of electronic social security cards, simulated: the real format is not public. A code is
 * base64url(sealed) "." base64url(Ed25519 signature over sealed); sealed is iv ‖ tag ‖ AES-256-GCM of the person, so
 * that a photograph of the screen tells nobody whose it is. Checked without asking anybody.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { secretFile } from '@anban/foundation/secret-file';
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import { ECardHolder } from '../contract/e-card.ts';
import type { ECardIssuer, OpenedECard } from '../identity/e-card/issuer.ts';

const IV = 12;
const TAG = 16;
const FILE = join('simulators', 'e-card-issuer.json');

const Keys = z.strictObject({ signing: z.string(), sealing: z.base64() });
const Sealed = z.strictObject({ id: Id, issuedAt: z.int(), holder: ECardHolder });

export class SimulatedECardIssuer implements ECardIssuer {
  readonly #signing: ReturnType<typeof createPrivateKey>;
  readonly #sealing: Buffer;

  /** The issuer whose keys are kept under `dataDir`; made when there are none. */
  constructor(dataDir: string) {
    const bytes = secretFile(join(dataDir, FILE), freshKeys);
    const { signing, sealing } = Keys.parse(JSON.parse(bytes.toString('utf8')));
    this.#signing = createPrivateKey(signing);
    this.#sealing = Buffer.from(sealing, 'base64');
  }

  /** What the phone of this person shows from now on for a minute. */
  issue(holder: ECardHolder, clock: Clock): string {
    const opened: OpenedECard = { id: newId(), issuedAt: clock.now(), holder: ECardHolder.parse(holder) };
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, iv);
    const body = Buffer.concat([cipher.update(JSON.stringify(opened), 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([iv, cipher.getAuthTag(), body]);
    return `${sealed.toString('base64url')}.${sign(null, sealed, this.#signing).toString('base64url')}`;
  }

  open(token: string): Result<OpenedECard, 'forged'> {
    const parts = /^([\w-]+)\.([\w-]{86})$/.exec(token);
    const [, first = '', second = ''] = parts ?? [];
    const sealed = Buffer.from(first, 'base64url');
    // One spelling only: another spelling of the same bytes would be another code to whoever compares codes.
    if (parts === null || sealed.toString('base64url') !== first || sealed.length <= IV + TAG) return fail('forged');
    const isOurs = verify(null, sealed, createPublicKey(this.#signing), Buffer.from(second, 'base64url'));
    return isOurs ? ok(this.#unseal(sealed)) : fail('forged');
  }

  /** Throws on what the issuer signed and nobody can read: its keys do not belong together. */
  #unseal(sealed: Buffer): OpenedECard {
    const decipher = createDecipheriv('aes-256-gcm', this.#sealing, sealed.subarray(0, IV));
    decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString('utf8');
    return Sealed.parse(JSON.parse(text));
  }
}

function freshKeys(): Buffer {
  const signing = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  return Buffer.from(JSON.stringify({ signing, sealing: randomBytes(32).toString('base64') }), 'utf8');
}
