/**
 * Who made a release: a detached Ed25519 signature over the file with its SHA-256.
 * `node signature.ts sign FILE PRIVATE.pem` writes FILE.sig; `node signature.ts verify FILE PUBLIC.pem` ends with 0 when
 * FILE.sig fits, else with 1. Nothing but Node is needed.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [task, file = '', key = ''] = process.argv.slice(2);
const said = task === 'sign' ? make() : check();
if (said !== null) {
  process.stderr.write(`anban: ${said}\n`);
  process.exit(1);
}

function make(): string | null {
  const secret = createPrivateKey(readFileSync(key));
  if (secret.asymmetricKeyType !== 'ed25519') return `${key} is no Ed25519 key`;
  writeFileSync(`${file}.sig`, sign(null, readFileSync(file), secret));
  return null;
}

function check(): string | null {
  try {
    const fits = verify(null, readFileSync(file), createPublicKey(readFileSync(key)), readFileSync(`${file}.sig`));
    return fits ? null : `${file}.sig does not fit ${key}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
