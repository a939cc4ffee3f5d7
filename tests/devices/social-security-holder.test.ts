/** Third-generation social security cards: what the emulated card shows to everybody, resolved by a real centre. */
import { systemClock } from '@anban/foundation/clock';
import { fail, ok, type Result, unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, type Person } from '../../hardware-mocks/people/people.ts';
import { SscChip } from '../../hardware-mocks/social-security-card/chip.ts';
import { NO_IDENTITY_PARTNERS } from '../../server/identity/partners.ts';
import { putSimulatedCard } from '../../server/simulators/social-security-cards.ts';
import { startTestCentre, type TestCentre } from '../../server/testing/centre.ts';
import { createHttpCentre } from '../../terminal-bridge/centre/http-centre.ts';
import type { IdentityDocument } from '../../terminal-bridge/devices/identity-document.ts';
import type { SmartCard } from '../../terminal-bridge/devices/smart-card/transport.ts';
import { readCard } from '../../terminal-bridge/devices/social-security-card/read-card.ts';
import type { SocialSecurityCard } from '../../terminal-bridge/devices/social-security-card/social-security-card.ts';
import { terminalKey } from '../../terminal-bridge/evidence/key.ts';
import type { FaultName } from '../../terminal-bridge/protocol/faults.ts';
import { resolveSocialSecurityCard } from '../../terminal-bridge/visit/resolve-social-security-card.ts';

const [WANG, LI, ZHANG] = PEOPLE;
if (WANG === undefined || LI === undefined || ZHANG === undefined) throw new Error('the sample people are gone');

async function cardOf(person: Person): Promise<SocialSecurityCard> {
  const chip = new SscChip(person, '3.0', '864209');
  chip.reset();
  const card: SmartCard = {
    atr: chip.atr,
    transmit: async (apdu) => ok(Uint8Array.from(chip.answer(apdu))),
    close: async () => undefined,
  };
  return unwrap(await readCard(card));
}

let centre: TestCentre;
let unconnected: TestCentre;
beforeAll(async () => {
  [centre, unconnected] = await Promise.all([startTestCentre(), startTestCentre({ identity: NO_IDENTITY_PARTNERS })]);
  await centre.foundation.database.db.transaction().execute(async (tx) => {
    for (const [person, blocked] of [
      [WANG, false],
      [LI, true],
    ] as const) {
      const { cardNumber, cardId, region } = await cardOf(person);
      const holder = { name: person.name, number: person.number, cardNumber, issuedBy: region };
      await putSimulatedCard(tx, centre.foundation, { holder, cardId: cardId.toUpperCase(), blocked });
    }
  });
});
afterAll(async () => {
  await centre.close();
  await unconnected.close();
});

/** As an enrolled bridge asks; and whether it thinks that the centre is there. */
async function resolve(at: TestCentre, card: SocialSecurityCard) {
  const terminal = await at.terminal();
  const reached: boolean[] = [];
  const link = createHttpCentre({
    url: at.url,
    key: terminalKey(terminal.privateKey),
    clock: { ...systemClock, now: () => at.clock.now() },
    terminalId: () => terminal.id,
    onReached: (is) => reached.push(is),
    closing: new AbortController().signal,
  });
  const found: Result<IdentityDocument, FaultName> = await resolveSocialSecurityCard(link, card);
  return { found, reached };
}

describe('a third-generation card', () => {
  it('that the platform knows is the document of its holder', async () => {
    const { found } = await resolve(centre, await cardOf(WANG));
    expect(found).toMatchObject({
      ok: true,
      value: { kind: 'social-security-card', name: WANG.name, number: WANG.number, validTo: '2039-12-31' },
    });
  });

  it('that was reported lost is locked', async () => {
    expect((await resolve(centre, await cardOf(LI))).found).toEqual(fail('sscCardBlocked'));
  });

  it('that the platform does not know: said so, and not that it may be known later', async () => {
    expect((await resolve(centre, await cardOf(ZHANG))).found).toEqual(fail('sscCardUnknown'));
  });

  it("whose card id is another's is as unknown as one that is nobody's", async () => {
    const card = await cardOf(WANG);
    const other = `${card.cardId.slice(0, -1)}1`;
    expect((await resolve(centre, { ...card, cardId: other })).found).toEqual(fail('sscCardUnknown'));
  });

  it('at a centre without a platform: K16, and the centre still counts as reached', async () => {
    const { found, reached } = await resolve(unconnected, await cardOf(WANG));
    expect(found).toEqual(fail('sscHolderHidden'));
    expect(reached).toEqual([true]);
  });

  it('with an answer about another card: refused', async () => {
    const card = await cardOf(WANG);
    const holder = { name: '甲', number: WANG.number, cardNumber: 'A00000000', issuedBy: '370700' };
    const wrong = { resolveSocialSecurityCard: async () => ok(holder) };
    expect(await resolveSocialSecurityCard(wrong, card)).toEqual(fail('sscCentreRefused'));
  });

  it('while the centre cannot be reached: said so', async () => {
    const away = { resolveSocialSecurityCard: async () => fail({ kind: 'unreachable' as const }) };
    expect(await resolveSocialSecurityCard(away, await cardOf(WANG))).toEqual(fail('sscCentreUnreachable'));
  });
});
