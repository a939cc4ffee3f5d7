import { ManualClock } from '@anban/foundation/clock';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { HOLD_MS } from '../hand-over.ts';
import { SdtIdCardReader } from './device.ts';
import { cardData, FakeReader, refuse, replyFrame, silence } from './test-support.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A desk with a reader, its driver, and the clock that moves both. */
function desk(prepare: (reader: FakeReader) => void = () => undefined) {
  const clock = new ManualClock();
  const reader = new FakeReader(clock);
  prepare(reader);
  const device = new SdtIdCardReader({ path: '/dev/reader', open: reader.open, clock });
  closing.push(() => device.close());
  const statuses: string[] = [];
  device.onStatus(({ status, reason }) => statuses.push(reason === undefined ? status : `${status}: ${reason}`));
  return { clock, reader, device, statuses };
}

/** A read under way: what it told, and how it ended (undefined: not yet). */
function ask(device: SdtIdCardReader, stop = new AbortController()) {
  const read: { progress: ReadProgress[]; name?: string; fault?: FaultName } = { progress: [] };
  device
    .read(stop.signal, (progress) => read.progress.push(progress))
    .then((result) => {
      if (result.ok) read.name = result.value.name;
      else read.fault = result.fault;
    });
  return read;
}

const cut = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte));
const corrupt = (good: Uint8Array): Uint8Array[] => [good.with(100, (good[100] ?? 0) ^ 0xff)];

describe('a card is laid down', () => {
  it('and is read at once, before anybody asks: whoever asks a moment later has it immediately', async () => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(1000);
    expect(statuses).toEqual(['ready']);
    reader.lay();
    await clock.advance(320);
    expect(statuses).toEqual(['ready', 'card-present']);
    const reads = reader.asked.filter((command) => command === 'read').length;
    const read = ask(device);
    await clock.advance(0);
    expect(read.name).toBe('王建国');
    expect(reads).toBe(1);
  });

  it('while somebody waits: told that it is being read, then given', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.lay();
    await clock.advance(320);
    expect(read.name).toBe('王建国');
    expect(read.progress).toEqual([{ stage: 'waiting' }, { stage: 'reading' }]);
  });

  it('on a slow line, and the visit begins in the middle of the read: told that it is being read, not to lay it down', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    reader.fault('read', cut);
    reader.lay();
    await clock.advance(400);
    const read = ask(device);
    expect(read.progress).toEqual([{ stage: 'reading' }]);
    await clock.advance(2000);
    expect(read.name).toBe('王建国');
  });

  it('and lies there for a minute: whoever asks then gets a fresh read, not what was kept', async () => {
    const { clock, reader, device } = desk((it) => it.lay());
    await clock.advance(60_000);
    expect(reader.asked.filter((command) => command === 'read').length).toBe(1);
    reader.lay(cardData({ name: '李秀英' }));
    const read = ask(device);
    await clock.advance(20);
    expect(read.name).toBe('李秀英');
  });

  it('is handed over once; the next who asks gets a fresh read of what lies there', async () => {
    const { clock, reader, device } = desk((it) => it.lay());
    await clock.advance(500);
    const [first, second] = [ask(device), ask(device)];
    await clock.advance(400);
    expect([first.name, second.name]).toEqual(['王建国', '王建国']);
    expect(reader.asked.filter((command) => command === 'read').length).toBe(2);
  });

  it('is found although the first find misses it, as it often does', async () => {
    const { clock, reader, device } = desk((it) => {
      it.lay();
      it.fault('find', refuse(0x80));
    });
    await clock.advance(100);
    expect(ask(device)).toBeDefined();
    expect(device.status.status).toBe('card-present');
    expect(reader.asked.slice(0, 4)).toEqual(['status', 'id', 'find', 'find']);
  });

  it('in a reader that reports "no card" after a read until it is lifted: the visit it starts still has it', async () => {
    const { clock, reader, device, statuses } = desk((it) => {
      it.findsAfterRead = false;
    });
    await clock.advance(500);
    reader.lay();
    await clock.advance(1000);
    expect(statuses).toEqual(['ready', 'card-present', 'ready']);
    const read = ask(device);
    await clock.advance(0);
    expect(read.name).toBe('王建国');
  });
});

describe('a card leaves', () => {
  it('its removal is noticed, and its data are forgotten when nobody came for them', async () => {
    const { clock, reader, device, statuses } = desk((it) => it.lay());
    await clock.advance(500);
    reader.lift();
    await clock.advance(HOLD_MS);
    expect(statuses).toEqual(['card-present', 'ready']);
    const read = ask(device);
    await clock.advance(2000);
    expect(read.name).toBeUndefined();
  });

  it('and another is laid down: the one who asks gets the second, never the first', async () => {
    const { clock, reader, device } = desk((it) => it.lay());
    await clock.advance(500);
    reader.lift();
    await clock.advance(310);
    reader.lay(cardData({ name: '李秀英' }));
    await clock.advance(310);
    const read = ask(device);
    await clock.advance(0);
    expect(read.name).toBe('李秀英');
  });

  it('while it is being read: told so, and the visit goes on when it is back', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('read', () => {
      reader.lift();
      return [replyFrame(0x41)];
    });
    reader.lay();
    await clock.advance(350);
    expect(read.progress.at(-1)).toEqual({ stage: 'again', fault: 'cardLifted' });
    reader.lay();
    await clock.advance(350);
    expect(read.name).toBe('王建国');
  });

  it('in the middle of the frame: the half frame is given up, and the visit goes on when it is back', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('read', (good) => {
      reader.lift();
      return [good.subarray(0, 600)];
    });
    reader.lay();
    await clock.advance(1000);
    expect(read.progress.at(-1)).toEqual({ stage: 'again', fault: 'cardLifted' });
    reader.lay();
    await clock.advance(1000);
    expect(read.name).toBe('王建国');
  });
});

describe('a bad line', () => {
  it.each([
    ['a byte changed', corrupt],
    ['a byte lost', (good: Uint8Array) => [good.subarray(0, 300), good.subarray(301)]],
    ['checksum wrong', (good: Uint8Array) => [good.with(-1, (good.at(-1) ?? 0) ^ 1)]],
    ['reading failed (41)', refuse(0x41)],
    ['our frame did not arrive whole (10)', refuse(0x10)],
    ['no card, says the reader for a moment (80)', refuse(0x80)],
  ])('%s: read again, within a second and a half', async (_, answer) => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('read', answer);
    reader.lay();
    await clock.advance(1500);
    expect(read.progress).toContainEqual({ stage: 'again', fault: 'cardUnreadable' });
    expect(read.name).toBe('王建国');
  });

  it.each([
    ['one byte at a time', cut],
    ['without the first AA', (good: Uint8Array) => [good.subarray(1)]],
    ['after garbage', (good: Uint8Array) => [Uint8Array.of(1, 0xaa, 0xaa, 3, 0xaa), good]],
  ])('the answer comes %s: read at the first attempt', async (_, answer) => {
    const { clock, reader, device } = desk();
    for (const command of ['find', 'select', 'read'] as const) reader.fault(command, answer, 1000);
    await clock.advance(500);
    const read = ask(device);
    reader.lay();
    await clock.advance(2500);
    expect(read.name).toBe('王建国');
    expect(read.progress.filter(({ stage }) => stage === 'again')).toEqual([]);
  });

  it('the answer drowns in noise: read again when its time is over', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('read', (good) => [new Uint8Array(500).fill(0xaa), good.subarray(700)]);
    reader.lay();
    await clock.advance(6000);
    expect(read.progress).toContainEqual({ stage: 'again', fault: 'cardUnreadable' });
    expect(read.name).toBe('王建国');
  });

  it('a late answer is not taken for the answer to the next question', async () => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(500);
    reader.fault('find', (good) => [...Array.from({ length: 1600 }, () => new Uint8Array()), good]);
    reader.lay();
    const read = ask(device);
    await clock.advance(3000);
    expect(read.name).toBe('王建国');
    expect(statuses.at(-1)).toBe('card-present');
  });
});

describe('a faulty card', () => {
  it.each([
    ['refused by the SAM (32)', 0x32, 'cardSuspect'],
    ['damaged data (33)', 0x33, 'cardSuspect'],
    ['unknown type (40)', 0x40, 'cardUnsupported'],
  ])('%s: given up after three tries; the reader stays in service', async (_, sw3, fault) => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('read', refuse(sw3), 3);
    reader.lay();
    await clock.advance(2000);
    expect(read.fault).toBe(fault);
    expect(statuses).toEqual(['ready', 'card-present']);
  });

  it('holds data that make no sense: asked to try again, and given up after six tries', async () => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.lay(cardData({ birth: '????????' }));
    await clock.advance(340);
    expect(read.progress).toContainEqual({ stage: 'again', fault: 'cardUnreadable' });
    await clock.advance(2000);
    expect(read.fault).toBe('cardUnreadable');
    expect(reader.asked.filter((command) => command === 'read').length).toBe(6);
    expect(statuses).toEqual(['ready', 'card-present']);
  });

  it('of a kind that is not read (2023 foreigner’s card, not switched on): said at once', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.lay(cardData({ typeMark: 'Y' }));
    await clock.advance(350);
    expect(read.fault).toBe('cardUnsupported');
  });

  it('never answers: the reader, which does, stays in service, and the person is asked to try again', async () => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('select', silence, 1000);
    reader.lay();
    await clock.advance(10_000);
    expect(read.progress.at(-2)).toEqual({ stage: 'again', fault: 'cardUnreadable' });
    expect(statuses).toEqual(['ready', 'card-present']);
  });

  it('time is over: cardTimeout', async () => {
    const { clock, device } = desk();
    await clock.advance(500);
    const stop = new AbortController();
    const read = ask(device, stop);
    stop.abort();
    await clock.advance(0);
    expect(read.fault).toBe('cardTimeout');
  });
});

describe('a reader comes and goes', () => {
  it('is not there at the start, and is found when it appears', async () => {
    const { clock, reader, statuses } = desk((it) => {
      it.plugged = false;
    });
    await clock.advance(5000);
    expect(statuses).toEqual(['reconnecting: readerUnplugged']);
    reader.plugged = true;
    await clock.advance(1000);
    expect(statuses.at(-1)).toBe('ready');
  });

  it.each([
    ['another program holds its port', 'busy', 'readerBusy'],
    ['its port may not be opened', 'denied', 'readerDenied'],
    ['its port fails to open', 'failed', 'readerSilent'],
    ['the package that it needs is not installed', 'library-missing', 'readerLibraryMissing'],
  ] as const)('%s: out of service with the reason, and back by itself', async (_, kind, reason) => {
    const { clock, reader, device, statuses } = desk((it) => {
      it.refusesToOpen = kind;
    });
    const read = ask(device);
    await clock.advance(1000);
    expect(statuses).toEqual([`out-of-service: ${reason}`]);
    expect(read.progress.at(-1)).toEqual({ stage: 'waiting', fault: reason });
    reader.refusesToOpen = null;
    await clock.advance(1000);
    expect(statuses.at(-1)).toBe('ready');
  });

  it.each(['find', 'select', 'read', 'status', 'id'] as const)(
    'is unplugged during "%s" and plugged in again: the visit goes on, nothing is restarted',
    async (command) => {
      const { clock, reader, device } = desk();
      if (command !== 'status' && command !== 'id') await clock.advance(500);
      const read = ask(device);
      reader.fault(command, () => {
        reader.unplug();
        return [];
      });
      reader.lay();
      await clock.advance(1000);
      expect(device.status).toEqual({ status: 'reconnecting', reason: 'readerUnplugged' });
      expect(read.progress.at(-1)).toEqual({ stage: 'waiting', fault: 'readerUnplugged' });
      reader.plugged = true;
      await clock.advance(1500);
      expect(read.name).toBe('王建国');
    },
  );

  it('has another speed', async () => {
    for (const baudRate of [57_600, 38_400, 19_200, 9600]) {
      const { clock, device } = desk((it) => {
        it.baudRate = baudRate;
        it.lay();
      });
      await clock.advance(3000);
      expect(device.status.status, String(baudRate)).toBe('card-present');
    }
  });

  it('has another speed and is replugged: it is found at that speed at once', async () => {
    const { clock, reader, device } = desk((it) => {
      it.baudRate = 9600;
    });
    await clock.advance(4000);
    reader.unplug();
    await clock.advance(1000);
    reader.plugged = true;
    await clock.advance(600);
    expect(device.status.status).toBe('ready');
  });

  it('knows only the card commands', async () => {
    const { clock, reader, device } = desk();
    for (const command of ['status', 'id', 'reset'] as const) reader.fault(command, silence, 1000);
    reader.lay();
    await clock.advance(5000);
    expect(device.status.status).toBe('card-present');
  });
});

describe('a faulty reader', () => {
  it('falls silent: reconnecting, then reset, reopened, out of service; and it comes back by itself', async () => {
    const { clock, reader, statuses } = desk();
    await clock.advance(500);
    for (const command of ['find', 'status', 'id', 'reset'] as const) reader.fault(command, silence, 1_000_000);
    await clock.advance(30_000);
    expect(statuses).toEqual(['ready', 'reconnecting: readerSilent', 'out-of-service: readerSilent']);
    expect(reader.asked).toContain('reset');
    for (const command of ['find', 'status', 'id', 'reset'] as const) reader.fault(command, silence, 0);
    await clock.advance(20_000);
    expect(statuses.at(-1)).toBe('ready');
  });

  it('reports a fault of its own (60): out of service with the reason, no card is blamed; and it comes back', async () => {
    const { clock, reader, device, statuses } = desk();
    await clock.advance(500);
    const read = ask(device);
    reader.fault('find', refuse(0x60), 1_000_000);
    reader.lay();
    await clock.advance(10_000);
    expect(statuses).toEqual(['ready', 'reconnecting: readerFault', 'out-of-service: readerFault']);
    expect(read.progress.at(-1)).toEqual({ stage: 'waiting', fault: 'readerFault' });
    reader.fault('find', silence, 0);
    await clock.advance(3000);
    expect(read.name).toBe('王建国');
  });

  it('has a SAM that is not authorised (66): out of service with that reason', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    reader.fault('find', refuse(0x66), 1_000_000);
    await clock.advance(10_000);
    expect(device.status).toEqual({ status: 'out-of-service', reason: 'readerNotAuthorised' });
  });

  it('hiccups once: nothing but a short reconnecting', async () => {
    const { clock, reader, statuses } = desk();
    await clock.advance(500);
    reader.fault('find', silence, 1);
    await clock.advance(5000);
    expect(statuses).toEqual(['ready', 'reconnecting: readerSilent', 'ready']);
    expect(reader.asked).not.toContain('reset');
  });
});

describe('closing', () => {
  it('ends at once in the middle of an exchange, and whoever waits is told', async () => {
    const { clock, reader, device } = desk();
    await clock.advance(500);
    reader.fault('find', silence, 1000);
    const read = ask(device);
    await clock.advance(400);
    await device.close();
    await clock.advance(0);
    expect(read.fault).toBe('cardTimeout');
  });
});
