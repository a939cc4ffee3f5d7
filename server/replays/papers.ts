/** The documents of a case as whoever gets them sees them: the file itself, its seal, its words. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API } from '../contract/api.ts';
import { DOCUMENT_KINDS, isDocumentKind } from '../documents/register.ts';
import { verifyFile } from '../documents/verify.ts';
import { good, type Story } from './story.ts';

export interface Paper {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly recipients: readonly string[];
  readonly issuedOn: string;
  /** Without white space. */
  readonly text: string;
  /** What this centre says of the file. */
  readonly verdict: string;
  /** `intact` or `broken` as poppler's pdfsig finds it, whoever the signer is; null: this kind bears no seal. */
  readonly seal: 'intact' | 'broken' | null;
}

export async function readPapers(story: Story): Promise<Paper[]> {
  const { desk, id } = story;
  const list = good(await desk.call('officer', 'GET', `/v1/cases/${id}/documents`), 'documents');
  const folder = mkdtempSync(join(tmpdir(), 'anban-papers-'));
  const papers: Paper[] = [];
  try {
    for (const { id: documentId, kind, number, recipients, issuedOn, state, digest } of API.documents.answer.parse(list)
      .documents) {
      if (state !== 'made') throw new Error(`${kind} ${number} is not made`);
      const bytes = await desk.file('officer', `/v1/cases/${id}/documents/${documentId}/file`);
      if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new Error(`${kind}: another file`);
      const path = join(folder, `${documentId}.pdf`);
      writeFileSync(path, bytes);
      const { verdict } = await verifyFile(desk.documents, bytes);
      const text = run('pdftotext', ['-layout', path, '-']).replace(/\s/g, '');
      papers.push({ id: documentId, kind, number, recipients, issuedOn, text, verdict, seal: sealOf(kind, path) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return papers;
}

function sealOf(kind: string, path: string): Paper['seal'] {
  if (!isDocumentKind(kind) || DOCUMENT_KINDS[kind].seal === 'none') return null;
  const said = run('pdfsig', ['-nocert', path]);
  return said.includes('Signature is Valid.') && said.includes('Total document signed') ? 'intact' : 'broken';
}

const run = (program: string, parameters: readonly string[]): string =>
  spawnSync(program, parameters, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } }).stdout;
