/** The session with the real client, the real check-in, a socket and a clock in the hands of the test. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BridgeClient } from '../bridge/client.ts';
import type { CheckInEvent } from '../services/check-in/context.ts';
import { CAMERA_PATIENCE } from '../services/check-in/effects.ts';

import { DEVICES, FakeSocket, STATE, settle } from '../testing/fake-socket.ts';
import { LOADED_SERVICES } from '../testing/loaded-services.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { Conductor } from './conductor.ts';
import { COUNTDOWN_S } from './idle.ts';
import { HINT_AFTER } from './phone-hint.ts';
import { FIRST_PREFERENCES } from './preferences.ts';
import { WIPE_PATIENCE } from './visit-at-bridge.ts';

const VISIT = '0193a1b2-0000-7000-8000-000000000001';
const NAME = '王建国';
const DOCUMENT = {
  holder: { name: NAME, maskedNumber: '370702********0017' },
  cardExpired: false,
  faceUnavailable: null,
  admission: { outcome: 'admitted', room: 'A' },
};

let timers: ManualTimers;
let sockets: FakeSocket[];
let reloads: boolean[];
let conductor: Conductor;
let sequence: number;
let chimes: number;
/** What the bridge tells of a check-in whose page was lost. */
let interrupted: object | null = null;

const bridge = () => {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error('never connected');
  return socket;
};
const reader = (status: string, reason?: string) => {
  sequence += 1;
  bridge().change(sequence, { devices: { ...DEVICES, idCardReader: { status, ...(reason && { reason }) } } });
};
const layCard = () => reader('card-present');
const liftCard = () => reader('ready');

async function connect(readerStatus = 'ready'): Promise<void> {
  sequence = 1;
  bridge().events.opened();
  bridge().snapshot(sequence, { ...STATE, devices: { ...DEVICES, idCardReader: { status: readerStatus } } });
  bridge().answers('Terminal.Claim');
  await settle();
  // Only a page that is fresh asks.
  if (bridge().heard('Terminal.Interrupted')) bridge().answers('Terminal.Interrupted', { checkIn: interrupted });
  await settle();
}
async function arrive(cardLeft = false, readerStatus = 'ready', services = LOADED_SERVICES): Promise<void> {
  timers = new ManualTimers();
  sockets = [];
  reloads = [];
  chimes = 0;
  const client = new BridgeClient((events) => {
    const socket = new FakeSocket(events);
    sockets.push(socket);
    return socket;
  }, timers);
  const reload = (left: boolean) => void reloads.push(left);
  conductor = new Conductor({
    bridge: client,
    timers,
    services,
    cardLeft,
    reload,
    chime: () => {
      chimes += 1;
    },
  });
  await connect(readerStatus);
}
async function beginVisit(): Promise<void> {
  layCard();
  bridge().answers('Visit.Begin', { visitId: VISIT });
  await settle();
}
async function readCard(): Promise<void> {
  await beginVisit();
  bridge().answers('Visit.ReadDocument', DOCUMENT);
  await settle();
}
async function endVisit(): Promise<void> {
  bridge().answers('Visit.End');
  await settle();
}
/** What a button of the screen that is shown would say. */
function press(event: CheckInEvent): void {
  const props = conductor.visit?.render().props;
  if (props === undefined || !('send' in props) || typeof props.send !== 'function')
    throw new Error('nothing to press');
  props.send(event);
}

beforeEach(() => arrive());

describe('a card on the reader', () => {
  it('starts a visit and is read', async () => {
    expect(conductor.state).toBe('attract');
    await beginVisit();
    expect(conductor.visit?.screen).toBe('card');
    bridge().answers('Visit.ReadDocument', DOCUMENT);
    await settle();
    expect(conductor.visit?.screen).toBe('consent');
  });

  it('that lay there before the page came starts one too', async () => {
    await arrive(false, 'card-present');
    expect(bridge().heard('Visit.Begin')).toBe(true);
  });

  it('left behind by the person before starts nothing, until it is taken away', async () => {
    await arrive(true, 'card-present');
    expect(conductor.state).toBe('attract');
    expect(conductor.cardLeft).toBe(true);
    liftCard();
    expect(conductor.cardLeft).toBe(false);
    layCard();
    expect(bridge().heard('Visit.Begin')).toBe(true);
  });

  describe('of the next person', () => {
    const toTicket = async () => {
      await readCard();
      press({ type: 'AGREE' });
      await settle();
      bridge().answers('Visit.MatchFace', { outcome: 'pass', reason: null });
      await settle();
      bridge().answers('Visit.CheckIn', { outcome: 'accepted', number: 'A001', room: 'A', printFault: null });
      await settle();
      expect(conductor.visit?.screen).toBe('ticket');
    };
    const toNotOnRoster = async () => {
      await beginVisit();
      bridge().answers('Visit.ReadDocument', { ...DOCUMENT, admission: { outcome: 'not-on-roster' } });
      await settle();
      expect(conductor.visit?.screen).toBe('notOnRoster');
    };

    it.each([
      ['a ticket', toTicket],
      ['a refusal', toNotOnRoster],
    ])('ends %s that the last one still reads, and is not taken for a card left behind', async (_, show) => {
      await show();
      liftCard();
      expect(conductor.state).toBe('visit');
      layCard();
      expect(conductor.state).toBe('wiped');
      await endVisit();
      expect(reloads).toEqual([false]);
      await arrive(reloads[0], 'card-present');
      expect(bridge().heard('Visit.Begin')).toBe(true);
    });

    it('begins the next visit in the same page too, when the page cannot be replaced', async () => {
      await toNotOnRoster();
      liftCard();
      layCard();
      await endVisit();
      timers.advance(10_000);
      expect(conductor.state).toBe('starting');
    });

    it('begins the next visit when the bridge goes away between the two', async () => {
      await toNotOnRoster();
      liftCard();
      layCard();
      bridge().close();
      await settle();
      timers.advance(5_000);
      await connect('card-present');
      expect(reloads).toEqual([false]);
    });

    it('is waited for while the last one has finished by touch and left the card on the reader', async () => {
      await toTicket();
      press({ type: 'DONE' });
      await endVisit();
      expect(reloads).toEqual([true]);
      await arrive(reloads[0], 'card-present');
      expect(conductor.state).toBe('attract');
      expect(conductor.cardLeft, 'the attract screen asks to take the card').toBe(true);
      expect(bridge().heard('Visit.Begin')).toBe(false);
      liftCard();
      expect(conductor.cardLeft).toBe(false);
      layCard();
      expect(bridge().heard('Visit.Begin')).toBe(true);
    });
  });
});

describe('a page that has just come', () => {
  const opened = () =>
    new Conductor({
      bridge: new BridgeClient((events) => new FakeSocket(events), timers),
      timers,
      services: LOADED_SERVICES,
      cardLeft: false,
      connectPatience: 1_000,
      reload() {},
    });

  it('says for a second that it is starting, not that the terminal is out of service', () => {
    const page = opened();
    timers.advance(999);
    expect([page.state, page.connecting]).toEqual(['outOfService', true]);
    timers.advance(1);
    expect([page.state, page.connecting]).toEqual(['outOfService', false]);
  });
});

describe('the end of a visit', () => {
  it('ends it at the bridge, leaves nothing, and starts the page anew', async () => {
    await readCard();
    conductor.prefer({ language: 'en', text: 'large' });
    conductor.cancel();
    expect(conductor.state).toBe('wiped');
    expect(conductor.visit).toBeNull();
    expect(conductor.preferences.language, 'the last screen speaks as the person has chosen').toBe('en');
    expect(bridge().sent.at(-1)).toMatchObject({ header: { name: 'Visit.End' }, payload: { visitId: VISIT } });
    expect(reloads).toEqual([]);
    await endVisit();
    expect(reloads).toEqual([true]);
    expect(JSON.stringify(conductor)).not.toContain(NAME);
  });

  it('tells the next page nothing about a card when it was taken', async () => {
    await readCard();
    liftCard();
    conductor.cancel();
    await endVisit();
    expect(reloads).toEqual([false]);
  });

  it('goes home all the same when the page cannot be replaced, and forgets how the person liked it', async () => {
    await readCard();
    conductor.prefer({ language: 'en', text: 'large' });
    conductor.cancel();
    await endVisit();
    timers.advance(10_000);
    expect(conductor.state).toBe('attract');
    expect(conductor.preferences).toEqual(FIRST_PREFERENCES);
  });

  it('cancels the reading that is under way', async () => {
    await beginVisit();
    const requestId = bridge().last('Visit.ReadDocument');
    conductor.cancel();
    expect(bridge().sent).toContainEqual(
      expect.objectContaining({
        header: expect.objectContaining({ name: 'Common.Cancel' }),
        payload: { requestIds: [requestId] },
      }),
    );
  });

  it('comes by itself to a person who has gone, and asks first', async () => {
    await readCard();
    timers.advance(120_000);
    expect(conductor.idle.countdown).toBe(COUNTDOWN_S);
    timers.advance(COUNTDOWN_S * 1_000);
    expect(conductor.state).toBe('wiped');
  });

  it('comes by itself to nobody while the card is read', async () => {
    await beginVisit();
    timers.advance(50_000);
    expect(conductor.idle.countdown).toBeNull();
    expect(conductor.visit?.screen).toBe('card');
  });
});

describe('the end within a second', () => {
  it('the page is started anew also when the bridge does not say that it has wiped', async () => {
    await readCard();
    conductor.cancel();
    timers.advance(WIPE_PATIENCE);
    await settle();
    expect(reloads).toEqual([true]);
    expect(WIPE_PATIENCE).toBeLessThan(500);
  });

  it('a visit that begins after it was given up is ended again', async () => {
    layCard();
    conductor.cancel();
    bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    expect(bridge().sent.at(-1)).toMatchObject({ header: { name: 'Visit.End' }, payload: { visitId: VISIT } });
  });
});

describe('somebody who needs longer', () => {
  it('slow pace: everything waits three times as long, the countdown too', async () => {
    await readCard();
    conductor.prefer({ pace: 'slow' });
    timers.advance(359_000);
    expect(conductor.idle.countdown).toBeNull();
    timers.advance(1_000);
    expect(conductor.idle.countdown).toBe(3 * COUNTDOWN_S);
    timers.advance(3 * COUNTDOWN_S * 1_000);
    expect(conductor.state).toBe('wiped');
  });

  it('the voice is told every second of the countdown, and its end', async () => {
    const spoken: (number | null)[] = [];
    conductor.idle.onCountdown((seconds) => spoken.push(seconds));
    await readCard();
    timers.advance(122_000);
    conductor.idle.stay();
    expect(spoken).toEqual([COUNTDOWN_S, COUNTDOWN_S - 1, COUNTDOWN_S - 2, null]);
  });
});

describe('a page that was lost after a check-in', () => {
  const ticket = { outcome: 'accepted', number: 'A001', room: 'A', printFault: null };
  afterEach(() => {
    interrupted = null;
  });

  it('is followed by one that shows the number, and then starts anew', async () => {
    interrupted = ticket;
    await arrive();
    expect(conductor.visit?.screen).toBe('ticket');
    expect(JSON.stringify(conductor.visit?.render().props)).toContain('A001');
    press({ type: 'DONE' });
    await settle();
    expect(bridge().heard('Visit.End')).toBe(false);
    expect(reloads).toEqual([false]);
  });

  it('shows it before the card that still lies there begins another visit', async () => {
    interrupted = { ...ticket, outcome: 'already-checked-in' };
    await arrive(false, 'card-present');
    expect(conductor.visit?.screen).toBe('alreadyCheckedIn');
    expect(bridge().heard('Visit.Begin')).toBe(false);
  });
});

describe('a card that is forgotten', () => {
  it('chimes until it is lifted, and staff are called after a minute, once', async () => {
    await arrive(true, 'card-present');
    expect(chimes).toBe(1);
    timers.advance(59_999);
    expect(chimes).toBe(12);
    expect(bridge().heard('Terminal.CallStaff')).toBe(false);
    timers.advance(1);
    expect(bridge().sent.at(-1)).toMatchObject({
      header: { name: 'Terminal.CallStaff' },
      payload: { reason: 'card-forgotten' },
    });
    timers.advance(90_000);
    expect(bridge().sent.filter(({ header }) => header.name === 'Terminal.CallStaff')).toHaveLength(1);
    const until = chimes;
    liftCard();
    timers.advance(300_000);
    expect(chimes).toBe(until);
  });

  it('is reminded of before the ticket goes, and not when it was taken', async () => {
    interrupted = { outcome: 'accepted', number: 'A001', room: 'A', printFault: null };
    await arrive(false, 'card-present');
    expect(conductor.visit?.screen).toBe('ticket');
    timers.advance(21_999);
    expect(conductor.reminder.due).toBe(false);
    timers.advance(1);
    expect([conductor.reminder.due, chimes]).toEqual([true, 1]);
    liftCard();
    expect(conductor.reminder.due).toBe(false);
    interrupted = null;
  });
});

describe('the first screen, once somebody has made it theirs', () => {
  it('does not go back while they touch, though they change nothing', () => {
    conductor.prefer({ text: 'large' });
    conductor.showSettings(true);
    for (let i = 0; i < 20; i += 1) {
      timers.advance(50_000);
      conductor.idle.touched();
    }
    expect([conductor.settingsOpen, conductor.preferences.text]).toEqual([true, 'large']);
  });

  it.each([
    ['the settings lie open', () => conductor.showSettings(true)],
    ['help lies open', () => void conductor.help.call()],
    ['another language is chosen', () => conductor.prefer({ language: 'en' })],
  ])('asks before it goes back: %s', (_, open) => {
    open();
    timers.advance(60_000);
    expect(conductor.idle.countdown).toBe(COUNTDOWN_S);
    conductor.idle.stay();
    timers.advance(60_000 + COUNTDOWN_S * 1_000);
    expect([conductor.settingsOpen, conductor.help.state]).toEqual([false, 'quiet']);
    expect(conductor.preferences).toEqual(FIRST_PREFERENCES);
  });

  it('goes back at once when the question is answered so, and asks nobody else', () => {
    conductor.prefer({ contrast: 'high' });
    timers.advance(61_000);
    conductor.cancel();
    expect([conductor.preferences, conductor.idle.countdown]).toEqual([FIRST_PREFERENCES, null]);
    timers.advance(600_000);
    expect(conductor.idle.countdown).toBeNull();
  });

  it("somebody's call for help does not lie over the next person's visit", async () => {
    void conductor.help.call();
    bridge().answers('Terminal.CallStaff', { told: true });
    await settle();
    await beginVisit();
    expect([conductor.state, conductor.help.state]).toEqual(['visit', 'quiet']);
  });
});

describe('a ticket', () => {
  beforeEach(async () => {
    interrupted = { outcome: 'accepted', number: 'A001', room: 'A', printFault: null };
    await arrive();
    interrupted = null;
    expect(conductor.visit?.screen).toBe('ticket');
  });

  it('stays 30 seconds, and as long as it is touched', () => {
    timers.advance(29_999);
    conductor.idle.touched();
    timers.advance(29_999);
    expect(conductor.visit?.screen).toBe('ticket');
    timers.advance(1);
    expect(conductor.visit).toBeNull();
  });

  it('does not go while the voice reads, without a question', () => {
    conductor.prefer({ voice: 'on' });
    timers.advance(60_000);
    expect([conductor.visit?.screen, conductor.idle.countdown]).toEqual(['ticket', COUNTDOWN_S]);
  });
});

it('whoever goes by switches has three times as long', async () => {
  await readCard();
  conductor.prefer({ control: 'switch' });
  timers.advance(359_000);
  expect(conductor.idle.countdown).toBeNull();
});

it('a sign of life belongs to the visit, and is told once', async () => {
  conductor.idle.touched();
  expect(conductor.takeSign()).toBeNull();
  await readCard();
  conductor.idle.touched();
  expect([conductor.takeSign(), conductor.takeSign()]).toEqual([VISIT, null]);
});

describe('out of service', () => {
  const out = (reason: string | null) => {
    sequence += 1;
    bridge().change(sequence, { outOfService: reason });
  };

  it.each(['maintenance', 'clock-wrong', 'centre-refuses', 'not-enrolled'])(
    '%s: said, and back by itself',
    (reason) => {
      out(reason);
      expect([conductor.state, conductor.reason]).toEqual(['outOfService', reason]);
      layCard();
      expect(bridge().heard('Visit.Begin')).toBe(false);
      out(null);
      expect(conductor.state).not.toBe('outOfService');
    },
  );

  it('when no reader and no scanner is left, and back with the first of them', () => {
    reader('reconnecting', 'readerUnplugged');
    expect([conductor.state, conductor.reason]).toEqual(['outOfService', 'readersDown']);
    reader('ready');
    expect(conductor.state).toBe('attract');
  });

  it('does not interrupt a visit, and comes after it', async () => {
    await readCard();
    out('maintenance');
    expect(conductor.visit?.screen).toBe('consent');
    conductor.cancel();
    await endVisit();
    timers.advance(10_000);
    expect(conductor.state).toBe('outOfService');
  });

  it('leaves staff the way to the diagnostics, and comes back after them', () => {
    out('maintenance');
    conductor.diagnose();
    expect(conductor.state).toBe('diagnostics');
    conductor.cancel();
    expect(conductor.state).toBe('outOfService');
  });
});

describe('a helper', () => {
  const signIn = async () => {
    conductor.assistance.ask();
    const begun = conductor.assist({ staffNumber: '1001', pin: '246810' });
    bridge().answers('Visit.Assist');
    await begun;
  };

  it('signs in during a visit, gives more time, and goes', async () => {
    await readCard();
    await signIn();
    expect(conductor.assistance.active).toBe(true);
    timers.advance(359_000);
    expect(conductor.idle.countdown).toBeNull();
    const ended = conductor.endAssistance();
    expect(bridge().sent.at(-1)).toMatchObject({
      header: { name: 'Visit.EndAssistance' },
      payload: { visitId: VISIT },
    });
    bridge().answers('Visit.EndAssistance');
    await ended;
    expect(conductor.assistance.active).toBe(false);
  });

  it('goes with the visit, and an answer that comes late helps nobody', async () => {
    await readCard();
    conductor.assistance.ask();
    const late = conductor.assist({ staffNumber: '1001', pin: '246810' });
    conductor.cancel();
    bridge().answers('Visit.Assist');
    await late;
    expect(conductor.assistance.state).toBe('none');
  });

  it('with a wrong PIN is told so', async () => {
    await readCard();
    conductor.assistance.ask();
    const begun = conductor.assist({ staffNumber: '1001', pin: '000000' });
    bridge().refuses('Visit.Assist', 'officerUnknown');
    await begun;
    expect([conductor.assistance.state, conductor.assistance.fault]).toEqual(['asking', 'officerUnknown']);
  });
});

describe('the bridge goes away', () => {
  it('while nobody is served: out of service, and back by itself', async () => {
    bridge().close();
    expect(conductor.state).toBe('outOfService');
    timers.advance(5_000);
    await connect();
    expect(conductor.state).toBe('attract');
    expect(reloads).toEqual([]);
  });

  it('in a visit: wiped, out of service, and a fresh page once it is back', async () => {
    await readCard();
    bridge().close();
    await settle();
    expect(conductor.state).toBe('outOfService');
    expect(conductor.visit).toBeNull();
    timers.advance(5_000);
    await connect();
    expect(reloads).toHaveLength(1);
  });

  it('in a visit, the card still on the reader: it is the last person’s, and begins nothing', async () => {
    await readCard();
    bridge().close();
    await settle();
    timers.advance(5_000);
    await connect('card-present');
    expect(reloads).toEqual([true]);
    await arrive(true, 'card-present');
    expect(conductor.state).toBe('attract');
    expect(conductor.cardLeft).toBe(true);
    expect(bridge().heard('Visit.Begin')).toBe(false);
  });

  it('in a visit, and back before its reader is: the card that it finds there is still the last person’s', async () => {
    await readCard();
    bridge().close();
    await settle();
    timers.advance(5_000);
    await connect('starting');
    expect(reloads).toEqual([true]);
    await arrive(true, 'starting');
    reader('card-present');
    await settle();
    expect(bridge().heard('Visit.Begin')).toBe(false);
    liftCard();
    layCard();
    await settle();
    expect(bridge().heard('Visit.Begin')).toBe(true);
  });

  it('a refused beginning says why, and leads home', async () => {
    layCard();
    bridge().refuses('Visit.Begin', 'storeFailed');
    await settle();
    expect(conductor.state).toBe('problem');
    expect(conductor.reason).toBe('storeFailed');
    conductor.cancel();
    await settle();
    expect(conductor.state).toBe('attract');
  });
});

describe('the reader is unplugged while it reads', () => {
  it('the visit waits for it and goes on', async () => {
    await beginVisit();
    reader('reconnecting', 'readerUnplugged');
    bridge().refuses('Visit.ReadDocument', 'readerUnplugged');
    await settle();
    expect(conductor.visit?.screen).toBe('readerLost');
    const reads = () => bridge().sent.filter(({ header }) => header.name === 'Visit.ReadDocument').length;
    expect(reads()).toBe(1);
    liftCard();
    await settle();
    expect(conductor.visit?.screen).toBe('card');
    expect(reads()).toBe(2);
  });

  it('goes on too when the reader was quicker than the bad news', async () => {
    await beginVisit();
    bridge().refuses('Visit.ReadDocument', 'readerUnplugged');
    await settle();
    expect(conductor.visit?.screen).toBe('readerLost');
    timers.advance(1_000);
    expect(conductor.visit?.screen).toBe('card');
  });
});

describe('the camera is unplugged while it looks', () => {
  const looks = () => bridge().sent.filter(({ header }) => header.name === 'Visit.MatchFace').length;
  const camera = (status: string, reason?: string) => {
    sequence += 1;
    bridge().change(sequence, { devices: { ...DEVICES, camera: { status, ...(reason && { reason }) } } });
  };
  beforeEach(async () => {
    await readCard();
    press({ type: 'AGREE' });
    await settle();
    camera('reconnecting', 'cameraLost');
    bridge().answers('Visit.MatchFace', { outcome: 'unavailable', reason: 'cameraLost' });
    await settle();
    expect(conductor.visit?.screen).toBe('cameraLost');
  });

  it('plugged in again in time, it looks again, and would be waited for again', async () => {
    timers.advance(CAMERA_PATIENCE - 1);
    camera('ready');
    await settle();
    expect([conductor.visit?.screen, looks()]).toEqual(['face', 2]);
    camera('reconnecting', 'cameraLost');
    bridge().answers('Visit.MatchFace', { outcome: 'unavailable', reason: 'cameraLost' });
    await settle();
    timers.advance(CAMERA_PATIENCE - 1);
    expect(conductor.visit?.screen, 'the second wait is a whole one').toBe('cameraLost');
  });

  it('left unplugged, the staff come after 20 seconds without a touch', async () => {
    timers.advance(CAMERA_PATIENCE - 1);
    expect(conductor.visit?.screen).toBe('cameraLost');
    timers.advance(1);
    await settle();
    expect(conductor.visit?.screen).toBe('manual');
    expect(bridge().heard('Terminal.CallStaff')).toBe(true);
    camera('ready');
    await settle();
    expect([conductor.visit?.screen, looks()]).toEqual(['manual', 1]);
  });
});

describe('a call for staff', () => {
  it('says when it was passed on, and when not', async () => {
    const call = conductor.help.call();
    expect(conductor.help.state).toBe('calling');
    bridge().answers('Terminal.CallStaff', { told: true });
    await call;
    expect(conductor.help.state).toBe('told');
    conductor.help.dismiss();
    const again = conductor.help.call();
    bridge().answers('Terminal.CallStaff', { told: false });
    await again;
    expect(conductor.help.state).toBe('untold');
  });
});

describe('somebody who gets no further', () => {
  const scanner = (status: string) => {
    sequence += 1;
    bridge().change(sequence, { devices: { ...DEVICES, qrScanner: { status } } });
  };

  it('is told once what a phone needs, where there is a scanner', async () => {
    await arrive();
    scanner('ready');
    timers.advance(HINT_AFTER - 1);
    expect(conductor.phoneHint).toBe(false);
    timers.advance(1);
    expect(conductor.phoneHint).toBe(true);
    scanner('reconnecting');
    expect(conductor.phoneHint).toBe(false);
  });

  it('is told nothing of phones at a terminal without a scanner', async () => {
    await arrive();
    timers.advance(HINT_AFTER);
    expect(conductor.phoneHint).toBe(false);
  });

  it('a new screen begins from the beginning', async () => {
    await arrive();
    scanner('ready');
    timers.advance(HINT_AFTER);
    conductor.begin('check-in');
    expect(conductor.phoneHint).toBe(false);
  });
});

describe('a part of the page does not come', () => {
  it('is asked for twice, ends what the bridge has begun, says so, and is tried again by the next visit', async () => {
    let tries = 0;
    const services = LOADED_SERVICES.map((service) => ({
      ...service,
      load: () => {
        tries += 1;
        return tries > 2 ? service.load() : Promise.reject(new TypeError('Failed to fetch'));
      },
    }));
    await arrive(false, 'ready', services);
    await beginVisit();
    expect([tries, conductor.state, conductor.reason]).toEqual([2, 'problem', 'pageIncomplete']);
    expect(bridge().heard('Visit.End')).toBe(true);
    conductor.cancel();
    await settle();
    conductor.begin('check-in');
    bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    expect(conductor.visit?.screen).toBe('card');
  });
});
