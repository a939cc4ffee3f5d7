/** What the camera and the microphone of a room can do, against a clock that is moved by hand. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BLACK_JPEG } from './black.ts';
import type { Encoder } from './encoder.ts';
import { Feeder } from './feeder.ts';
import { type Gap, GapLog } from './gap-log.ts';

const START = Date.UTC(2026, 10, 21, 1, 0, 0);
const FPS = 10;
const LOUD = Buffer.alloc(3200, 7);

let time: number;
let wall: number;
let pictures: Uint8Array[];
let soundBytes: number;
let zeros: number;
let written: Gap[];
let gaps: GapLog;
let feeder: Feeder;

const encoder: Encoder = {
  picture: (jpeg) => void pictures.push(jpeg),
  sound(pcm) {
    soundBytes += pcm.length;
    zeros += pcm.filter((byte) => byte === 0).length;
  },
  backlog: 0,
  finish() {},
  kill() {},
};

beforeEach(() => {
  time = 5_000_000;
  wall = START - time;
  pictures = [];
  soundBytes = 0;
  zeros = 0;
  written = [];
  gaps = new GapLog((gap) => void written.push(gap));
  feeder = new Feeder({
    picturesPerSecond: FPS,
    now: () => wall + time,
    monotonic: () => time,
    gaps,
    onJump: (from, until, jumpMs) => void written.push({ cause: 'clock-jump', from, until, jumpMs }),
  });
  feeder.feed(encoder);
});

let shot = 0;
/** `ms` of the room, in steps of 100 ms: a picture and 100 ms of sound each. */
function pass(ms: number, room: { picture?: 'fresh' | 'same' | 'none'; sound?: 'loud' | 'zeros' | 'none' } = {}): void {
  const { picture = 'fresh', sound = 'loud' } = room;
  for (let gone = 0; gone < ms; gone += 100) {
    time += 100;
    if (picture !== 'none') feeder.see(Buffer.from(picture === 'fresh' ? `picture ${shot++}` : 'the same'));
    if (sound !== 'none') feeder.hear(sound === 'loud' ? LOUD : Buffer.alloc(LOUD.length));
    feeder.tick();
  }
}

const at = (ms: number): number => START + ms;

describe('a room in which everything works', () => {
  it('gives so many pictures and samples as time has passed, and no gap', () => {
    pass(10_000);
    expect(pictures.length).toBe(10 * FPS);
    expect(soundBytes).toBe((10_000 - 300) * 32);
    expect(zeros).toBe(0);
    expect([...written, ...gaps.open]).toEqual([]);
  });
});

describe('a camera', () => {
  it('that gives nothing is black from the second on, and a gap from its last picture to the next', () => {
    pass(2000);
    pass(3000, { picture: 'none' });
    expect(pictures.at(-1)).toEqual(BLACK_JPEG);
    expect(gaps.open).toEqual(['picture-missing']);
    pass(200);
    expect(written).toEqual([{ cause: 'picture-missing', from: at(2000), until: at(5100) }]);
    expect(pictures.length).toBe(52);
    expect(pictures.at(-1)).not.toEqual(BLACK_JPEG);
  });

  it('that repeats one picture is told after eight of them, and believed again after three that differ', () => {
    pass(2000, { picture: 'same' });
    expect(gaps.open).toEqual(['picture-frozen']);
    pass(500);
    expect(gaps.open).toEqual([]);
    expect(written.map(({ cause }) => cause)).toEqual(['picture-frozen']);
  });
});

describe('a microphone', () => {
  it('that gives nothing is filled with zeros for just as long, and a gap', () => {
    pass(2000);
    pass(3000, { sound: 'none' });
    pass(1000);
    expect(soundBytes).toBe((6000 - 300) * 32);
    expect(zeros).toBeGreaterThan(2000 * 32);
    expect(written).toEqual([{ cause: 'sound-missing', from: at(2000), until: at(5100) }]);
  });

  it('that gives nothing but zeros is dead, though it gives something', () => {
    pass(1000);
    pass(4000, { sound: 'zeros' });
    expect(gaps.open).toEqual(['sound-silent']);
    pass(100);
    expect(written).toEqual([{ cause: 'sound-silent', from: at(1000), until: at(5100) }]);
  });
});

describe('the clock of the machine', () => {
  it('that is set, back or forth, is told with how far; the pictures go on as time does', () => {
    pass(1000);
    wall -= 3_600_000;
    pass(1000);
    wall += 2500;
    pass(1000);
    expect(written.map(({ cause, jumpMs }) => [cause, jumpMs])).toEqual([
      ['clock-jump', -3_600_000],
      ['clock-jump', 2500],
    ]);
    expect(pictures.length).toBe(30);
  });

  it('that is slewed a little is no gap', () => {
    wall += 900;
    pass(1000);
    expect(written).toEqual([]);
  });
});

describe('the recorder itself', () => {
  it('that did not run for long asks for a new encoder instead of making up what it did not see', () => {
    pass(1000);
    time += 20_000;
    expect(feeder.tick()).toBe(false);
    expect(pictures.length).toBe(10);
  });
});
