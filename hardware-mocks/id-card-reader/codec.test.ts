import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, type Request, takeRequests } from './codec.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const hex = (frame: Uint8Array): string => Buffer.from(frame).toString('hex').toUpperCase();

describe('answers, byte by byte as in the tables', () => {
  it.each([
    ['find OK', answer(0x9f, Buffer.alloc(4)), 'AAAAAA9669000800009F0000000097'],
    ['no card', answer(0x80), 'AAAAAA9669000400008084'],
    ['select OK', answer(0x90, Buffer.alloc(8)), 'AAAAAA9669000C00009000000000000000009C'],
    ['select failed', answer(0x81), 'AAAAAA9669000400008185'],
    ['generic OK', answer(0x90), 'AAAAAA9669000400009094'],
    ['read failed', answer(0x41), 'AAAAAA9669000400004145'],
    ['no content', answer(0x91), 'AAAAAA9669000400009195'],
  ])('%s', (_, frame, literal) => expect(hex(frame)).toBe(literal));
});

describe('commands, byte by byte as in the tables', () => {
  it.each([
    ['reset', 'AAAAAA9669000310FFEC', 0x10ff, ''],
    ['status', 'AAAAAA9669000311FFED', 0x11ff, ''],
    ['SAM id', 'AAAAAA9669000312FFEE', 0x12ff, ''],
    ['find', 'AAAAAA96690003200122', 0x2001, ''],
    ['select', 'AAAAAA96690003200221', 0x2002, ''],
    ['read', 'AAAAAA96690003300132', 0x3001, ''],
    ['read with fingerprints', 'AAAAAA96690003301023', 0x3010, ''],
    ['newest address', 'AAAAAA96690003300330', 0x3003, ''],
    ['management number', 'AAAAAA96690003300536', 0x3005, ''],
    ['57600', 'AAAAAA96690003600162', 0x6001, ''],
    ['RF frame of 58', 'AAAAAA9669000461FF58C2', 0x61ff, '58'],
  ])('%s', (_, frame, code, data) => {
    const { requests, rest } = takeRequests(bytes(frame));
    expect(requests).toEqual([{ kind: 'command', code, data: new Uint8Array(bytes(data)) }]);
    expect(rest).toHaveLength(0);
  });

  it('tells a wrong checksum and an impossible length', () => {
    expect(takeRequests(bytes('AAAAAA96690003200123')).requests).toEqual([{ kind: 'wrong-checksum' }]);
    expect(takeRequests(bytes('AAAAAA96690002200122')).requests).toEqual([{ kind: 'wrong-length' }]);
    expect(takeRequests(bytes('AAAAAA9669FFFF200122')).requests).toEqual([{ kind: 'wrong-length' }]);
  });
});

it('finds the same commands however the bytes are cut, and whatever noise is between them', () => {
  const noise = fc.uint8Array({ maxLength: 9 }).filter((part) => !part.includes(0xaa));
  const wire = bytes('AAAAAA96690003200122');
  fc.assert(
    fc.property(
      fc.array(noise, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (gaps, cuts) => {
        const stream = Buffer.concat(gaps.flatMap((gap) => [gap, wire]));
        const found: Request[] = [];
        let rest: Uint8Array = new Uint8Array();
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = cuts[turn % cuts.length] ?? 1;
          const taken = takeRequests(Buffer.concat([rest, stream.subarray(at, at + size)]));
          found.push(...taken.requests);
          rest = taken.rest;
          at += size;
        }
        expect(found).toEqual(gaps.map(() => ({ kind: 'command', code: 0x2001, data: new Uint8Array() })));
      },
    ),
  );
});

it('never throws and never keeps more than one command', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
      expect(takeRequests(any).rest.length).toBeLessThanOrEqual(5 + 2 + 64);
    }),
  );
});
