/** Cards and visits: how a visit begins, ends, and leaves nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-socket.ts';
import { DOCUMENT, NAME, SessionRig, VISIT } from '../testing/session-rig.ts';
import { COUNTDOWN_S } from './idle.ts';
import { FIRST_PREFERENCES } from './preferences.ts';
import { WIPE_PATIENCE } from './visit-at-bridge.ts';

let at: SessionRig;
const arrive = async (...arrival: Parameters<typeof SessionRig.arrive>) => {
  at = await SessionRig.arrive(...arrival);
};
beforeEach(() => arrive());

describe('a card on the reader', () => {
  it('starts a visit and is read', async () => {
    expect(at.conductor.state).toBe('attract');
    await at.beginVisit();
    expect(at.conductor.visit?.screen).toBe('card');
    at.bridge().answers('Visit.ReadDocument', DOCUMENT);
    await settle();
    expect(at.conductor.visit?.screen).toBe('consent');
  });

  it('that lay there before the page came starts one too', async () => {
    await arrive({ readerStatus: 'card-present' });
    expect(at.bridge().heard('Visit.Begin')).toBe(true);
  });

  it('left behind by the person before starts nothing, until it is taken away', async () => {
    await arrive({ cardLeft: true, readerStatus: 'card-present' });
    expect(at.conductor.state).toBe('attract');
    expect(at.conductor.cardLeft).toBe(true);
    at.liftCard();
    expect(at.conductor.cardLeft).toBe(false);
    at.layCard();
    expect(at.bridge().heard('Visit.Begin')).toBe(true);
  });

  describe('of the next person', () => {
    const toTicket = async () => {
      await at.readCard();
      at.press({ type: 'AGREE' });
      await settle();
      at.bridge().answers('Visit.MatchFace', { outcome: 'pass', reason: null });
      await settle();
      at.bridge().answers('Visit.CheckIn', { outcome: 'accepted', number: 'A001', room: 'A', printFault: null });
      await settle();
      expect(at.conductor.visit?.screen).toBe('ticket');
    };
    const toNotOnRoster = async () => {
      await at.beginVisit();
      at.bridge().answers('Visit.ReadDocument', { ...DOCUMENT, admission: { outcome: 'not-on-roster' } });
      await settle();
      expect(at.conductor.visit?.screen).toBe('notOnRoster');
    };

    it.each([
      ['a ticket', toTicket],
      ['a refusal', toNotOnRoster],
    ])('ends %s that the last one still reads, and is not taken for a card left behind', async (_, show) => {
      await show();
      at.liftCard();
      expect(at.conductor.state).toBe('visit');
      at.layCard();
      expect(at.conductor.state).toBe('wiped');
      await at.endVisit();
      expect(at.reloads).toEqual([false]);
      await arrive({ cardLeft: at.reloads[0] === true, readerStatus: 'card-present' });
      expect(at.bridge().heard('Visit.Begin')).toBe(true);
    });

    it('begins the next visit in the same page too, when the page cannot be replaced', async () => {
      await toNotOnRoster();
      at.liftCard();
      at.layCard();
      await at.endVisit();
      at.timers.advance(10_000);
      expect(at.conductor.state).toBe('starting');
    });

    it('begins the next visit when the bridge goes away between the two', async () => {
      await toNotOnRoster();
      at.liftCard();
      at.layCard();
      at.bridge().close();
      await settle();
      at.timers.advance(5_000);
      await at.connect('card-present');
      expect(at.reloads).toEqual([false]);
    });

    it('is waited for while the last one has finished by touch and left the card on the reader', async () => {
      await toTicket();
      at.press({ type: 'DONE' });
      await at.endVisit();
      expect(at.reloads).toEqual([true]);
      await arrive({ cardLeft: at.reloads[0] === true, readerStatus: 'card-present' });
      expect(at.conductor.state).toBe('attract');
      expect(at.conductor.cardLeft, 'the attract screen asks to take the card').toBe(true);
      expect(at.bridge().heard('Visit.Begin')).toBe(false);
      at.liftCard();
      expect(at.conductor.cardLeft).toBe(false);
      at.layCard();
      expect(at.bridge().heard('Visit.Begin')).toBe(true);
    });
  });
});

describe('a card on one reader while another lies on the other', () => {
  const problem = async () => {
    at.stays('socialSecurityReader', 'card-present');
    at.bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    at.bridge().refuses('Visit.ReadDocument', 'sscBankCard');
    await settle();
    expect(at.conductor.visit?.screen).toBe('cardProblem');
  };
  const reads = () => at.bridge().sent.filter(({ header }) => header.name === 'Visit.ReadDocument').length;

  it('a bank card in the slot, then the identity card: it is read without a touch', async () => {
    await problem();
    at.layCard();
    await settle();
    expect([at.conductor.visit?.screen, reads()]).toEqual(['card', 2]);
    at.bridge().answers('Visit.ReadDocument', DOCUMENT);
    await settle();
    expect(at.conductor.visit?.screen).toBe('consent');
  });

  it('the identity card begins a visit while the last person’s card is still forgotten in the slot', async () => {
    await problem();
    at.conductor.cancel();
    await at.endVisit();
    expect(at.leftOn).toEqual(['socialSecurityReader']);
    await arrive({ leftOn: at.leftOn });
    expect([at.conductor.state, at.conductor.cardLeft]).toEqual(['attract', true]);
    await at.beginVisit();
    expect(at.conductor.visit?.screen).toBe('card');
    at.liftCard();
    at.conductor.cancel();
    await at.endVisit();
    expect(at.leftOn, 'the forgotten card stays forgotten').toEqual(['socialSecurityReader']);
  });

  it('the next person’s card ends the screen of the last; whose card lies in the slot is still known', async () => {
    at.stays('socialSecurityReader', 'card-present');
    at.bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    at.bridge().answers('Visit.ReadDocument', { ...DOCUMENT, admission: { outcome: 'not-on-roster' } });
    await settle();
    at.layCard();
    expect(at.conductor.state).toBe('wiped');
    await at.endVisit();
    expect(at.leftOn).toEqual(['socialSecurityReader']);
  });
});

describe('the end of a visit', () => {
  it('ends it at the bridge, leaves nothing, and starts the page anew', async () => {
    await at.readCard();
    at.conductor.prefer({ language: 'en', text: 'large' });
    at.conductor.cancel();
    expect(at.conductor.state).toBe('wiped');
    expect(at.conductor.visit).toBeNull();
    expect(at.conductor.preferences.language, 'the last screen speaks as the person has chosen').toBe('en');
    expect(at.bridge().sent.at(-1)).toMatchObject({ header: { name: 'Visit.End' }, payload: { visitId: VISIT } });
    expect(at.reloads).toEqual([]);
    await at.endVisit();
    expect(at.reloads).toEqual([true]);
    expect(JSON.stringify(at.conductor)).not.toContain(NAME);
  });

  it('tells the next page nothing about a card when it was taken', async () => {
    await at.readCard();
    at.liftCard();
    at.conductor.cancel();
    await at.endVisit();
    expect(at.reloads).toEqual([false]);
  });

  it('goes home all the same when the page cannot be replaced, and forgets how the person liked it', async () => {
    await at.readCard();
    at.conductor.prefer({ language: 'en', text: 'large', voice: 'on', volume: 5 });
    at.conductor.cancel();
    await at.endVisit();
    at.timers.advance(10_000);
    expect(at.conductor.state).toBe('attract');
    expect(at.conductor.preferences).toEqual(FIRST_PREFERENCES);
  });

  it('cancels the reading that is under way', async () => {
    await at.beginVisit();
    const requestId = at.bridge().last('Visit.ReadDocument');
    at.conductor.cancel();
    expect(at.bridge().sent).toContainEqual(
      expect.objectContaining({
        header: expect.objectContaining({ name: 'Common.Cancel' }),
        payload: { requestIds: [requestId] },
      }),
    );
  });

  it('comes by itself to a person who has gone, and asks first', async () => {
    await at.readCard();
    at.timers.advance(120_000);
    expect(at.conductor.idle.countdown).toBe(COUNTDOWN_S);
    at.timers.advance(COUNTDOWN_S * 1_000);
    expect(at.conductor.state).toBe('wiped');
  });

  it('comes by itself to nobody while the card is read', async () => {
    await at.beginVisit();
    at.timers.advance(50_000);
    expect(at.conductor.idle.countdown).toBeNull();
    expect(at.conductor.visit?.screen).toBe('card');
  });
});

describe('the end within a second', () => {
  it('the page is started anew also when the bridge does not say that it has wiped', async () => {
    await at.readCard();
    at.conductor.cancel();
    at.timers.advance(WIPE_PATIENCE);
    await settle();
    expect(at.reloads).toEqual([true]);
    expect(WIPE_PATIENCE).toBeLessThan(500);
  });

  it('a visit that begins after it was given up is ended again', async () => {
    at.layCard();
    at.conductor.cancel();
    at.bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    expect(at.bridge().sent.at(-1)).toMatchObject({ header: { name: 'Visit.End' }, payload: { visitId: VISIT } });
  });
});
