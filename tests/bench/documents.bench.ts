/**
 * CPU milliseconds to render one document and to put a seal on it, warm, and the size of the sealed file: every kind's
 * specimen in turn, each time with another person, so that nothing can be reused whole. Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { authorityOf } from '../../server/documents/authorities.ts';
import { checkFields } from '../../server/documents/fields.ts';
import { verifyAddress } from '../../server/documents/make.ts';
import { DOCUMENT_KINDS, documentKinds } from '../../server/documents/register.ts';
import { DocumentRenderer } from '../../server/documents/render.ts';
import { SAMPLE_ORDER, SAMPLES } from '../../server/documents/samples.ts';
import { applySeal } from '../../server/documents/seal/apply.ts';
import { ensureSeals } from '../../server/documents/seal/seals.ts';

const ROUNDS = 6;
const WARM_UP = 2;
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗';
const REGION = '370702';

const folder = mkdtempSync(join(tmpdir(), 'anban-documents-'));
const renderer = new DocumentRenderer();
const seals = ensureSeals(folder, systemClock);
const render: number[] = [];
const seal: number[] = [];
const bytes: number[] = [];
/** Drawn once per process, as documents/make.ts does. */
const pictures = new Map<string, Buffer>();

try {
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
    for (const kind of documentKinds()) await measure(kind, round);
  const figures = {
    documents: render.length,
    renderCpuMsMean: mean(render),
    renderCpuMsP95: at(render, 0.95),
    sealCpuMsMean: mean(seal),
    sealCpuMsP95: at(seal, 0.95),
    bytesMean: Math.round(mean(bytes)),
    goalRenderMs: 10,
    goalSealMs: 25,
  };
  process.stdout.write(`${JSON.stringify({ name: 'documents', figures })}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(kind: ReturnType<typeof documentKinds>[number], round: number): Promise<void> {
  const rule = DOCUMENT_KINDS[kind];
  const authority = unwrap(authorityOf(REGION, rule));
  const running = round * 100 + documentKinds().indexOf(kind);
  const person = { ...SAMPLES[kind].person, name: `${SURNAMES.charAt(running % SURNAMES.length)}示例${running}` };
  const data = {
    ...unwrap(checkFields(kind, { ...SAMPLES[kind], person })),
    ...{ authority: authority.name, government: authority.government, court: authority.court },
    ...{ provinceCommittee: authority.provinceCommittee, regionName: authority.regionName },
    ...{
      title: rule.name,
      number: `测试〔2026〕${running}号`,
      verifyPage: 'https://example.test/verify',
      ...SAMPLE_ORDER,
    },
  };
  const qr = verifyAddress('https://example.test', `0000-0000-0000-${String(running).padStart(4, '0')}`);
  const before = process.cpuUsage();
  const { pdf, seal: place } = unwrap(renderer.render({ template: kind, data, qr, day: SAMPLE_ORDER.issuedOn }));
  if (round >= WARM_UP) render.push(cpuMs(before));
  if (rule.seal === 'none' || place === null) return;
  const signer = await seals.of(rule.seal, authority);
  const face = { authority: authority.name, name: signer.identity.sealName };
  const picture =
    pictures.get(face.name) ?? unwrap(renderer.render({ template: 'seal', data: face, day: '2026-01-01' })).pdf;
  pictures.set(face.name, picture);
  const start = process.cpuUsage();
  const sealed = unwrap(await applySeal({ pdf, place, picture, signer, reason: rule.name, at: systemClock.now() }));
  if (round < WARM_UP) return;
  seal.push(cpuMs(start));
  bytes.push(sealed.length);
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function mean(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 100) / 100;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN) * 100) / 100;
}
