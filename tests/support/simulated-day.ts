/**
 * 24 hours on a simulated clock at a terminal with all its readers: every two minutes a person with an ID card, a social
 * security card or a phone, in turn; now and then a bad line or a pulled plug. What was read, and the heap after each hour.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ManualClock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import { FirstDocument } from '../../terminal-bridge/devices/first-document.ts';
import { SdtIdCardReader } from '../../terminal-bridge/devices/id-card-reader/device.ts';
import type { IdentityDocument } from '../../terminal-bridge/devices/identity-document.ts';
import { SerialQrScanner } from '../../terminal-bridge/devices/qr-scanner/device.ts';
import { HONEYWELL } from '../../terminal-bridge/devices/qr-scanner/dialect.ts';
import { E_CARD_CODE } from '../../terminal-bridge/devices/qr-scanner/e-card-code.ts';
import { ECardReader } from '../../terminal-bridge/devices/qr-scanner/e-card-reader.ts';
import { SscReader } from '../../terminal-bridge/devices/social-security-card/device.ts';
import { Cable } from '../faults/matrix/cable.ts';
import { CardBench } from '../faults/matrix/card-bench.ts';

const HOURS = 24;
const HOUR_MS = 3_600_000;
const EVERY_MS = 120_000;
/** How long the terminal waits for a person, and how long what they show lies there. */
const VISIT_MS = EVERY_MS / 4;
const KINDS = ['identity card', 'social security card', 'phone'] as const;

export interface Day {
  readonly shown: number;
  /** Of these while the plug of their reader was out. */
  readonly shownInVain: number;
  readonly read: number;
  /** MB in use after each hour, garbage removed. */
  readonly heap: readonly number[];
}

export async function simulatedDay(): Promise<Day> {
  const clock = new ManualClock();
  const [cardCable, phoneCable] = [new Cable(clock, new Uint8Array()), new Cable(clock, new Uint8Array())];
  const card = new IdCardReaderEmulator({ linkPath: 'r', plug: cardCable.plug, timers: clock, realSpeed: false });
  const phone = new QrScannerEmulator({ linkPath: 's', plug: phoneCable.plug, timers: clock });
  await Promise.all([card.start(), phone.start()]);
  const slot = new CardBench(clock);
  const reader = new SdtIdCardReader({ path: 'r', open: cardCable.open, clock });
  const ssc = new SscReader({ transport: slot, clock, reader: null });
  const scanner = new SerialQrScanner({
    path: 's',
    open: phoneCable.open,
    clock,
    dialect: HONEYWELL,
    codes: E_CARD_CODE,
  });
  const eCard = new ECardReader(scanner, clock, async () => ok(holderOfPhone()));
  const first = new FirstDocument([reader, ssc, eCard]);

  const show = (turn: number, kind: (typeof KINDS)[number]) => {
    if (kind === 'identity card') card.lay(PEOPLE[turn % 3]?.id ?? '');
    else if (kind === 'phone') phone.show(`370000D1560000${turn}${'Az9'.repeat(30)}`);
    else slot.insert();
  };
  const takeAway = () => {
    card.lift();
    phone.take();
    slot.remove();
  };
  const heap: number[] = [];
  let [shown, shownInVain, read] = [0, 0, 0];
  for (let hour = 0; hour < HOURS; hour++) {
    for (let at = 0; at < HOUR_MS; at += EVERY_MS) {
      const kind = KINDS[shown % KINDS.length] ?? 'phone';
      shown += 1;
      if (shown % 50 === 0) card.setFault({ kind: 'corrupt-byte', times: 2 });
      const unplugged = shown % 97 < KINDS.length && shown >= 97;
      if (shown % 97 === 0) {
        card.unplug();
        phone.unplug();
        slot.apply('unplug');
      }
      if (unplugged) shownInVain += 1;
      if (shown % 97 === KINDS.length) {
        card.replug();
        phone.replug();
        slot.mend('unplug');
      }
      show(shown, kind);
      const stop = new AbortController();
      const reading = first.read(stop.signal).then(({ ok: good }) => {
        read += good ? 1 : 0;
      });
      await clock.advance(VISIT_MS);
      stop.abort();
      await reading;
      takeAway();
      await clock.advance(EVERY_MS - VISIT_MS);
    }
    heap.push(heapMegabytes());
  }
  const closing = Promise.all([reader.close(), ssc.close(), eCard.close(), scanner.close()]);
  await clock.advance(10_000);
  await closing;
  await Promise.all([card.close(), phone.close()]);
  return { shown, shownInVain, read, heap };
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('no garbage collector to call');
  // Twice: what the first round frees outside the heap is gone with the second.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

const holderOfPhone = (): IdentityDocument => ({
  kind: 'electronic-social-security-card',
  number: '370702198607190068',
  name: '孙丽',
  nameLatin: null,
  sex: { code: '9', label: '未说明' },
  nation: null,
  nationality: null,
  birthDate: null,
  address: null,
  issuer: null,
  validFrom: null,
  validTo: null,
  passNumber: null,
  portrait: new Uint8Array(),
});
