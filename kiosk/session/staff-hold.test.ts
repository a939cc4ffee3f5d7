import { beforeEach, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
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
