import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ECardHolder } from '../../contract/e-card.ts';
import { putSimulatedCard } from '../../simulators/social-security-cards.ts';
import { numberOf, startTestCentre, type TestCentre } from '../../testing/centre.ts';
import type { Answer, TestTerminal } from '../../testing/terminal.ts';
import { NO_IDENTITY_PARTNERS } from '../partners.ts';

const holder: ECardHolder = { name: '测试乙', number: numberOf(8), cardNumber: 'A12345678', issuedBy: '370700' };
const lost: ECardHolder = { ...holder, number: numberOf(9), cardNumber: 'B12345678' };
const cardId = '370700D1560000051234567800000000';
const Refusal = z.object({ error: z.object({ name: z.string(), message: z.string() }) });

let centre: TestCentre;
let unconnected: TestCentre;
let terminal: TestTerminal;
beforeAll(async () => {
  centre = await startTestCentre();
  unconnected = await startTestCentre({ identity: NO_IDENTITY_PARTNERS });
  terminal = await centre.terminal();
  const { foundation } = centre;
  await foundation.database.db.transaction().execute(async (tx) => {
    await putSimulatedCard(tx, foundation, { holder, cardId, blocked: false });
    await putSimulatedCard(tx, foundation, { holder: lost, cardId, blocked: true });
  });
});
afterAll(async () => {
  await centre.close();
  await unconnected.close();
});

const card = { cardNumber: holder.cardNumber, cardId, issuedBy: holder.issuedBy };
const ask = (changes: object = {}, by = terminal): Promise<Answer> =>
  by.post('/v1/social-security-cards', { id: newId(), ...card, ...changes });
const refusalOf = ({ status, body }: Answer) => [status, Refusal.parse(body).error.name];

describe('a social security card of the third generation', () => {
  it('is resolved to its holder, in the shape of a code on a phone', async () => {
    expect(await ask()).toEqual({ status: 200, body: holder });
  });

  it('may spell its 卡识别码 either way', async () => {
    expect((await ask({ cardId: cardId.toLowerCase() })).status).toBe(200);
  });

  it('that the platform does not know is named so', async () => {
    expect(refusalOf(await ask({ cardNumber: 'Z00000000' }))).toEqual([404, 'ssc-unknown']);
  });

  it('whose number is right and whose 卡识别码 is not tells nothing more than an unknown one', async () => {
    const guessed = await ask({ cardId: `${cardId.slice(0, 31)}1` });
    expect(guessed).toEqual(await ask({ cardNumber: 'Z00000000' }));
    const lostGuessed = await ask({ cardNumber: lost.cardNumber, cardId: `${cardId.slice(0, 31)}1` });
    expect(refusalOf(lostGuessed)).toEqual([404, 'ssc-unknown']);
  });

  it('that was reported lost names nobody', async () => {
    const answer = await ask({ cardNumber: lost.cardNumber });
    expect(refusalOf(answer)).toEqual([409, 'ssc-blocked']);
    expect(JSON.stringify(answer.body)).not.toContain(lost.number);
  });

  it.each([
    ['a number that is too short', { cardNumber: 'A1234567' }],
    ['a card id that is no hexadecimal', { cardId: 'x'.repeat(32) }],
    ['another issuer than the card id says', { issuedBy: '110000' }],
    ['something more', { name: '测试乙' }],
  ])('with %s is malformed', async (_what, changes) => {
    expect(refusalOf(await ask(changes))).toEqual([400, 'malformed']);
  });

  it('is not resolved without the signature of a terminal', async () => {
    const answer = await fetch(`${centre.url}/v1/social-security-cards`, {
      method: 'POST',
      body: JSON.stringify({ id: newId(), ...card }),
    });
    expect(answer.status).toBe(400);
    expect(Refusal.parse(await answer.json()).error.name).toBe('digest-missing');
  });

  it('leaves neither holder nor number in the log or in the table', async () => {
    await ask();
    await ask({ cardNumber: lost.cardNumber });
    const rows = await centre.foundation.database.db.selectFrom('simulated_social_security_card').selectAll().execute();
    expect(rows).toHaveLength(2);
    const kept = centre.logged.join('') + rows.map((row) => row.record_cipher.toString('utf8')).join('');
    expect(kept).toContain('ssc-refused');
    for (const secret of [holder.name, holder.number, holder.cardNumber, cardId]) expect(kept).not.toContain(secret);
  });
});

describe('a centre without a platform of cards', () => {
  it('says so for a card and for a code, and knows no simulator', async () => {
    const there = await unconnected.terminal();
    expect(refusalOf(await ask({}, there))).toEqual([501, 'partner-unconnected']);
    const code = await there.post('/v1/e-cards', { id: newId(), token: 'any' });
    expect(refusalOf(code)).toEqual([501, 'partner-unconnected']);
  });
});
