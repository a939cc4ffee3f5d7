import { beforeEach, expect, it } from 'vitest';
import { Player, type Speaker } from './player.ts';

/** Plays until the test says that it has ended. */
class SpeakerAtHand extends EventTarget implements Speaker {
  src = '';
  volume = 1;
  readonly begun: string[] = [];
  async play(): Promise<void> {
    this.begun.push(this.src);
  }
  pause(): void {}
  ends = () => this.dispatchEvent(new Event('ended'));
}

let speaker: SpeakerAtHand;
let player: Player;
beforeEach(() => {
  speaker = new SpeakerAtHand();
  player = new Player(speaker);
});

it('says one thing at a time: the next begins when the last has ended', () => {
  player.add(['title', 'more']);
  player.add(['what has just come']);
  expect(speaker.begun).toEqual(['title']);
  speaker.ends();
  expect(speaker.begun).toEqual(['title', 'more']);
  speaker.ends();
  expect(speaker.begun).toEqual(['title', 'more', 'what has just come']);
});

it('what is said instead takes the place of all that was to come', () => {
  player.add(['title', 'more']);
  player.play(['button']);
  speaker.ends();
  expect(speaker.begun).toEqual(['title', 'button']);
});

it('passes over a clip that cannot be played', () => {
  player.add(['missing', 'more']);
  speaker.dispatchEvent(new Event('error'));
  expect(speaker.begun).toEqual(['missing', 'more']);
});

it('has five volumes, each louder than the one before, the last as loud as the terminal is', () => {
  const volumes = ([1, 2, 3, 4, 5] as const).map((step) => {
    player.volume = step;
    return speaker.volume;
  });
  expect(new Set(volumes).size).toBe(5);
  expect(volumes).toEqual([...volumes].sort((a, b) => a - b));
  expect(volumes[0]).toBeGreaterThan(0);
  expect(volumes[4]).toBe(1);
});
