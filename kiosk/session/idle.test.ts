import { beforeEach, describe, expect, it } from 'vitest';
import { ManualTimers } from '../testing/manual-timers.ts';
import { COUNTDOWN_S, IdleWatch } from './idle.ts';

let timers: ManualTimers;
let expired: number;
let idle: IdleWatch;

beforeEach(() => {
  timers = new ManualTimers();
  expired = 0;
  idle = new IdleWatch(
    timers,
    () => {},
    () => {
      expired += 1;
    },
  );
});

describe('a screen that asks', () => {
  beforeEach(() => idle.watch({ kind: 'ask', seconds: 60 }));

  it('asks after 60 still seconds and leaves at least 20 to answer', () => {
    timers.advance(59_999);
    expect(idle.countdown).toBeNull();
    timers.advance(1);
    expect(idle.countdown).toBe(COUNTDOWN_S);
    timers.advance(20_000);
    expect(expired).toBe(0);
    expect(idle.countdown).toBe(COUNTDOWN_S - 20);
  });

  it('ends once, without an answer', () => {
    timers.advance(60_000 + COUNTDOWN_S * 1_000);
    expect(expired).toBe(1);
    timers.advance(600_000);
    expect(expired).toBe(1);
    expect(timers.waiting).toBe(0);
  });

  it('can be put off as often as the person likes, and so more than ten times (WCAG 2.2.1)', () => {
    for (let i = 0; i < 50; i += 1) {
      timers.advance(60_000 + 19_000);
      expect(idle.countdown).not.toBeNull();
      idle.stay();
      expect(idle.countdown).toBeNull();
    }
    expect(expired).toBe(0);
  });

  it('does not ask a person who goes on touching', () => {
    for (let i = 0; i < 20; i += 1) {
      timers.advance(50_000);
      idle.touched();
    }
    expect(idle.countdown).toBeNull();
  });

  it('a touch beside the answer is not an answer', () => {
    timers.advance(61_000);
    idle.touched();
    expect(idle.countdown).toBe(COUNTDOWN_S - 1);
  });

  it('is paused while the terminal works', () => {
    timers.advance(59_000);
    idle.watch({ kind: 'working' });
    timers.advance(600_000);
    expect(idle.countdown).toBeNull();
    expect(expired).toBe(0);
  });
});

describe('a screen that leaves by itself', () => {
  beforeEach(() => idle.watch({ kind: 'leave', seconds: 30 }));

  it('goes after its time without a question', () => {
    timers.advance(29_999);
    expect(expired).toBe(0);
    timers.advance(1);
    expect([expired, idle.countdown]).toEqual([1, null]);
  });

  it.each(['touched', 'spoken'] as const)('%s, it stays (it went after its time whatever the person did)', (sign) => {
    for (let i = 0; i < 20; i += 1) {
      timers.advance(29_000);
      idle[sign]();
    }
    expect(expired).toBe(0);
  });
});

it('a touch and an answer are signs of life, each told once; what the terminal says is none', () => {
  idle.watch({ kind: 'ask', seconds: 60 });
  idle.spoken();
  expect(idle.takeSign()).toBe(false);
  idle.touched();
  expect([idle.takeSign(), idle.takeSign()]).toEqual([true, false]);
  timers.advance(61_000);
  idle.stay();
  expect(idle.takeSign()).toBe(true);
});
