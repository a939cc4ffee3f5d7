import { ok, unwrap } from '@anban/foundation/result';
import { describe, expect, it } from 'vitest';
import { commandBytes, exchange } from './apdu.ts';
import type { SmartCard } from './transport.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** A card that gives these answers in turn, and what it was asked. */
function scripted(...answers: string[]) {
  const asked: string[] = [];
  const card: SmartCard = {
    atr: new Uint8Array(),
    transmit: async (apdu) => {
      asked.push(Buffer.from(apdu).toString('hex'));
      return ok(hex(answers.shift() ?? '6F00'));
    },
    close: async () => undefined,
  };
  return { card, asked };
}

describe('a command', () => {
  it.each([
    [{ ins: 0x20, p1: 0, p2: 0 }, '00200000'],
    [{ ins: 0xb2, p1: 1, p2: 0x34, le: 0 }, '00b2013400'],
    [{ ins: 0xa4, p1: 2, p2: 0, data: hex('EF05') }, '00a4020002ef05'],
    [{ cla: 0x80, ins: 0x88, p1: 0, p2: 0, data: hex('01'), le: 8 }, '80880000010108'],
  ])('%o', (command, bytes) => expect(Buffer.from(commandBytes(command)).toString('hex')).toBe(bytes));
});

describe('an exchange', () => {
  it('fetches what the card has ready (61xx), in as many parts as it takes', async () => {
    const { card, asked } = scripted('6104', '0102 6102', '0304 9000');
    const reply = unwrap(await exchange(card, { ins: 0xa4, p1: 4, p2: 0, data: hex('A0') }));
    expect(asked).toEqual(['00a4040001a0', '00c0000004', '00c0000002']);
    expect(Buffer.from(reply.data).toString('hex')).toBe('01020304');
    expect(reply.sw).toBe(0x9000);
  });

  it('repeats with the length that the card names (6Cxx)', async () => {
    const { card, asked } = scripted('6C0B', '07 09 413132333435363738 9000');
    const reply = unwrap(await exchange(card, { ins: 0xb2, p1: 7, p2: 0x2c, le: 0 }));
    expect(asked).toEqual(['00b2072c00', '00b2072c0b']);
    expect(reply.data.length).toBe(11);
  });

  // VERIFY with a PIN would have gone out forty times.
  it('sends a command that may count against the card once, whatever length the card names', async () => {
    const { card, asked } = scripted('6C02', '9000');
    const reply = unwrap(await exchange(card, { ins: 0x20, p1: 0, p2: 0, data: hex('123456') }, { once: true }));
    expect([asked, reply.sw]).toEqual([['0020000003123456'], 0x6c02]);
  });

  it('gives every other status word back', async () => {
    const { card } = scripted('6A82');
    expect(unwrap(await exchange(card, { ins: 0xa4, p1: 4, p2: 0 })).sw).toBe(0x6a82);
  });

  it.each([
    ['always has more', '0102 6102'],
    ['always wants another length', '6C01'],
    ['gives 256 bytes at a time for ever', `${'41'.repeat(256)}6100`],
  ])('ends with a card that %s', async (_, answer) => {
    const { card } = scripted(...Array.from({ length: 1000 }, () => answer));
    expect(await exchange(card, { ins: 0xb2, p1: 1, p2: 0x34, le: 0 })).toMatchObject({ fault: { kind: 'failed' } });
  });

  it.each(['', '90'])('an answer of "%s" is a fault', async (answer) => {
    const { card } = scripted(answer);
    expect(await exchange(card, { ins: 0xb2, p1: 1, p2: 0x34 })).toMatchObject({ ok: false });
  });
});
