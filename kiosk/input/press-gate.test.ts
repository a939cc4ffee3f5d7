import { beforeEach, describe, expect, it } from 'vitest';
import { DOUBLE_TAP_MS, PALM_MM, PressGate, type Verdict } from './press-gate.ts';

const YES = { name: 'yes' };
const NO = { name: 'no' };
const FINGER = { width: 12, height: 14 };
const PALM = { width: PALM_MM + 8, height: 22 };

let gate: PressGate;
let now: number;
beforeEach(() => {
  gate = new PressGate();
  now = 1_000;
});

const down = (control: object, id = 1, size = FINGER) => {
  gate.contactDown({ id, at: now, ...size });
  gate.press(id, control);
};
const up = (control: object | null, id = 1, quick = false): Verdict => {
  const verdict = gate.release(id, control, now, quick);
  gate.contactUp(id);
  return verdict;
};
/** Down and up on the same control, 80 ms long. */
const tap = (control: object, quick = false): Verdict => {
  down(control);
  now += 80;
  return up(control, 1, quick);
};

describe('a finger', () => {
  it('fires when it lifts from the control it came down on, however long it rested there', () => {
    down(YES);
    now += 4_000;
    expect(up(YES)).toBe('fires');
  });

  it('that slides off, to another control or to none, presses nothing', () => {
    down(YES);
    expect(up(NO)).toBe('slid-off');
    down(YES);
    expect(up(null)).toBe('slid-off');
  });

  it('that comes down beside a control and lifts from it presses nothing', () => {
    gate.contactDown({ id: 1, at: now, ...FINGER });
    expect(up(YES)).toBe('not-pressed');
  });

  it('taken away by the browser (a scroll, a lost panel) presses nothing', () => {
    down(YES);
    gate.contactUp(1);
    expect(gate.release(1, YES, now)).toBe('not-pressed');
  });
});

describe('a double tap', () => {
  it('is one press, whatever its second tap lands on', () => {
    expect(tap(YES)).toBe('fires');
    now += DOUBLE_TAP_MS - 1;
    expect(tap(NO)).toBe('double-tap');
  });

  it('of three or four taps is one press too', () => {
    expect(tap(YES)).toBe('fires');
    for (let i = 0; i < 3; i += 1) {
      now += 200;
      expect(tap(NO)).toBe('double-tap');
    }
    now += DOUBLE_TAP_MS;
    expect(tap(NO)).toBe('fires');
  });

  it('on keys is two letters', () => {
    expect(tap(YES, true)).toBe('fires');
    now += 50;
    expect(tap(YES, true)).toBe('fires');
  });

  it('on a button that brought the keys types nothing, and after a key presses no button', () => {
    tap(YES);
    now += 50;
    expect(tap(NO, true)).toBe('double-tap');
    now += 400;
    expect(tap(NO, true)).toBe('fires');
    now += 50;
    expect(tap(YES)).toBe('double-tap');
  });

  it('does not begin with a touch that pressed nothing', () => {
    down(YES);
    up(null);
    now += 100;
    expect(tap(YES)).toBe('fires');
  });
});

describe('a hand on the panel', () => {
  it('is a palm when it is large, at once or while it settles', () => {
    down(YES, 1, PALM);
    expect(up(YES)).toBe('palm');
    down(YES, 1, FINGER);
    gate.contactMoved({ id: 1, at: now, ...PALM });
    gate.contactMoved({ id: 1, at: now, ...FINGER });
    expect(up(YES)).toBe('palm');
  });

  it('with three contacts or more presses nothing, two fingers do', () => {
    for (const id of [1, 2, 3]) down(YES, id);
    expect([1, 2, 3].map((id) => up(YES, id))).toEqual(['palm', 'palm', 'palm']);
    down(YES, 1);
    down(NO, 2);
    expect(up(NO, 2)).toBe('fires');
  });

  it('that the panel never reported as lifted does not stop later fingers', () => {
    down(YES, 1);
    down(YES, 2);
    now += 6_000;
    down(YES, 3);
    expect(up(YES, 3)).toBe('fires');
  });

  it('is unknown to a panel that gives every contact the same size', () => {
    const verdicts = Array.from({ length: 5 }, () => {
      now += 1_000;
      down(YES, 1, PALM);
      return up(YES);
    });
    expect(verdicts).toEqual(['palm', 'palm', 'palm', 'fires', 'fires']);
  });
});
