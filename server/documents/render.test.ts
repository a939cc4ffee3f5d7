import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charactersOf, ownFonts, rareFonts } from './fonts.ts';
import { DOCUMENT_KINDS, documentKinds } from './register.ts';
import { SAMPLES } from './samples.ts';
import { HAS_POPPLER, run, Workshop, withoutSpace } from './testing.ts';

let shop: Workshop;
beforeAll(() => {
  shop = new Workshop();
});
afterAll(() => shop.close());

const withPoppler = test.skipIf(!HAS_POPPLER);

withPoppler.each(documentKinds())('%s prints its title, its number, its case and the person', async (kind) => {
  const text = withoutSpace(shop.textOf(unwrap(await shop.make(kind))));
  expect(text).toContain('潍城人社工认字〔2026〕0001号');
  expect(text).toContain(kind === 'D23' ? '专家库' : SAMPLES[kind].person.name);
  if (!['D17', 'D28', 'D37'].includes(kind)) expect(text).toContain(DOCUMENT_KINDS[kind].name);
  expect(text).toContain('本文书共1页第1页');
  expect(text).toContain('核验码0000-0000-0000-0000');
});

withPoppler('a decision tells body and limit of the remedies, and every field of 办法 art 19', async () => {
  const text = withoutSpace(shop.textOf(unwrap(await shop.make('D14'))));
  const { person, employer, occupation, accidentPlace, injuredPart, course, clause, conclusion } = SAMPLES.D14;
  const wanted = [person.number, employer?.name, occupation, accidentPlace, injuredPart, course, clause, conclusion];
  for (const value of wanted) expect(text).toContain(withoutSpace(value ?? '?'));
  expect(text).toContain('58岁');
  expect(text).toContain('2026年7月11日09:30');
  expect(text).toContain('60日内向潍坊市潍城区人民政府申请行政复议');
  expect(text).toContain('6个月内向有管辖权的人民法院提起行政诉讼');
});

withPoppler('the conclusion names 15 days and the province, the one of the province that it is final', async () => {
  expect(withoutSpace(shop.textOf(unwrap(await shop.make('D26'))))).toContain(
    '15日内向山东省劳动能力鉴定委员会申请再次鉴定',
  );
  expect(withoutSpace(shop.textOf(unwrap(await shop.make('D29'))))).toContain('最终结论');
});

const SHOWN = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'#$[]\\"\'*_`@<>{}~/-=+|&%;:.,!?()^'),
    fc.constantFrom(...'王工伤认定决定书甲乙丙丁'),
    fc.constantFrom(...'abcXYZ0189'),
  ),
  minLength: 1,
  maxLength: 60,
});

withPoppler('whatever text goes in comes out as the same text, and is never a command of the template', async () => {
  await fc.assert(
    fc.asyncProperty(SHOWN, async (text) => {
      const pdf = unwrap(await shop.make('D11', { matters: [`始${text}终`], person: SAMPLES.D11.person }));
      expect(withoutSpace(run('pdftotext', [shop.write('p.pdf', pdf), '-']))).toContain(`始${text}终`);
    }),
    { numRuns: 60 },
  );
});

test('the same fields give the same bytes before sealing', async () => {
  const first = unwrap(await shop.make('D05'));
  expect(unwrap(await shop.make('D05')).equals(first)).toBe(true);
  const other = new Workshop();
  expect(unwrap(await other.make('D05')).equals(first)).toBe(true);
  other.close();
});

withPoppler('the properties of the file name no person', async () => {
  const said = run('pdfinfo', [shop.write('i.pdf', unwrap(await shop.make('D14')))]);
  expect(said).toContain('认定工伤决定书');
  expect(said).not.toContain(SAMPLES.D14.person.name);
});

const RARE = ['䶮', '𬭎', '㛃'];
test('a rare character is printed where a font has it, and named where none has', async () => {
  const name = `李${RARE.join('')}`;
  const made = await shop.make('D14', { person: { ...SAMPLES.D14.person, name } });
  const has = [...ownFonts(), ...rareFonts()].filter((_, i) => i % 2 === 0).map((file) => charactersOf(file));
  const missing = RARE.filter((one) => !has.some((characters) => characters(one.codePointAt(0) ?? 0)));
  if (missing.length > 0) return expect(made).toMatchObject({ ok: false, fault: { name: 'character-not-in-fonts' } });
  const pdf = unwrap(made);
  if (HAS_POPPLER) expect(withoutSpace(shop.textOf(pdf))).toContain(name);
});

test('a character that no font has is named', async () => {
  const made = await shop.make('D14', { person: { ...SAMPLES.D14.person, name: '李\u{1F9FF}' } });
  expect(made).toMatchObject({ ok: false, fault: { name: 'character-not-in-fonts', codePoint: 'U+1F9FF' } });
});

withPoppler(
  'a long paper goes over several pages, the seal on the last, and the independent reader trusts it',
  async () => {
    const items = Array.from({ length: 90 }, (_, i) => ({
      id: `M${i}`,
      name: `第${i}项材料`,
      note: '说明'.repeat(30),
    }));
    const pdf = unwrap(await shop.make('D06', { items }));
    const text = withoutSpace(shop.textOf(pdf));
    for (const { name } of items) expect(text).toContain(name);
    const pages = Number(/本文书共(\d+)页/.exec(text)?.[1]);
    expect(pages).toBeGreaterThan(3);
    // The seal never stands alone: the last words go with it.
    expect(withoutSpace(run('pdftotext', ['-f', String(pages), shop.write('l.pdf', pdf), '-']))).toContain('联系人：');
    expect(await shop.signatureOf(pdf)).toContain('Signature is Valid.');
  },
);
