/** Trouble and help: out of service, a lost page, a lost device, a lost bridge, and the staff. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BridgeClient } from '../bridge/client.ts';
import { CAMERA_PATIENCE } from '../services/check-in/effects.ts';
import { FakeSocket, settle } from '../testing/fake-socket.ts';
import { LOADED_SERVICES } from '../testing/loaded-services.ts';
import { SessionRig, VISIT } from '../testing/session-rig.ts';
import { Conductor } from './conductor.ts';
import { COUNTDOWN_S } from './idle.ts';
import { FIRST_PREFERENCES } from './preferences.ts';

let at: SessionRig;
const arrive = async (...arrival: Parameters<typeof SessionRig.arrive>) => {
  at = await SessionRig.arrive(...arrival);
};
beforeEach(() => arrive());

describe('a page that has just come', () => {
  const opened = () =>
    new Conductor({
      bridge: new BridgeClient((events) => new FakeSocket(events), at.timers),
      timers: at.timers,
      services: LOADED_SERVICES,
      cardLeft: [],
      connectPatience: 1_000,
      reload() {},
    });

  it('says for a second that it is starting, not that the terminal is out of service', () => {
    const page = opened();
    at.timers.advance(999);
    expect([page.state, page.connecting]).toEqual(['outOfService', true]);
    at.timers.advance(1);
    expect([page.state, page.connecting]).toEqual(['outOfService', false]);
  });
});

describe('a page that was lost after a check-in', () => {
  const ticket = { outcome: 'accepted', number: 'A001', room: 'A', printFault: null };

  it('is followed by one that shows the number, and then starts anew', async () => {
    await arrive({ interrupted: ticket });
    expect(at.conductor.visit?.screen).toBe('ticket');
    expect(JSON.stringify(at.conductor.visit?.render().props)).toContain('A001');
    at.press({ type: 'DONE' });
    await settle();
    expect(at.bridge().heard('Visit.End')).toBe(false);
    expect(at.reloads).toEqual([false]);
  });

  it('shows it before the card that still lies there begins another visit', async () => {
    await arrive({ interrupted: { ...ticket, outcome: 'already-checked-in' }, readerStatus: 'card-present' });
    expect(at.conductor.visit?.screen).toBe('alreadyCheckedIn');
    expect(at.bridge().heard('Visit.Begin')).toBe(false);
  });
});

describe('out of service', () => {
  const out = (reason: string | null) => {
    at.change({ outOfService: reason });
  };

  it.each(['maintenance', 'clock-wrong', 'centre-refuses', 'not-enrolled'])(
    '%s: said, and back by itself',
    (reason) => {
      out(reason);
      expect([at.conductor.state, at.conductor.reason]).toEqual(['outOfService', reason]);
      at.layCard();
      expect(at.bridge().heard('Visit.Begin')).toBe(false);
      out(null);
      expect(at.conductor.state).not.toBe('outOfService');
    },
  );

  it('when no reader and no scanner is left, and back with the first of them', () => {
    at.device('idCardReader', 'reconnecting', 'readerUnplugged');
    expect([at.conductor.state, at.conductor.reason]).toEqual(['outOfService', 'readersDown']);
    at.device('idCardReader', 'ready');
    expect(at.conductor.state).toBe('attract');
  });

  it('does not interrupt a visit, and comes after it', async () => {
    await at.readCard();
    out('maintenance');
    expect(at.conductor.visit?.screen).toBe('consent');
    at.conductor.cancel();
    await at.endVisit();
    at.timers.advance(10_000);
    expect(at.conductor.state).toBe('outOfService');
  });

  it('is not left in the language and size of somebody who went, nor behind their settings', () => {
    out('maintenance');
    at.conductor.prefer({ language: 'en', text: 'large' });
    at.timers.advance(60_000);
    expect(at.conductor.preferences).toEqual(FIRST_PREFERENCES);
    at.conductor.showSettings(true);
    at.timers.advance(60_000 + COUNTDOWN_S * 1_000);
    expect([at.conductor.settingsOpen, at.conductor.state]).toEqual([false, 'outOfService']);
  });

  it('leaves staff the way to the diagnostics, and comes back after them', () => {
    out('maintenance');
    at.conductor.diagnose();
    expect(at.conductor.state).toBe('diagnostics');
    at.conductor.cancel();
    expect(at.conductor.state).toBe('outOfService');
  });
});

describe('a helper', () => {
  const signIn = async () => {
    at.conductor.assistance.ask();
    const begun = at.conductor.assist({ staffNumber: '1001', pin: '246810' });
    at.bridge().answers('Visit.Assist');
    await begun;
  };

  it('signs in during a visit, gives more time, and goes', async () => {
    await at.readCard();
    await signIn();
    expect(at.conductor.assistance.active).toBe(true);
    at.timers.advance(359_000);
    expect(at.conductor.idle.countdown).toBeNull();
    const ended = at.conductor.endAssistance();
    expect(at.bridge().sent.at(-1)).toMatchObject({
      header: { name: 'Visit.EndAssistance' },
      payload: { visitId: VISIT },
    });
    at.bridge().answers('Visit.EndAssistance');
    await ended;
    expect(at.conductor.assistance.active).toBe(false);
  });

  it('goes with the visit, and an answer that comes late helps nobody', async () => {
    await at.readCard();
    at.conductor.assistance.ask();
    const late = at.conductor.assist({ staffNumber: '1001', pin: '246810' });
    at.conductor.cancel();
    at.bridge().answers('Visit.Assist');
    await late;
    expect(at.conductor.assistance.state).toBe('none');
  });

  it('with a wrong PIN is told so', async () => {
    await at.readCard();
    at.conductor.assistance.ask();
    const begun = at.conductor.assist({ staffNumber: '1001', pin: '000000' });
    at.bridge().refuses('Visit.Assist', 'officerUnknown');
    await begun;
    expect([at.conductor.assistance.state, at.conductor.assistance.fault]).toEqual(['asking', 'officerUnknown']);
  });
});

describe('the bridge goes away', () => {
  it('while nobody is served: out of service, and back by itself', async () => {
    at.bridge().close();
    expect(at.conductor.state).toBe('outOfService');
    at.timers.advance(5_000);
    await at.connect();
    expect(at.conductor.state).toBe('attract');
    expect(at.reloads).toEqual([]);
  });

  it('in a visit: wiped, out of service, and a fresh page once it is back', async () => {
    await at.readCard();
    at.bridge().close();
    await settle();
    expect(at.conductor.state).toBe('outOfService');
    expect(at.conductor.visit).toBeNull();
    at.timers.advance(5_000);
    await at.connect();
    expect(at.reloads).toHaveLength(1);
  });

  it('in a visit, the card still on the reader: it is the last person’s, and begins nothing', async () => {
    await at.readCard();
    at.bridge().close();
    await settle();
    at.timers.advance(5_000);
    await at.connect('card-present');
    expect(at.reloads).toEqual([true]);
    await arrive({ cardLeft: true, readerStatus: 'card-present' });
    expect(at.conductor.state).toBe('attract');
    expect(at.conductor.cardLeft).toBe(true);
    expect(at.bridge().heard('Visit.Begin')).toBe(false);
  });

  it('in a visit, and back before its reader is: the card that it finds there is still the last person’s', async () => {
    await at.readCard();
    at.bridge().close();
    await settle();
    at.timers.advance(5_000);
    await at.connect('starting');
    expect(at.reloads).toEqual([true]);
    await arrive({ cardLeft: true, readerStatus: 'starting' });
    at.device('idCardReader', 'card-present');
    await settle();
    expect(at.bridge().heard('Visit.Begin')).toBe(false);
    at.liftCard();
    at.layCard();
    await settle();
    expect(at.bridge().heard('Visit.Begin')).toBe(true);
  });

  it('a refused beginning says why, and leads home', async () => {
    at.layCard();
    at.bridge().refuses('Visit.Begin', 'storeFailed');
    await settle();
    expect(at.conductor.state).toBe('problem');
    expect(at.conductor.reason).toBe('storeFailed');
    at.conductor.cancel();
    await settle();
    expect(at.conductor.state).toBe('attract');
  });
});

describe('the reader is unplugged while it reads', () => {
  it('the visit waits for it and goes on', async () => {
    await at.beginVisit();
    at.device('idCardReader', 'reconnecting', 'readerUnplugged');
    at.bridge().refuses('Visit.ReadDocument', 'readerUnplugged');
    await settle();
    expect(at.conductor.visit?.screen).toBe('readerLost');
    const reads = () => at.bridge().sent.filter(({ header }) => header.name === 'Visit.ReadDocument').length;
    expect(reads()).toBe(1);
    at.liftCard();
    await settle();
    expect(at.conductor.visit?.screen).toBe('card');
    expect(reads()).toBe(2);
  });

  it('goes on too when the reader was quicker than the bad news', async () => {
    await at.beginVisit();
    at.bridge().refuses('Visit.ReadDocument', 'readerUnplugged');
    await settle();
    expect(at.conductor.visit?.screen).toBe('readerLost');
    at.timers.advance(1_000);
    expect(at.conductor.visit?.screen).toBe('card');
  });
});

describe('the camera is unplugged while it looks', () => {
  const looks = () => at.bridge().sent.filter(({ header }) => header.name === 'Visit.MatchFace').length;
  const camera = (status: string, reason?: string) => {
    at.device('camera', status, reason);
  };
  beforeEach(async () => {
    await at.readCard();
    at.press({ type: 'AGREE' });
    await settle();
    camera('reconnecting', 'cameraLost');
    at.bridge().answers('Visit.MatchFace', { outcome: 'unavailable', reason: 'cameraLost' });
    await settle();
    expect(at.conductor.visit?.screen).toBe('cameraLost');
  });

  it('plugged in again in time, it looks again, and would be waited for again', async () => {
    at.timers.advance(CAMERA_PATIENCE - 1);
    camera('ready');
    await settle();
    expect([at.conductor.visit?.screen, looks()]).toEqual(['face', 2]);
    camera('reconnecting', 'cameraLost');
    at.bridge().answers('Visit.MatchFace', { outcome: 'unavailable', reason: 'cameraLost' });
    await settle();
    at.timers.advance(CAMERA_PATIENCE - 1);
    expect(at.conductor.visit?.screen, 'the second wait is a whole one').toBe('cameraLost');
  });

  it('left unplugged, the staff come after 20 seconds without a touch', async () => {
    at.timers.advance(CAMERA_PATIENCE - 1);
    expect(at.conductor.visit?.screen).toBe('cameraLost');
    at.timers.advance(1);
    await settle();
    expect(at.conductor.visit?.screen).toBe('manual');
    expect(at.bridge().heard('Terminal.CallStaff')).toBe(true);
    camera('ready');
    await settle();
    expect([at.conductor.visit?.screen, looks()]).toEqual(['manual', 1]);
  });
});

describe('a call for staff', () => {
  it('says when it was passed on, and when not', async () => {
    const call = at.conductor.help.call();
    expect(at.conductor.help.state).toBe('calling');
    at.bridge().answers('Terminal.CallStaff', { told: true });
    await call;
    expect(at.conductor.help.state).toBe('told');
    at.conductor.help.dismiss();
    const again = at.conductor.help.call();
    at.bridge().answers('Terminal.CallStaff', { told: false });
    await again;
    expect(at.conductor.help.state).toBe('untold');
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
    await arrive({ services });
    await at.beginVisit();
    expect([tries, at.conductor.state, at.conductor.reason]).toEqual([2, 'problem', 'pageIncomplete']);
    expect(at.bridge().heard('Visit.End')).toBe(true);
    at.conductor.cancel();
    await settle();
    at.conductor.begin('check-in');
    at.bridge().answers('Visit.Begin', { visitId: VISIT });
    await settle();
    expect(at.conductor.visit?.screen).toBe('card');
  });
});
