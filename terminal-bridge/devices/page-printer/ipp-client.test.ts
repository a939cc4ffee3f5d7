import { ok } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from './ipp-client.ts';

const field = (tag: number, name: string, value: Buffer): Buffer => {
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16BE(name.length, 0);
  lengths.writeUInt16BE(value.length, 2);
  return Buffer.concat([Buffer.of(tag), lengths.subarray(0, 2), Buffer.from(name), lengths.subarray(2), value]);
};

/** RFC 8010 by hand: successful-ok, id 7, a printer that is idle. */
const IDLE = Buffer.concat([
  Buffer.from([2, 0, 0, 0, 0, 0, 0, 7, 1]),
  field(0x47, 'attributes-charset', Buffer.from('utf-8')),
  field(0x48, 'attributes-natural-language', Buffer.from('en')),
  Buffer.of(4),
  field(0x23, 'printer-state', Buffer.from([0, 0, 0, 3])),
  field(0x44, 'printer-state-reasons', Buffer.from('toner-low')),
  field(0x44, '', Buffer.from('media-low')),
  Buffer.of(3),
]);

describe('an answer of a printer', () => {
  it('is read', () => {
    const printer = { 'printer-state': 'idle', 'printer-state-reasons': ['toner-low', 'media-low'] };
    expect(answerOf(IDLE, 7)).toEqual(ok({ printer, job: {} }));
  });

  it('to another question is not taken', () => {
    expect(answerOf(IDLE, 8)).toMatchObject({ fault: { kind: 'garbled' } });
  });

  it('that refuses is told by its status', () => {
    const refusal = Buffer.from(IDLE);
    refusal.writeUInt16BE(0x0406, 2);
    expect(answerOf(refusal, 7)).toMatchObject({ fault: { kind: 'refused', status: 'client-error-not-found' } });
  });

  it('with a length that would lead the reader backwards ends at once', () => {
    const wrong = Buffer.from(IDLE);
    wrong.writeUInt16BE(0xffef, 10);
    expect(answerOf(wrong, 7)).toMatchObject({ fault: { kind: 'garbled' } });
  });
});

describe('whatever a printer answers', () => {
  it('cut short or with bytes changed: read or garbled, in no time, never an exception', () => {
    const changes = fc.array(fc.tuple(fc.nat(IDLE.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(IDLE.length), (places, end) => {
        const bytes = Buffer.from(IDLE);
        for (const [at, value] of places) bytes[at] = value;
        answerOf(bytes, 7);
        expect(answerOf(IDLE.subarray(0, Math.min(end, IDLE.length - 1)), 7).ok).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });

  it('of any bytes: the same', () => {
    let bytes = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000, size: 'max' }), (noise) => {
        bytes += noise.length;
        answerOf(Buffer.concat([IDLE.subarray(0, 9), noise]), 7);
      }),
      { numRuns: 2000 },
    );
    expect(bytes).toBeGreaterThan(1_000_000);
  });
});
