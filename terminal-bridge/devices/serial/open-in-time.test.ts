import { ManualClock } from '@anban/foundation/clock';
import { fail, ok } from '@anban/foundation/result';
import { expect, it } from 'vitest';
import { OPEN_MS, openInTime } from './open-in-time.ts';
import type { OpenSerial, SerialTransport } from './transport.ts';

function lineWith(close: () => void): SerialTransport {
  return {
    isOpen: true,
    write: () => undefined,
    onData: () => () => undefined,
    onClose: () => () => undefined,
    setBaudRate: async () => ok(undefined),
    close: async () => close(),
  };
}

it('answers after five seconds when the port hangs, asks no more meanwhile, and closes what opens too late', async () => {
  const clock = new ManualClock();
  let [asked, closed] = [0, 0];
  let finish: (opened: Awaited<ReturnType<OpenSerial>>) => void = () => undefined;
  const hangs: OpenSerial = () => {
    asked += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  const open = openInTime(hangs, clock);
  const first = open('/dev/x', 9600);
  await clock.advance(OPEN_MS);
  expect(await first).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(await open('/dev/x', 9600)).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(asked).toBe(1);
  finish(ok(lineWith(() => (closed += 1))));
  await clock.advance(0);
  expect(closed).toBe(1);
  void open('/dev/x', 9600);
  expect(asked).toBe(2);
});

it('takes a port whose binding throws for one that fails, and asks it again', async () => {
  const clock = new ManualClock();
  let asked = 0;
  const throws: OpenSerial = async () => {
    asked += 1;
    throw new Error('unforeseen');
  };
  const open = openInTime(throws, clock);
  expect(await open('/dev/x', 9600)).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  await clock.advance(OPEN_MS);
  expect(await open('/dev/x', 9600)).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(asked).toBe(2);
});

it('hands on what the port answers in time', async () => {
  const missing: OpenSerial = async () => fail({ kind: 'missing', detail: '' });
  expect(await openInTime(missing, new ManualClock())('/dev/x', 9600)).toMatchObject({ fault: { kind: 'missing' } });
});
