/** The driver against the emulated card in the same process: no reader, no service, every generation and every fault. */
import { ManualClock } from '@anban/foundation/clock';
import { fail, ok, unwrap } from '@anban/foundation/result';
import { describe, expect, it } from 'vitest';
import { PEOPLE, type Person } from '../../hardware-mocks/people/people.ts';
import { type ChipOptions, SscChip } from '../../hardware-mocks/social-security-card/chip.ts';
import type { SscKind } from '../../hardware-mocks/social-security-card/content.ts';
import { type SscFaultKind, withFault } from '../../hardware-mocks/social-security-card/faults.ts';
import { cryptogram } from '../../hardware-mocks/social-security-card/keys.ts';
import type { VirtualCard } from '../../hardware-mocks/social-security-card/vpcd.ts';
import { readOnce } from '../../terminal-bridge/command-line/read-once.ts';
import type {
  ConnectFault,
  LinkFault,
  SmartCard,
  SmartCardTransport,
} from '../../terminal-bridge/devices/smart-card/transport.ts';
import { type CardResult, SscCardReader } from '../../terminal-bridge/devices/social-security-card/card-reader.ts';
import type { HolderAccess } from '../../terminal-bridge/devices/social-security-card/holder-access.ts';
import { pinTriesLeft, verifyPin } from '../../terminal-bridge/devices/social-security-card/pin.ts';
import { readCard } from '../../terminal-bridge/devices/social-security-card/read-card.ts';
import { selectApplication } from '../../terminal-bridge/devices/social-security-card/select.ts';
import { identityDocumentOf } from '../../terminal-bridge/devices/social-security-card/social-security-card.ts';

const PIN = '864209';
const [WANG] = PEOPLE;
if (WANG === undefined) throw new Error('the sample people are gone');

interface Inserted {
  readonly card: SmartCard;
  /** Commands in hexadecimal, in order. */
  readonly asked: string[];
}

/** Puts a virtual card under power; `goesAfter` commands it is pulled out. */
function power(
  virtual: VirtualCard,
  goesAfter = Number.POSITIVE_INFINITY,
  kind: LinkFault['kind'] = 'removed',
): Inserted {
  const asked: string[] = [];
  virtual.reset();
  const card: SmartCard = {
    atr: virtual.atr,
    transmit: async (apdu) => {
      if (asked.length >= goesAfter) return fail({ kind, detail: '' });
      asked.push(Buffer.from(apdu).toString('hex'));
      return ok(Uint8Array.from(virtual.answer(apdu)));
    },
    close: async () => virtual.reset(),
  };
  return { card, asked };
}

const chip = (kind: SscKind, options: ChipOptions = {}, person: Person = WANG) =>
  new SscChip(person, kind, PIN, options);

/** Has the keys, as the centre's security module has. */
const centre: HolderAccess = {
  authorise: async ({ internalFactor, internalRaw, externalFactor, externalRaw }) =>
    ok({
      internal: cryptogram('internal', internalFactor, internalRaw),
      external: cryptogram('external', externalFactor, externalRaw),
    }),
};

const HOLDER = {
  number: '370702196803120025',
  name: '王建华',
  sex: { code: '2', label: '女' },
  nation: { code: '01', label: '汉' },
  birthPlace: '370702',
  birthDate: '1968-03-12',
};

describe('a card is read', () => {
  it.each([
    ['1.0', {}],
    ['2.0', {}],
    ['1.0', { oldSelect: true }],
    ['2.0', { allRecords: true }],
    ['2.0', { t0: false }],
    ['2.0', { t0: false, allRecords: true }],
  ] as const)('%s, %o: issuer and holder', async (kind, options) => {
    const card = unwrap(await readCard(power(chip(kind, options)).card));
    expect(card).toMatchObject({ version: kind, region: '370700', cardNumberValid: true, holder: HOLDER });
    expect(card).toMatchObject({ issuedOn: '2018-03-12', validTo: '2039-12-31', category: { label: '成人' } });
    expect(card.cardId).toMatch(/^370700D156000005\d{16}$/);
    expect(identityDocumentOf(card)).toMatchObject({
      kind: 'social-security-card',
      name: '王建华',
      number: HOLDER.number,
    });
  });

  it('3.0 without the centre: card number and algorithm, no holder', async () => {
    const card = unwrap(await readCard(power(chip('3.0')).card));
    expect(card).toMatchObject({ version: '3.0', algorithm: 'SM4', cardNumberValid: true, holder: null });
    expect(identityDocumentOf(card)).toBeNull();
  });

  it('3.0 with the centre: the holder too', async () => {
    expect(unwrap(await readCard(power(chip('3.0')).card, centre)).holder).toEqual(HOLDER);
  });

  it.each([
    ['of a rare character', '王䶮'],
    ['longer than its field, a character across the break', `A${'欧'.repeat(20)}`],
    ['with a character of four bytes', '王𠀀'],
    ['with interpuncts', '阿依努尔·吐尔逊江·阿卜杜拉'],
  ])('a name %s stays whole', async (_, name) => {
    const card = unwrap(await readCard(power(chip('2.0', {}, { ...WANG, name })).card));
    expect(card.holder?.name).toBe(name);
  });
});

describe('a card that will not do', () => {
  it.each([
    ['bank', 'bankCard'],
    ['other', 'otherCard'],
    ['locked', 'cardLocked'],
  ] as const)('%s: %s', async (kind, fault) => {
    expect(await readCard(power(chip(kind)).card)).toEqual({ ok: false, fault });
  });

  it.each([
    ['a wrong status', Uint8Array.of(0x6f, 0)],
    ['one that stands for no such application', Uint8Array.of(0x6a, 0x82)],
    ['half an answer', Uint8Array.of(0x90)],
  ])('not one whose first answer to SELECT was garbled (%s): it is asked once more', async (_what, garbled) => {
    const { card } = power(chip('2.0'));
    let first = true;
    const noisy: SmartCard = {
      ...card,
      transmit: async (apdu) => {
        const good = await card.transmit(apdu);
        if (!first) return good;
        first = false;
        return ok(garbled);
      },
    };
    expect(unwrap(await readCard(noisy)).holder).toEqual(HOLDER);
  });

  it.each([
    ['memory-fails', 'cardUnreadable'],
    ['holder-cut-short', 'cardUnreadable'],
  ] as const)('with %s: %s', async (fault: SscFaultKind, expected) => {
    expect(await readCard(power(withFault(chip('2.0'), fault)).card)).toEqual({ ok: false, fault: expected });
  });

  it('3.0 whose proof is forged: not genuine', async () => {
    const read = await readCard(power(withFault(chip('3.0'), 'forged-proof')).card, centre);
    expect(read).toEqual({ ok: false, fault: 'cardNotGenuine' });
  });

  it.each([
    ['refused', 'centreRefused'],
    ['unreachable', 'centreUnreachable'],
  ] as const)('3.0 when the centre is %s: %s', async (answer, fault) => {
    const read = await readCard(power(chip('3.0')).card, { authorise: async () => fail(answer) });
    expect(read).toEqual({ ok: false, fault });
  });

  it('3.0 when the centre has other keys: refused', async () => {
    const wrong = { authorise: async () => ok({ internal: new Uint8Array(8), external: new Uint8Array(8) }) };
    expect(await readCard(power(chip('3.0')).card, wrong)).toEqual({ ok: false, fault: 'centreRefused' });
  });

  it('pulled out after any command: removed, never a card', async () => {
    const whole = power(chip('3.0'));
    await readCard(whole.card, centre);
    for (let after = 0; after < whole.asked.length; after++) {
      const read = await readCard(power(chip('3.0'), after).card, centre);
      expect(read).toMatchObject({ ok: false, fault: { kind: 'removed' } });
    }
  });
});

describe('the PIN', () => {
  const selected = async (options: ChipOptions = {}) => {
    const virtual = chip('2.0', options);
    const { card, asked } = power(virtual);
    await selectApplication(card);
    return { virtual, card, asked };
  };

  it('is verified', async () => {
    const { card } = await selected();
    expect(await verifyPin(card, PIN)).toEqual({ ok: true, value: undefined });
  });

  it('wrong: the tries left are told, and two are never touched, however often it is tried', async () => {
    const { card, virtual } = await selected();
    const told: unknown[] = [];
    for (let i = 0; i < 20; i++) {
      const answer = await verifyPin(card, '000000');
      if (!answer.ok) told.push(`${answer.fault.kind} ${answer.fault.triesLeft}`);
    }
    expect(told.slice(0, 5)).toEqual(['pinWrong 5', 'pinWrong 4', 'pinWrong 3', 'pinWrong 2', 'pinTriesLow 2']);
    expect(virtual.triesLeft).toBe(2);
    expect(await verifyPin(card, PIN)).toMatchObject({ fault: { kind: 'pinTriesLow' } });
  });

  it('is not risked on a card that does not tell the tries left', async () => {
    const { card, asked } = await selected({ tellsTries: false });
    expect(await verifyPin(card, PIN)).toEqual({ ok: false, fault: { kind: 'pinTriesUnknown', triesLeft: null } });
    expect(asked.filter((apdu) => apdu.startsWith('0020')).map((apdu) => apdu.length)).toEqual([8]);
  });

  it('blocked elsewhere: said so', async () => {
    const { card, virtual } = await selected();
    while (virtual.triesLeft > 0) virtual.answer(Buffer.from('0020000003000000', 'hex'));
    expect(unwrap(await pinTriesLeft(card))).toBe(0);
    expect(await verifyPin(card, PIN)).toMatchObject({ fault: { kind: 'pinBlocked' } });
  });

  it.each(['', '123', '1234567890123', '12a456', '１２３４５６'])('"%s" is none: nothing is sent', async (pin) => {
    const { card, asked } = await selected();
    const before = asked.length;
    expect(await verifyPin(card, pin)).toMatchObject({ fault: { kind: 'pinMalformed' } });
    expect(asked.length).toBe(before);
  });
});

describe('at a reader, as anban ssc read waits for it', () => {
  interface Slot {
    card: VirtualCard | null;
    connect: ConnectFault['kind'] | null;
    /** Commands after which the card is pulled out. */
    goesAfter: number;
    /** What the service calls a card that was pulled out. */
    detail: LinkFault['kind'];
    /** The reader is plugged in. */
    there: boolean;
  }

  /** A reader whose slot holds what the test puts in. */
  function desk(start: Partial<Slot> = {}, reader: string | null = null) {
    const clock = new ManualClock();
    const empty = {
      card: null,
      connect: null,
      goesAfter: Number.POSITIVE_INFINITY,
      detail: 'removed',
      there: true,
    } as const;
    const slot: Slot = { ...empty, ...start };
    const transport: SmartCardTransport = {
      readers: async () => ok(slot.there ? [{ name: 'ACME Reader 00 00', cardPresent: slot.card !== null }] : []),
      connect: async () => {
        if (slot.connect !== null) return fail({ kind: slot.connect, detail: '' });
        if (slot.card === null) return fail({ kind: 'removed', detail: '' });
        return ok(power(slot.card, slot.goesAfter, slot.detail).card);
      },
      close: async () => undefined,
    };
    const stop = new AbortController();
    const progress: string[] = [];
    let result: CardResult | null = null;
    const device = new SscCardReader({ transport, clock, reader });
    readOnce({
      device,
      read: device.read.bind(device),
      clock,
      timeout: 60,
      words: { thing: 'a card', device: 'the reader' },
      interrupt: stop.signal,
      say: (line) => progress.push(line.replace(/: .*/, '')),
    }).then((answer) => {
      result = answer;
    });
    return { clock, slot, stop, progress, result: () => result };
  }

  it('waits for a card and reads it', async () => {
    const { clock, slot, progress, result } = desk();
    await clock.advance(1000);
    slot.card = chip('2.0');
    await clock.advance(300);
    expect(result()).toMatchObject({ ok: true, value: { holder: HOLDER } });
    expect(progress).toEqual(['waiting for a card', 'reading']);
  });

  it('put in upside down: asked to turn it, then read', async () => {
    const { clock, slot, progress, result } = desk({ card: chip('2.0'), connect: 'mute' });
    await clock.advance(2000);
    expect(progress.at(-1)).toBe('trying again (sscCardMute');
    slot.card = null;
    await clock.advance(500);
    slot.connect = null;
    slot.card = chip('2.0');
    await clock.advance(500);
    expect(result()).toMatchObject({ ok: true });
  });

  it('pulled out too early: asked to put it in again, then read', async () => {
    const { clock, slot, progress, result } = desk({ card: chip('2.0'), goesAfter: 5 });
    await clock.advance(100);
    expect(progress.at(-1)).toBe('trying again (sscCardRemoved');
    slot.goesAfter = Number.POSITIVE_INFINITY;
    await clock.advance(300);
    expect(result()).toMatchObject({ ok: true });
  });

  it('pulled out, and the service calls it a failed transaction: it is known by the empty reader', async () => {
    const { clock, slot, progress, result } = desk({ card: chip('2.0'), goesAfter: 5, detail: 'failed' });
    await clock.advance(100);
    slot.card = null;
    await clock.advance(1000);
    expect(progress.at(-1)).toBe('trying again (sscCardRemoved');
    slot.card = chip('2.0');
    slot.goesAfter = Number.POSITIVE_INFINITY;
    await clock.advance(300);
    expect(result()).toMatchObject({ ok: true });
  });

  it('that is not there: says so, and goes on when it comes', async () => {
    const { clock, slot, progress, result } = desk({ card: chip('2.0'), there: false });
    await clock.advance(1000);
    expect(progress.at(-1)).toBe('waiting for the reader (sscReaderMissing');
    slot.there = true;
    await clock.advance(300);
    expect(result()).toMatchObject({ ok: true });
  });

  it('whose name is not the one asked for: not touched', async () => {
    const { clock, stop, result } = desk({ card: chip('2.0') }, 'Other');
    await clock.advance(1000);
    stop.abort();
    await clock.advance(0);
    expect(result()).toEqual({ ok: false, fault: 'sscReaderMissing' });
  });

  it('a bank card ends it at once, a card that cannot be read after three tries', async () => {
    const bank = desk({ card: chip('bank') });
    await bank.clock.advance(100);
    expect(bank.result()).toEqual({ ok: false, fault: 'sscBankCard' });
    const broken = desk({ card: withFault(chip('2.0'), 'memory-fails') });
    await broken.clock.advance(200);
    expect(broken.result()).toBeNull();
    await broken.clock.advance(500);
    expect(broken.result()).toEqual({ ok: false, fault: 'sscCardUnreadable' });
  });

  it('when the time is over: the reason that was left, or that there was no card', async () => {
    const none = desk();
    await none.clock.advance(1000);
    none.stop.abort();
    await none.clock.advance(0);
    expect(none.result()).toEqual({ ok: false, fault: 'cardTimeout' });
    const mute = desk({ card: chip('2.0'), connect: 'mute' });
    await mute.clock.advance(1000);
    mute.stop.abort();
    await mute.clock.advance(0);
    expect(mute.result()).toEqual({ ok: false, fault: 'sscCardMute' });
  });
});
