import { beforeEach, expect, it } from 'vitest';
import { settle } from '../testing/fake-socket.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { LOAD_EVERY, Playlist, type PlaylistItem } from './playlist.ts';

const item = (id: string, seconds = 10): PlaylistItem => ({
  id,
  title: { zh: id, en: id },
  text: { zh: id, en: id },
  picture: null,
  seconds,
});

let timers: ManualTimers;
let items: PlaylistItem[] | null;
let playlist: Playlist;
beforeEach(async () => {
  timers = new ManualTimers();
  items = [item('a'), item('b', 20)];
  playlist = new Playlist(
    async () => (items === null ? null : { items }),
    timers,
    () => {},
  );
  await settle();
});
const shown = () => playlist.current?.id;

it('shows one after the other, each for its time, and begins again', () => {
  expect(shown()).toBe('a');
  timers.advance(9_999);
  expect(shown()).toBe('a');
  timers.advance(1);
  expect(shown()).toBe('b');
  timers.advance(20_000);
  expect(shown()).toBe('a');
});

it('stands still when it is told to, until it is told otherwise or the next person comes', () => {
  playlist.toggle();
  timers.advance(200_000);
  expect(shown()).toBe('a');
  playlist.reset();
  timers.advance(10_000);
  expect(shown()).toBe('b');
});

it('takes up a new list, and keeps the old one while the bridge cannot say', async () => {
  items = null;
  timers.advance(LOAD_EVERY);
  await settle();
  expect(shown()).toBeDefined();
  items = [item('c')];
  timers.advance(LOAD_EVERY);
  await settle();
  expect([shown(), playlist.changes]).toEqual(['c', false]);
});
