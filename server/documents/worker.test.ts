import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCentre, type TestCentre } from '../testing/centre.ts';
import { endDocument, fieldsPlace, orderChecked, orderDocument } from './order.ts';
import type { DocumentKind } from './register.ts';
import { SAMPLES } from './samples.ts';
import { type DocumentServices, documentServices } from './services.ts';
import { readDocument, sha256 } from './store.ts';
import { ALARM_AFTER, makeDue } from './worker.ts';

const REGION = '370702';
let centre: TestCentre;
let services: DocumentServices;
beforeAll(async () => {
  centre = await startTestCentre();
  services = documentServices(centre.foundation, 'https://example.test/');
  await services.keyring.key(REGION, 'field');
});
afterAll(() => centre.close());

const order = (kind: DocumentKind = 'D07', fields: object = {}, regionCode = REGION) =>
  services.database.db.transaction().execute((tx) =>
    orderChecked(tx, services, {
      ...{ regionCode, caseId: newId(), partId: null, eventId: newId(), kind, issuedOn: '2026-07-24' },
      fields: { ...SAMPLES[kind], ...fields },
    }),
  );

const rowOf = (id: string) =>
  services.database.db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
async function change(documentId: string, edit: (fields: string) => string): Promise<void> {
  const place = fieldsPlace(REGION, documentId);
  const fields = edit(await services.cipher.decrypt(place, (await rowOf(documentId)).fields_cipher));
  const fields_cipher = await services.cipher.encrypt(place, fields);
  await services.database.db.updateTable('document').set({ fields_cipher }).where('id', '=', documentId).execute();
}
const running = (number: string) => Number(/〕(\d+)号$/.exec(number)?.[1]);

test('twenty orders at once get twenty numbers without a gap', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => order('D12')));
  const numbers = made.map((one) => running(unwrap(one).number)).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  await services.database.db.deleteFrom('document').where('kind', '=', 'D12').execute();
});

test('an order that is rolled back gives its number back and leaves nothing', async () => {
  const before = running(unwrap(await order('D13')).number);
  const failed = services.database.db.transaction().execute(async (tx) => {
    const request = { regionCode: REGION, caseId: newId(), partId: null, eventId: newId(), issuedOn: '2026-07-24' };
    unwrap(await orderDocument(tx, services, { ...request, kind: 'D13', fields: SAMPLES.D13 }));
    throw new Error('the event failed');
  });
  await expect(failed).rejects.toThrow('the event failed');
  expect(running(unwrap(await order('D13')).number)).toBe(before + 1);
});

test('a character that no font has is named when it is ordered, and uses no number', async () => {
  const refused = await order('D10', { person: { ...SAMPLES.D10.person, name: '李\u{1F9FF}' } });
  expect(refused).toMatchObject({ ok: false, fault: { name: 'character-not-in-fonts' } });
  expect(running(unwrap(await order('D10')).number)).toBe(1);
});

test('a wrong field is named and uses no number; so is an unknown region', async () => {
  const person = { ...SAMPLES.D07.person, birthDate: '2026-02-30' };
  const refused = await order('D09', { person });
  expect(refused).toMatchObject({ ok: false, fault: { name: 'document-field-wrong', field: 'person.birthDate' } });
  expect(JSON.stringify(refused)).not.toContain(person.number);
  expect(await order('D09', {}, '999999')).toMatchObject({ ok: false, fault: { name: 'document-region-unknown' } });
  expect(unwrap(await order('D09')).number).toBe('潍城人社工举字〔2026〕0001号');
});

test('killed between order and making: the next process makes it, once, with the same number', async () => {
  const { documentId, number } = unwrap(await order('D14'));
  const [first, second] = [services, documentServices(centre.foundation, 'https://example.test')];
  const made = (await Promise.all([makeDue(first, 50), makeDue(second, 50)])).flat();
  expect(made.filter((one) => one.documentId === documentId)).toHaveLength(1);
  const row = await rowOf(documentId);
  expect(row).toMatchObject({ state: 'made', number });
  const file = await readDocument(services.database.db, services.cipher, REGION, documentId);
  expect(sha256(file ?? Buffer.alloc(0)).equals(row.digest ?? Buffer.alloc(1))).toBe(true);
  expect(await makeDue(second, 50)).toEqual([]);
});

test('neither the fields nor the file lie readable in the database', async () => {
  const { documentId } = unwrap(await order('D14'));
  await makeDue(services, 50);
  const { fields_cipher } = await rowOf(documentId);
  const { content_cipher } = await services.database.db
    .selectFrom('document_file')
    .selectAll()
    .where('document_id', '=', documentId)
    .executeTakeFirstOrThrow();
  expect(fields_cipher.includes(SAMPLES.D14.person.name)).toBe(false);
  expect(content_cipher.includes('%PDF')).toBe(false);
});

test('one that cannot be made waits ever longer, is alarmed at the fifth time, and holds up no other', async () => {
  const bad = unwrap(await order('D08', { person: { ...SAMPLES.D08.person, name: '李一' } }));
  // As if it had been ordered where the fonts have more characters.
  await change(bad.documentId, (fields) => fields.replace('李一', '李\u{1F9FF}'));
  const good = unwrap(await order('D07'));
  expect((await makeDue(services, 50)).map((one) => one.documentId)).toEqual([good.documentId]);
  expect(await rowOf(bad.documentId)).toMatchObject({ attempts: 1, failure: 'character-not-in-fonts: U+1F9FF' });
  expect(await makeDue(services, 50)).toEqual([]);
  expect((await rowOf(bad.documentId)).attempts).toBe(1);
  for (let attempt = 2; attempt <= ALARM_AFTER; attempt += 1) {
    await centre.clock.advance(3_600_000);
    await makeDue(services, 50);
  }
  const row = await rowOf(bad.documentId);
  expect(row).toMatchObject({ state: 'ordered', attempts: ALARM_AFTER });
  expect(row.alarmed_at).not.toBeNull();
  expect(centre.logged.filter((line) => line.includes('document-stuck'))).toHaveLength(1);
  expect(centre.logged.join('')).not.toContain('李');
});

test('a document ends once', async () => {
  const { documentId } = unwrap(await order('D14'));
  const end = () =>
    services.database.db
      .transaction()
      .execute((tx) => endDocument(tx, services, { regionCode: REGION, documentId, replacedBy: null }));
  expect([await end(), await end()]).toEqual([true, false]);
});
