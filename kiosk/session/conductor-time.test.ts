/** Time: who waits how long for whom, and what is said meanwhile. */
import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-socket.ts';
import { SessionRig, VISIT } from '../testing/session-rig.ts';
import { COUNTDOWN_S } from './idle.ts';
import { HINT_AFTER } from './phone-hint.ts';
import { FIRST_PREFERENCES } from './preferences.ts';

const TICKET = { outcome: 'accepted', number: 'A001', room: 'A', printFault: null };

let at: SessionRig;
const arrive = async (...arrival: Parameters<typeof SessionRig.arrive>) => {
  at = await SessionRig.arrive(...arrival);
};
beforeEach(() => arrive());

describe('somebody who needs longer', () => {
  it('slow pace: everything waits three times as long, the countdown too', async () => {
    await at.readCard();
    at.conductor.prefer({ pace: 'slow' });
    at.timers.advance(359_000);
    expect(at.conductor.idle.countdown).toBeNull();
    at.timers.advance(1_000);
    expect(at.conductor.idle.countdown).toBe(3 * COUNTDOWN_S);
    at.timers.advance(3 * COUNTDOWN_S * 1_000);
    expect(at.conductor.state).toBe('wiped');
  });

  it('the voice is told every second of the countdown, and its end', async () => {
    const spoken: (number | null)[] = [];
    at.conductor.idle.onCountdown((seconds) => spoken.push(seconds));
    await at.readCard();
    at.timers.advance(122_000);
    at.conductor.idle.stay();
    expect(spoken).toEqual([COUNTDOWN_S, COUNTDOWN_S - 1, COUNTDOWN_S - 2, null]);
  });
});

describe('a card that is forgotten', () => {
  it('at.chimes until it is lifted, and staff are called after a minute, once', async () => {
    await arrive({ cardLeft: true, readerStatus: 'card-present' });
    expect(at.chimes).toBe(1);
    at.timers.advance(59_999);
    expect(at.chimes).toBe(12);
    expect(at.bridge().heard('Terminal.CallStaff')).toBe(false);
    at.timers.advance(1);
    expect(at.bridge().sent.at(-1)).toMatchObject({
      header: { name: 'Terminal.CallStaff' },
      payload: { reason: 'card-forgotten' },
    });
    at.timers.advance(90_000);
    expect(at.bridge().sent.filter(({ header }) => header.name === 'Terminal.CallStaff')).toHaveLength(1);
    const until = at.chimes;
    at.liftCard();
    at.timers.advance(300_000);
    expect(at.chimes).toBe(until);
  });

  it('is reminded of before the ticket goes, and not when it was taken', async () => {
    await arrive({ interrupted: TICKET, readerStatus: 'card-present' });
    expect(at.conductor.visit?.screen).toBe('ticket');
    at.timers.advance(21_999);
    expect(at.conductor.reminder.due).toBe(false);
    at.timers.advance(1);
    expect([at.conductor.reminder.due, at.chimes]).toEqual([true, 1]);
    at.liftCard();
    expect(at.conductor.reminder.due).toBe(false);
  });
});

describe('the first screen, once somebody has made it theirs', () => {
  it('does not go back while they touch, though they change nothing', () => {
    at.conductor.prefer({ text: 'large' });
    at.conductor.showSettings(true);
    for (let i = 0; i < 20; i += 1) {
      at.timers.advance(50_000);
      at.conductor.idle.touched();
    }
    expect([at.conductor.settingsOpen, at.conductor.preferences.text]).toEqual([true, 'large']);
  });

  it.each([
    ['the settings lie open', () => at.conductor.showSettings(true)],
    ['help lies open', () => void at.conductor.help.call()],
    ['another language is chosen', () => at.conductor.prefer({ language: 'en' })],
  ])('asks before it goes back: %s', (_, open) => {
    open();
    at.timers.advance(60_000);
    expect(at.conductor.idle.countdown).toBe(COUNTDOWN_S);
    at.conductor.idle.stay();
    at.timers.advance(60_000 + COUNTDOWN_S * 1_000);
    expect([at.conductor.settingsOpen, at.conductor.help.state]).toEqual([false, 'quiet']);
    expect(at.conductor.preferences).toEqual(FIRST_PREFERENCES);
  });

  it('goes back at once when the question is answered so, and asks nobody else', () => {
    at.conductor.prefer({ contrast: 'high' });
    at.timers.advance(61_000);
    at.conductor.cancel();
    expect([at.conductor.preferences, at.conductor.idle.countdown]).toEqual([FIRST_PREFERENCES, null]);
    at.timers.advance(600_000);
    expect(at.conductor.idle.countdown).toBeNull();
  });

  it("somebody's call for help does not lie over the next person's visit", async () => {
    void at.conductor.help.call();
    at.bridge().answers('Terminal.CallStaff', { told: true });
    await settle();
    await at.beginVisit();
    expect([at.conductor.state, at.conductor.help.state]).toEqual(['visit', 'quiet']);
  });
});

describe('a ticket', () => {
  beforeEach(async () => {
    await arrive({ interrupted: TICKET });
    expect(at.conductor.visit?.screen).toBe('ticket');
  });

  it('stays 30 seconds, and as long as it is touched', () => {
    at.timers.advance(29_999);
    at.conductor.idle.touched();
    at.timers.advance(29_999);
    expect(at.conductor.visit?.screen).toBe('ticket');
    at.timers.advance(1);
    expect(at.conductor.visit).toBeNull();
  });

  it('does not go while the voice reads, without a question', () => {
    at.conductor.prefer({ voice: 'on' });
    at.timers.advance(60_000);
    expect([at.conductor.visit?.screen, at.conductor.idle.countdown]).toEqual(['ticket', COUNTDOWN_S]);
  });
});

it('whoever goes by switches has three times as long', async () => {
  await at.readCard();
  at.conductor.prefer({ control: 'switch' });
  at.timers.advance(359_000);
  expect(at.conductor.idle.countdown).toBeNull();
});

it('a sign of life belongs to the visit, and is told once', async () => {
  at.conductor.idle.touched();
  expect(at.conductor.takeSign()).toBeNull();
  await at.readCard();
  at.conductor.idle.touched();
  expect([at.conductor.takeSign(), at.conductor.takeSign()]).toEqual([VISIT, null]);
});

describe('somebody who gets no further', () => {
  const scanner = (status: string) => {
    at.device('qrScanner', status);
  };

  it('is told once what a phone needs, where there is a scanner', async () => {
    await arrive();
    scanner('ready');
    at.timers.advance(HINT_AFTER - 1);
    expect(at.conductor.phoneHint).toBe(false);
    at.timers.advance(1);
    expect(at.conductor.phoneHint).toBe(true);
    scanner('reconnecting');
    expect(at.conductor.phoneHint).toBe(false);
  });

  it('is told nothing of phones at a terminal without a scanner', async () => {
    await arrive();
    at.timers.advance(HINT_AFTER);
    expect(at.conductor.phoneHint).toBe(false);
  });

  it('a new screen begins from the beginning', async () => {
    await arrive();
    scanner('ready');
    at.timers.advance(HINT_AFTER);
    at.conductor.begin('check-in');
    expect(at.conductor.phoneHint).toBe(false);
  });
});
