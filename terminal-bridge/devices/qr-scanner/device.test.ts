import { ManualClock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { OpenSerial, SerialOpenFault, SerialTransport } from '../serial/transport.ts';
import { CHECK_MS, LOOK_MS, REOPEN_MS, SerialQrScanner } from './device.ts';
import { type Dialect, HONEYWELL, LISTEN_ONLY } from './dialect.ts';
import { E_CARD_CODE } from './e-card-code.ts';
import type { ScanProgress } from './scanner.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A scanner at the other end of a cable that can be pulled, answering as the menu commands ask. */
class FakeScanner {
  fault: SerialOpenFault['kind'] | null = null;
  silent = false;
  looks = 0;
  opened = 0;
  #line: { data: Emitter<Uint8Array>; closed: Emitter<void>; open: boolean } | null = null;

  readonly open: OpenSerial = async (): Promise<Result<SerialTransport, SerialOpenFault>> => {
    if (this.fault !== null) return fail({ kind: this.fault, detail: '' });
    this.opened += 1;
    const line = { data: new Emitter<Uint8Array>(), closed: new Emitter<void>(), open: true };
    this.#line = line;
    return ok({
      get isOpen() {
        return line.open;
      },
      write: (bytes: Uint8Array) => this.#hear(Buffer.from(bytes).toString('latin1')),
      onData: (listener: (chunk: Uint8Array) => void) => line.data.on(listener),
      onClose: (listener: () => void) => line.closed.on(listener),
      setBaudRate: async () => ok(undefined),
      close: async () => {
        line.open = false;
      },
    });
  };

  say(text: string): void {
    this.#line?.data.emit(Buffer.from(text, 'latin1'));
  }

  unplug(): void {
    this.fault = 'missing';
    if (this.#line === null) return;
    this.#line.open = false;
    this.#line.closed.emit();
  }

  #hear(text: string): void {
    if (text === '\x16T\r') this.looks += 1;
    const isMenu = text.startsWith('\x16M\r') && !this.silent;
    if (isMenu) queueMicrotask(() => this.say(`${text.slice(3, -1)}\x06!`));
  }
}

async function plugged(dialect: Dialect = HONEYWELL, codes?: RegExp) {
  const clock = new ManualClock();
  const fake = new FakeScanner();
  const scanner = new SerialQrScanner({ path: '/dev/scanner', open: fake.open, clock, dialect, codes });
  closing.push(async () => {
    const closed = scanner.close();
    await clock.advance(CHECK_MS);
    await closed;
  });
  await clock.advance(0);
  const stop = new AbortController();
  const progress: ScanProgress[] = [];
  let result: Result<string, FaultName> | null = null;
  const scan = async () => {
    void scanner
      .scan(stop.signal, (one) => progress.push(one))
      .then((one) => {
        result = one;
      });
    await clock.advance(0);
  };
  return { clock, fake, scanner, stop, progress, scan, result: () => result };
}

describe('a phone before the scanner', () => {
  it('gives the code that is shown', async () => {
    const { fake, scanner, scan, result, clock } = await plugged();
    expect(scanner.status).toEqual({ status: 'ready' });
    await scan();
    expect(fake.looks).toBe(1);
    expect(scanner.status).toEqual({ status: 'busy' });
    fake.say('TOKEN\r');
    await clock.advance(0);
    expect(result()).toEqual(ok('TOKEN'));
    expect(scanner.status).toEqual({ status: 'ready' });
  });

  it('whose screen is too dark: says so, looks again, and reads it when it is brighter', async () => {
    const { fake, scan, result, progress, clock } = await plugged();
    await scan();
    fake.say('NR\r');
    await clock.advance(0);
    expect(progress.at(-1)).toEqual({ stage: 'again', fault: 'codeUnreadable' });
    expect(fake.looks).toBe(2);
    fake.say('TOKEN\r');
    await clock.advance(0);
    expect(result()).toEqual(ok('TOKEN'));
  });

  it.each([
    ['is longer than any code of ours', `${'x'.repeat(600)}\r`],
    ['has other characters', '\xe7\x94\xb5\r'],
  ])('whose code %s: is asked for the right one', async (_, said) => {
    const { fake, scan, progress, result, clock } = await plugged();
    await scan();
    fake.say(said);
    await clock.advance(0);
    expect(progress.at(-1)).toEqual({ stage: 'again', fault: 'codeForeign', seen: true });
    expect(result()).toBeNull();
  });

  // Any text went to the centre, and the person was told that the code could not be checked.
  it.each([
    ['hello world'],
    ['https://example.com/pay?token=0123456789abcdef0123456789abcdef'],
    ['134567890123456789'],
  ])(
    'with the code "%s": told at once that it is the wrong one, and the right one is taken afterwards',
    async (said) => {
      const { fake, scan, progress, result, clock } = await plugged(HONEYWELL, E_CARD_CODE);
      await scan();
      fake.say(`${said}\r`);
      await clock.advance(0);
      expect(progress.at(-1)).toEqual({ stage: 'again', fault: 'codeForeign', seen: true });
      expect(result()).toBeNull();
      const right = `${'Ab-_09'.repeat(20)}.${'x'.repeat(86)}`;
      fake.say(`${right}\r`);
      await clock.advance(0);
      expect(result()).toEqual(ok(right));
    },
  );

  it('that comes too late is not taken', async () => {
    const { fake, scan, stop, result, clock } = await plugged();
    await scan();
    stop.abort();
    await clock.advance(0);
    expect(result()).toEqual(fail('codeTimeout'));
    fake.say('TOKEN\r');
    await clock.advance(0);
    expect(result()).toEqual(fail('codeTimeout'));
  });

  it('shown while nobody waits is not kept for the next person', async () => {
    const { fake, scan, result, clock } = await plugged();
    fake.say('EARLIER\r');
    await clock.advance(0);
    await scan();
    expect(result()).toBeNull();
    fake.say('NOW\r');
    await clock.advance(0);
    expect(result()).toEqual(ok('NOW'));
  });

  it('is read by a scanner that is only listened to', async () => {
    const { fake, scan, result, clock } = await plugged(LISTEN_ONLY);
    await scan();
    await clock.advance(3 * LOOK_MS);
    fake.say('TOKEN\r');
    await clock.advance(0);
    expect(result()).toEqual(ok('TOKEN'));
  });
});

describe('a scanner that comes and goes', () => {
  it('unplugged while it looks and replugged: the scan goes on', async () => {
    const { fake, scanner, scan, result, progress, clock } = await plugged();
    await scan();
    fake.unplug();
    await clock.advance(0);
    expect(scanner.status).toEqual({ status: 'reconnecting', reason: 'scannerUnplugged' });
    expect(progress.at(-1)).toEqual({ stage: 'waiting', fault: 'scannerUnplugged' });
    await clock.advance(5 * REOPEN_MS);
    fake.fault = null;
    await clock.advance(REOPEN_MS);
    expect(scanner.status).toEqual({ status: 'busy' });
    fake.say('TOKEN\r');
    await clock.advance(0);
    expect(result()).toEqual(ok('TOKEN'));
  });

  it('unplugged at rest: noticed at once, and back by itself', async () => {
    const { fake, scanner, clock } = await plugged();
    fake.unplug();
    await clock.advance(0);
    expect(scanner.status).toEqual({ status: 'reconnecting', reason: 'scannerUnplugged' });
    fake.fault = null;
    await clock.advance(REOPEN_MS);
    expect(scanner.status).toEqual({ status: 'ready' });
  });

  it('that falls silent is reopened, then out of service, and comes back by itself', async () => {
    const { fake, scanner, clock } = await plugged();
    fake.silent = true;
    await clock.advance(CHECK_MS + 60_000);
    expect(scanner.status).toEqual({ status: 'out-of-service', reason: 'scannerSilent' });
    expect(fake.opened).toBeGreaterThan(2);
    fake.silent = false;
    await clock.advance(5000);
    expect(scanner.status).toEqual({ status: 'ready' });
  });

  // Each code that it read began its second anew: it was "starting" for ever, and no scan was served.
  it('that reads codes all the time and answers nothing is silent, not starting for ever', async () => {
    const { fake, scanner, clock } = await plugged();
    fake.silent = true;
    await clock.advance(CHECK_MS);
    for (let round = 0; round < 60; round += 1) {
      await clock.advance(900);
      fake.say('ABCDEF\r');
    }
    expect(scanner.status).toMatchObject({ reason: 'scannerSilent' });
  });

  it.each([
    ['busy', 'scannerBusy'],
    ['denied', 'scannerDenied'],
  ] as const)('whose port is %s says so', async (fault, reason) => {
    const { fake, scanner, clock } = await plugged();
    fake.unplug();
    fake.fault = fault;
    await clock.advance(REOPEN_MS);
    expect(scanner.status).toEqual({ status: 'out-of-service', reason });
  });

  it('is asked rarely while nobody wants a code', async () => {
    const { fake, clock } = await plugged();
    let asked = 0;
    const say = fake.say.bind(fake);
    fake.say = (text) => {
      asked += 1;
      say(text);
    };
    await clock.advance(10 * CHECK_MS);
    expect(asked).toBeGreaterThanOrEqual(18);
    expect(asked).toBeLessThanOrEqual(22);
  });
});
