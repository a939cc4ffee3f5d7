import { beforeEach, expect, it } from 'vitest';
import { settle } from '../testing/fake-socket.ts';
import { REPORT } from '../testing/sample-states.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { COUNTDOWN_S } from './idle.ts';
import { HOLD_MS } from './staff-hold.ts';

let at: SessionRig;
beforeEach(async () => {
  at = await SessionRig.arrive();
});

// Bug: whoever wanted the diagnostics had to call the staff first, who then looked for a person in need.
it('brings staff from the first screen to the diagnostics, and calls nobody', () => {
  at.conductor.staffHold.begin();
  at.timers.advance(HOLD_MS - 1);
  expect(at.conductor.state).toBe('attract');
  at.timers.advance(1);
  expect(at.conductor.state).toBe('diagnostics');
  expect(at.bridge().heard('Terminal.CallStaff')).toBe(false);
});

it('brings them there from a terminal that is out of service', () => {
  at.change({ outOfService: 'maintenance' });
  at.conductor.staffHold.begin();
  at.timers.advance(HOLD_MS);
  expect(at.conductor.state).toBe('diagnostics');
});

it('does nothing when it is let go of before, however often it is touched', () => {
  for (let touch = 0; touch < 10; touch += 1) {
    at.conductor.staffHold.begin();
    at.timers.advance(HOLD_MS / 2);
    at.conductor.staffHold.end();
  }
  at.conductor.staffHold.begin();
  at.conductor.staffHold.begin();
  at.conductor.staffHold.end();
  at.timers.advance(HOLD_MS);
  expect(at.conductor.state).toBe('attract');
});

it('does nothing in a visit', async () => {
  await at.readCard();
  at.conductor.staffHold.begin();
  at.timers.advance(HOLD_MS);
  expect(at.conductor.state).toBe('visit');
});

// Bug: whoever leant on the name left a sign-in behind that kept the next person's card waiting for over three minutes.
it('a sign-in that nobody uses goes by itself; staff who have signed in keep theirs', async () => {
  at.conductor.diagnose();
  at.timers.advance(45_000);
  expect(at.conductor.idle.countdown).toBe(COUNTDOWN_S);
  at.timers.advance(COUNTDOWN_S * 1_000);
  expect(at.conductor.state).toBe('attract');
  at.conductor.diagnose();
  void at.conductor.diagnostics.signIn({ staffNumber: '1001', pin: '246810' });
  at.bridge().answers('Diagnostics.Open', { diagnosticsId: '0193a1b2-0000-7000-8000-000000000003' });
  await settle();
  at.bridge().answers('Diagnostics.Report', REPORT);
  await settle();
  at.timers.advance(179_000);
  expect(at.conductor.idle.countdown).toBeNull();
  at.timers.advance(1_000);
  expect(at.conductor.idle.countdown).toBe(COUNTDOWN_S);
});
