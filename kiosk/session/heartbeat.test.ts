import { HEARTBEAT_MS, SILENCE_MS } from '@anban/terminal-bridge/protocol/messages';
import { beforeEach, expect, it } from 'vitest';
import { BridgeClient } from '../bridge/client.ts';
import { FakeSocket, settle } from '../testing/fake-socket.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { startHeartbeat } from './heartbeat.ts';

let timers: ManualTimers;
let socket: FakeSocket;
let draws: boolean;
let shown: boolean;
let sign: string | null;
let tellShown: () => void;
const beats = () =>
  socket.sent.filter(({ header }) => header.name === 'Terminal.Heartbeat').map(({ payload }) => payload);

beforeEach(async () => {
  timers = new ManualTimers();
  draws = true;
  sign = null;
  shown = true;
  const client = new BridgeClient((events) => {
    socket = new FakeSocket(events);
    return socket;
  }, timers);
  startHeartbeat(
    client,
    timers,
    {
      next: (callback) => {
        if (draws) callback();
      },
      isShown: () => shown,
      onShown: (listener) => {
        tellShown = listener;
      },
    },
    () => sign,
  );
  socket.events.opened();
  socket.snapshot();
  socket.answers('Terminal.Claim');
  await settle();
});

it('beats from the claim on, often enough for the bridge', () => {
  timers.advance(60_000);
  expect(beats().length).toBeGreaterThanOrEqual(12);
  expect(HEARTBEAT_MS * 2).toBeLessThan(SILENCE_MS);
});

it('falls silent when the page draws nothing any more, though its script runs', () => {
  timers.advance(10_000);
  const before = beats().length;
  draws = false;
  timers.advance(60_000);
  expect(beats()).toHaveLength(before);
});

it('says when nobody sees the page', () => {
  shown = false;
  tellShown();
  expect(beats().at(-1)).toEqual({ showing: false });
});

it('tells whose person gave a sign of life, and of nobody otherwise', () => {
  timers.advance(HEARTBEAT_MS);
  expect(beats().at(-1)).toEqual({ showing: true });
  sign = '0193a1b2-0000-7000-8000-000000000001';
  timers.advance(HEARTBEAT_MS);
  expect(beats().at(-1)).toEqual({ showing: true, visitId: sign });
});
