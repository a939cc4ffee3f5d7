import { beforeEach, describe, expect, it } from 'vitest';
import { drawStrokes } from './draw.ts';
import { Ink, type Touch } from './ink.ts';
import { inkOf, isEnough, lineWidth, type Stroke } from './strokes.ts';

const FINGER: Touch = { id: 1, kind: 'touch', width: 10, height: 12 };
const PALM: Touch = { id: 2, kind: 'touch', width: 44, height: 30 };
const PEN: Touch = { id: 3, kind: 'pen', width: 1, height: 1 };
const at = (x: number, y: number, ms = 0) => ({ x, y, pressure: 0.5, at: 5_000 + ms });
const line = (length: number): Stroke => [
  { x: 0, y: 0, t: 0, pressure: 0.5 },
  { x: length, y: 0, t: 100, pressure: 0.5 },
];

describe('enough ink', () => {
  it('is a name, not a dot, a tick, or a tremble on one spot', () => {
    const tremble: Stroke = Array.from({ length: 200 }, (_, i) => ({ x: i % 2, y: 0, t: i, pressure: 0.5 }));
    expect(inkOf([tremble])).toBeGreaterThan(100);
    expect([[], [[]], [line(0)], [line(20)], [tremble]].map(isEnough)).toEqual([false, false, false, false, false]);
    expect(isEnough([line(25), line(25)])).toBe(true);
  });
});

describe('ink', () => {
  let ink: Ink;
  beforeEach(() => {
    ink = new Ink();
  });

  it('keeps points in mm, and times from the first touch on', () => {
    ink.begin(FINGER, at(1, 2));
    ink.go(FINGER, [at(3.00499, 4, 16), at(5, 6, 24)]);
    ink.end(1);
    expect(ink.strokes).toEqual([
      [
        { x: 1, y: 2, t: 0, pressure: 0.5 },
        { x: 3, y: 4, t: 16, pressure: 0.5 },
        { x: 5, y: 6, t: 24, pressure: 0.5 },
      ],
    ]);
  });

  it('comes from one contact at a time, and not from a palm', () => {
    expect(ink.begin(PALM, at(0, 0))).toBe(false);
    expect(ink.begin(FINGER, at(0, 0))).toBe(true);
    expect(ink.begin({ ...FINGER, id: 9 }, at(50, 0))).toBe(false);
    expect(ink.go({ ...FINGER, id: 9 }, [at(60, 0)])).toBe(false);
  });

  it('of a contact that grows to a palm is gone', () => {
    ink.begin(FINGER, at(0, 0));
    ink.go({ ...PALM, id: 1 }, [at(10, 0)]);
    ink.end(1);
    expect(ink.strokes).toEqual([]);
  });

  it('is the pen’s where there is one: the hand beside it writes nothing', () => {
    ink.begin(FINGER, at(0, 0));
    expect(ink.begin(PEN, at(5, 5))).toBe(true);
    ink.end(3);
    expect(ink.begin(FINGER, at(0, 0))).toBe(false);
    expect(ink.strokes).toHaveLength(1);
  });

  it('is undone stroke by stroke, cleared, and not kept of a stroke that the browser took away', () => {
    for (const id of [1, 2]) {
      ink.begin({ ...FINGER, id }, at(id, 0));
      ink.end(id);
    }
    ink.undo();
    expect(ink.strokes).toHaveLength(1);
    ink.begin(FINGER, at(0, 0));
    ink.cancel(1);
    expect(ink.strokes).toHaveLength(1);
    ink.clear();
    expect(ink.strokes).toEqual([]);
  });
});

it('a line is as wide as a pen’s, whatever a panel says of pressure', () => {
  expect([lineWidth(-1), lineWidth(0.5), lineWidth(7)]).toEqual([0.5, 0.8, 1.1]);
});

it('strokes are drawn through all their points, in pixels of the canvas', () => {
  const said: string[] = [];
  const note =
    (name: string) =>
    (...numbers: number[]) =>
      void said.push(`${name} ${numbers.join(' ')}`);
  const canvas = { lineCap: '', lineJoin: '', strokeStyle: '', fillStyle: '', lineWidth: 0, beginPath: () => {} };
  const calls = { moveTo: note('move'), lineTo: note('line'), quadraticCurveTo: note('curve'), stroke: () => {} };
  drawStrokes({ ...canvas, ...calls }, [line(10)], 2);
  expect(said).toEqual(['move 0 0', 'curve 0 0 10 0', 'move 10 0', 'curve 20 0 20 0']);
});
