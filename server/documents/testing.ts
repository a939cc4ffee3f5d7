/** For the tests of documents: specimens made and sealed in a folder of their own, and what poppler says about them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { checkFields } from './fields.ts';
import { type Maker, makeDocument, Snapshot } from './make.ts';
import type { DocumentKind } from './register.ts';
import { DocumentRenderer } from './render.ts';
import { SAMPLE_ORDER, SAMPLES } from './samples.ts';
import { ensureSeals, type Seals } from './seal/seals.ts';

export const REGION = '370702';
/** Debian's poppler-utils and libnss3-tools (scripts/test.ts installs them where it may). */
export const HAS_POPPLER = ['/usr/bin/pdfsig', '/usr/bin/pdftotext', '/usr/bin/certutil'].every((file) =>
  existsSync(file),
);

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'anban-documents-'));
  readonly clock = new ManualClock(Date.now());
  readonly seals: Seals = ensureSeals(this.folder, this.clock);
  readonly maker: Maker = {
    renderer: new DocumentRenderer(),
    seals: this.seals,
    publicUrl: 'http://127.0.0.1:5890',
    clock: this.clock,
  };

  make(kind: DocumentKind, changes: Readonly<Record<string, unknown>> = {}) {
    const fields = unwrap(checkFields(kind, { ...SAMPLES[kind], ...changes }));
    const snapshot = Snapshot.parse({ ...fields, number: '潍城人社工认字〔2026〕0001号', ...SAMPLE_ORDER });
    return makeDocument(this.maker, { regionCode: REGION, kind, snapshot });
  }

  /** What pdfsig says, with only our root trusted. */
  async signatureOf(pdf: Buffer): Promise<string> {
    const store = join(this.folder, 'nss');
    if (!existsSync(join(this.folder, 'root.der'))) {
      writeFileSync(join(this.folder, 'root.der'), (await this.seals.roots())[0] ?? Buffer.alloc(0));
      run('mkdir', [store]);
      run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
      run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'root', '-t', 'CT,C,C', '-i', join(this.folder, 'root.der')]);
    }
    return run('pdfsig', ['-nssdir', `sql:${store}`, this.write('signed.pdf', pdf)]);
  }

  textOf(pdf: Buffer): string {
    return run('pdftotext', ['-layout', this.write('text.pdf', pdf), '-']);
  }

  write(name: string, bytes: Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const run = (program: string, parameters: readonly string[]): string =>
  spawnSync(program, parameters, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } }).stdout;

export const withoutSpace = (text: string): string => text.replace(/\s/g, '');
