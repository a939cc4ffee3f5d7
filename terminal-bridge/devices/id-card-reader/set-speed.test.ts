import { ManualClock } from '@anban/foundation/clock';
import { expect, it } from 'vitest';
import type { BaudRate } from './probe.ts';
import { type SpeedParts, setSpeed } from './set-speed.ts';
import { FakeReader, refuse, silence } from './test-support.ts';

const signal = new AbortController().signal;

async function changeTo(speed: BaudRate, prepare: (reader: FakeReader) => void = () => undefined) {
  const clock = new ManualClock(0);
  const reader = new FakeReader(clock);
  prepare(reader);
  const parts: SpeedParts = { path: '', open: reader.open, clock, signal };
  let done = false;
  const changed = setSpeed(parts, speed).finally(() => {
    done = true;
  });
  while (!done) await clock.advance(50);
  return { result: await changed, reader };
}

it('asks the reader again at the new speed', async () => {
  const { result, reader } = await changeTo(57_600);
  expect(result).toMatchObject({ ok: true, value: { before: 115_200, after: 57_600 } });
  expect(reader.baudRate).toBe(57_600);
});

it('finds the reader at the speed that it was set to before', async () => {
  const { result } = await changeTo(115_200, (reader) => {
    reader.baudRate = 9_600;
  });
  expect(result).toMatchObject({ ok: true, value: { before: 9_600, after: 115_200 } });
});

it.each<[string, (reader: FakeReader) => void, object]>([
  ['refuses', (reader) => reader.fault('speed', refuse(0x21)), { name: 'speedRefused', speed: 115_200 }],
  [
    'says yes and stays',
    (reader) => {
      reader.ignoresSpeed = true;
    },
    { name: 'speedLost', speed: 115_200 },
  ],
  ['does not answer the command', (reader) => reader.fault('speed', silence), { name: 'speedLost', speed: 115_200 }],
  [
    'never answers',
    (reader) => {
      reader.baudRate = 1_200;
    },
    { name: 'readerSilent', speed: null },
  ],
  ['is not there', (reader) => reader.unplug(), { name: 'readerMissing', speed: null }],
  [
    'is held by another program',
    (reader) => {
      reader.refusesToOpen = 'busy';
    },
    { name: 'readerBusy', speed: null },
  ],
])('a reader that %s is named so', async (_what, prepare, fault) => {
  expect((await changeTo(57_600, prepare)).result).toEqual({ ok: false, fault });
});
