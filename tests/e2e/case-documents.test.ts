/**
 * From the decision to the paper in somebody's hands, with the real server: its worker makes and seals the documents by
 * itself; poppler, which knows nothing of us but the root certificate, finds the seal valid; anybody verifies the paper
 * at the public page, by its number and code as printed, or by the file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fitter, PROPOSE_YES, SHARED } from '../../server/replays/people.ts';
import { CaseArena, DrivenCase, REGION } from '../support/case-arena.ts';

const arena = new CaseArena();
const folder = mkdtempSync(join(tmpdir(), 'anban-case-documents-'));
const one = new DrivenCase(arena);
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const Count = z.object({ n: z.int() });
let decision: Buffer;
let text: string;

beforeAll(async () => {
  await arena.open();
  await one.open(fitter(REGION, today, 301), { relation: 'self', injuryOn: today });
  const signature = { name: '吕测试', at: new Date().toISOString(), method: '屏幕签名' };
  await one.step('3001', 'SUBMIT', { scenario: 'G14_1', held: SHARED, signature, channel: '窗口' });
  await one.step('3001', 'ACCEPT', { clear: true });
  await one.step('3001', 'PROPOSE', PROPOSE_YES);
  await one.step('3002', 'DECIDE_YES', {});
  await arena.until('the decision is made', async () => {
    const made = `select count(*)::int as n from document where case_id = $1 and kind = 'D14' and state = 'made'`;
    return (await arena.rows(Count, made, [one.id]))[0]?.n === 1;
  });
  const [row] = await arena.rows(z.object({ id: z.string() }), `select id from document where kind = 'D14'`);
  decision = await arena.file(`/v1/cases/${one.id}/documents/${row?.id ?? ''}/file`);
  text = run('pdftotext', ['-layout', write('decision.pdf', decision), '-']);
});
afterAll(async () => {
  await arena.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (program: string, parameters: readonly string[]): string =>
  spawnSync(program, parameters, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } }).stdout;

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const verdictOf = (page: string) => /data-verdict="([^"]+)"/.exec(page)?.[1];

async function byFile(file: Buffer): Promise<string | undefined> {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(file)], { type: 'application/pdf' }), 'decision.pdf');
  return verdictOf(await (await fetch(`${arena.url}/verify`, { method: 'POST', body: form })).text());
}

async function byCode(number: string, code: string): Promise<string> {
  return (await fetch(`${arena.url}/verify?${new URLSearchParams({ number, code }).toString()}`)).text();
}

it('says what was decided, about whom, by whom', () => {
  const words = text.replace(/\s/g, '');
  for (const word of ['认定工伤决定书', '吕测试', '测试五金厂', '左食指末节骨折', '永康市', '行政复议', '行政诉讼'])
    expect(words).toContain(word);
});

it('bears a seal that an independent program finds valid, trusting our root and nothing else', async () => {
  const root = Buffer.from(await (await fetch(`${arena.url}/verify/seal-root.cer`)).arrayBuffer());
  const store = join(folder, 'nss');
  mkdirSync(store);
  run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
  run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'root', '-t', 'CT,C,C', '-i', write('root.cer', root)]);
  const said = run('pdfsig', ['-nssdir', `sql:${store}`, join(folder, 'decision.pdf')]);
  expect(said).toContain('Signature is Valid.');
  expect(said).toContain('Certificate is Trusted.');
  expect(said).toContain('Total document signed');
  expect(said).toContain('工伤认定专用章');
});

it('is genuine to anybody who has the file, and altered with a single bit changed', async () => {
  expect(await byFile(decision)).toBe('genuine');
  const altered = Buffer.from(decision);
  const at = altered.indexOf('endstream') - 5;
  altered[at] = (altered[at] ?? 0) ^ 1;
  expect(await byFile(altered)).toBe('altered');
  expect(await byFile(Buffer.from('%PDF-1.7 nothing of ours'))).toBe('not-ours');
});

it('is genuine by the number and code as they are printed; the page masks the name', async () => {
  const number = /\S+〔\d{4}〕\d+号/.exec(text)?.[0] ?? '';
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0] ?? '';
  const page = await byCode(number, code);
  expect(verdictOf(page)).toBe('genuine');
  expect(page).toContain('吕**');
  expect(page).not.toContain('吕测试');
  const wrong = code.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(verdictOf(await byCode(number, wrong))).toBe('not-ours');
});
