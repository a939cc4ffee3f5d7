import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorityOf } from '../authorities.ts';
import { DOCUMENT_KINDS } from '../register.ts';
import { HAS_POPPLER, REGION, Workshop } from '../testing.ts';
import { inspectSeal } from './inspect.ts';

let shop: Workshop;
let pdf: Buffer;
beforeAll(async () => {
  shop = new Workshop();
  pdf = unwrap(await shop.make('D14'));
});
afterAll(() => shop.close());

const withPoppler = test.skipIf(!HAS_POPPLER);

withPoppler(
  'an independent reader finds the seal valid, its Chinese certificate trusted and the whole file signed',
  async () => {
    const said = await shop.signatureOf(pdf);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Certificate is Trusted.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
    expect(said).toContain('CN=工伤认定专用章,O=潍坊市潍城区人力资源和社会保障局,C=CN');
  },
);

withPoppler('one changed byte: the independent reader and ours both see it', async () => {
  const changed = Buffer.from(pdf);
  changed.writeUInt8(changed.readUInt8(5_000) ^ 1, 5_000);
  expect(await shop.signatureOf(changed)).toContain('Digest Mismatch');
  expect(await inspectSeal(changed, await shop.seals.roots())).toBe('broken');
});

test('our own reader: intact as sealed; broken when something was added behind; foreign under another root', async () => {
  const roots = await shop.seals.roots();
  expect(await inspectSeal(pdf, roots)).toBe('intact');
  expect(await inspectSeal(Buffer.concat([pdf, Buffer.from('\n% added')]), roots)).toBe('broken');
  const other = new Workshop();
  expect(await inspectSeal(pdf, await other.seals.roots())).toBe('foreign');
  other.close();
});

test.each([0, 1, 10, 1000])('what is no sealed file is unsigned, whatever bytes it has (%i)', async (length) => {
  const roots = await shop.seals.roots();
  expect(await inspectSeal(Buffer.alloc(length, 0x25), roots)).toBe('unsigned');
  expect(await inspectSeal(Buffer.from('/ByteRange [0 10 99999 5] /Contents <00>'), roots)).toBe('unsigned');
});

test('an expired certificate seals nothing and says whose it is', async () => {
  const late = new Workshop();
  unwrap(await late.make('D14'));
  await late.clock.advance(6 * 365 * 86_400_000);
  const refused = await late.make('D14');
  expect(refused).toMatchObject({ ok: false, fault: { name: 'seal-certificate-expired', code: 'D-21' } });
  late.close();
});

test('the keys of the seals are for their owner alone', () => {
  const keys = join(shop.folder, 'keys', 'seals');
  const files = readdirSync(keys);
  expect(files.sort()).toEqual([`${REGION}-determination.json`, 'root.json']);
  for (const file of files) expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
});

test('OpenSSL agrees with a detached signature over any bytes', async () => {
  const authority = unwrap(authorityOf(REGION, DOCUMENT_KINDS.D26));
  const signer = await shop.seals.of('assessment', authority);
  const content = Buffer.from('{"documents":[]}');
  const cms = unwrap(await signer.sign(content, shop.clock.now()));
  const root = shop.write('root.cer', (await shop.seals.roots())[0] ?? Buffer.alloc(0));
  const pem = join(shop.folder, 'root.pem');
  spawnSync('openssl', ['x509', '-inform', 'DER', '-in', root, '-out', pem]);
  const check = (bytes: Buffer) =>
    spawnSync('openssl', [
      ...['cms', '-verify', '-inform', 'DER', '-in', shop.write('list.p7s', cms), '-binary', '-cades'],
      ...['-content', shop.write('list.json', bytes), '-CAfile', pem, '-purpose', 'any'],
    ]).status;
  expect(check(content)).toBe(0);
  expect(check(Buffer.from('{"documents":[1]}'))).not.toBe(0);
});
