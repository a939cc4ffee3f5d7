import { ManualClock } from '@anban/foundation/clock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Discarded, FrameParser } from './parser.ts';
import { cardData, hex, replyFrame } from './test-support.ts';

const GAP_MS = 300;
const NO_CARD = hex('AAAAAA9669 0004 000080 84');
const FOUND = hex('AAAAAA9669 0008 00009F 00000000 97');
const OK = hex('AAAAAA9669 0004 000090 94');
const CARD = replyFrame(0x90, cardData());

function listen() {
  const clock = new ManualClock();
  const replies: number[] = [];
  const discarded: Discarded[] = [];
  const lengths: number[] = [];
  const parser = new FrameParser({
    clock,
    gapMs: GAP_MS,
    onReply: ({ sw3, data }) => {
      replies.push(sw3);
      lengths.push(data.length);
    },
    onDiscarded: (one) => discarded.push(one),
  });
  const thrownAway = () => discarded.reduce((sum, { bytes }) => sum + bytes, 0);
  return { clock, parser, replies, lengths, discarded, thrownAway };
}

const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** `bytes` cut at the places given. */
function* cut(bytes: Uint8Array, places: number[]): Generator<Uint8Array> {
  const within = [...new Set(places)].filter((place) => place < bytes.length).sort((a, b) => a - b);
  const at = [0, ...within, bytes.length];
  for (let i = 1; i < at.length; i++) yield bytes.subarray(at[i - 1], at[i]);
}

describe('replies on a clean line', () => {
  it('reads the frames of the byte tables', () => {
    const { parser, replies, lengths, thrownAway } = listen();
    parser.push(join(NO_CARD, FOUND, hex('AAAAAA9669 000C 000090 0000000000000000 9C'), OK, CARD));
    expect(replies).toEqual([0x80, 0x9f, 0x90, 0x90, 0x90]);
    expect(lengths).toEqual([0, 4, 8, 0, 1284]);
    expect(CARD.length).toBe(1295);
    expect(thrownAway()).toBe(0);
  });

  it('reads a frame whose first AA was lost', () => {
    const { parser, replies, thrownAway } = listen();
    parser.push(FOUND.subarray(1));
    expect(replies).toEqual([0x9f]);
    expect(thrownAway()).toBe(0);
  });

  it('does not take the echo of our own command for a reply', () => {
    const { parser, replies } = listen();
    parser.push(join(hex('AAAAAA9669 0003 2001 22'), NO_CARD));
    expect(replies).toEqual([0x80]);
  });
});

describe('replies on a bad line', () => {
  it.each(['0000', '0003', '0005', '0100', '090A', '090B', 'FFFF'])(
    'loses nothing behind a length corrupted to %s: every good frame that follows is read',
    async (wrong) => {
      const { parser, replies, clock } = listen();
      parser.push(join(OK.subarray(0, 5), hex(wrong), OK.subarray(7), NO_CARD, FOUND));
      await clock.advance(GAP_MS);
      expect(replies).toEqual([0x80, 0x9f]);
    },
  );

  it('does not wait for the rest of a frame while whole ones arrive behind its beginning', () => {
    const { parser, replies, discarded } = listen();
    parser.push(hex('AAAAAA9669 090A 000090'));
    parser.push(NO_CARD.subarray(0, 7));
    expect(discarded).toEqual([]);
    parser.push(NO_CARD.subarray(7));
    parser.push(FOUND);
    expect(replies).toEqual([0x80, 0x9f]);
    expect(discarded).toEqual([{ reason: 'incomplete', bytes: 10 }]);
    expect(parser.midFrame).toBe(false);
  });

  it('keeps a frame whose data look like the beginning of another', () => {
    const { parser, replies, thrownAway } = listen();
    const wrongEnd = NO_CARD.with(10, 0x85);
    const inner = join(hex('AAAAAA9669 0000'), wrongEnd, hex('AAAAAA9669 0500'), new Uint8Array(60));
    for (const byte of replyFrame(0x90, inner)) parser.push(Uint8Array.of(byte));
    expect(replies).toEqual([0x90]);
    expect(thrownAway()).toBe(0);
  });

  it('gives up a frame that stops arriving, after 300 ms and not before', async () => {
    const { parser, replies, discarded, clock } = listen();
    parser.push(CARD.subarray(0, 700));
    await clock.advance(GAP_MS - 1);
    expect(parser.midFrame).toBe(true);
    await clock.advance(1);
    expect(parser.midFrame).toBe(false);
    expect(discarded[0]).toEqual({ reason: 'incomplete', bytes: 2 });
    parser.push(NO_CARD);
    expect(replies).toEqual([0x80]);
  });

  it('waits on for a frame that arrives slowly but steadily', async () => {
    const { parser, replies, clock } = listen();
    for (const byte of FOUND) {
      parser.push(Uint8Array.of(byte));
      await clock.advance(GAP_MS - 1);
    }
    expect(replies).toEqual([0x9f]);
  });

  it('says how much it threw away and why, and shows none of it', () => {
    const { parser, discarded } = listen();
    const wrong = NO_CARD.with(10, 0x85);
    parser.push(join(hex('00 11 22'), wrong, FOUND));
    expect(discarded[0]).toEqual({ reason: 'noise', bytes: 3 });
    expect(discarded[1]?.reason).toBe('checksum');
  });
});

describe('whatever arrives', () => {
  const frame = fc
    .tuple(fc.constantFrom(0x80, 0x90, 0x9f, 0x41), fc.uint8Array({ maxLength: 1284 }))
    .map(([sw3, data]) => ({ sw3, bytes: replyFrame(sw3, data) }));
  /** Noise without AA cannot look like the beginning of a frame. */
  const noise = fc.uint8Array({ maxLength: 50 }).map((bytes) => bytes.map((byte) => (byte === 0xaa ? 0 : byte)));
  const places = fc.array(fc.nat(4000), { maxLength: 30 });

  it('reads all frames between any noise, however the line cuts them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 5 }), places, (pieces, at) => {
        const { parser, replies, thrownAway } = listen();
        const bytes = join(...pieces.flatMap(([dirt, { bytes }]) => [dirt, bytes]));
        for (const chunk of cut(bytes, at)) parser.push(chunk);
        expect(replies).toEqual(pieces.map(([, { sw3 }]) => sw3));
        expect(thrownAway()).toBe(pieces.reduce((sum, [dirt]) => sum + dirt.length, 0));
      }),
    );
  });

  it('reads the frame after a frame with any byte but its length changed', async () => {
    await fc.assert(
      fc.asyncProperty(frame, fc.nat(), fc.integer({ min: 1, max: 255 }), async ({ bytes }, at, change) => {
        const { parser, replies, clock } = listen();
        const place = [5, 6].includes(at % bytes.length) ? 7 : at % bytes.length;
        parser.push(join(bytes.with(place, (bytes[place] ?? 0) ^ change), FOUND));
        await clock.advance(GAP_MS);
        expect(replies.at(-1)).toBe(0x9f);
      }),
    );
  });

  it('reads at once at least 19 of 20 frames behind a corrupted length, however the line cuts them', () => {
    const length = fc.tuple(fc.nat(255), fc.nat(255));
    const sizes = fc.array(fc.integer({ min: 1, max: NO_CARD.length }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(frame, length, sizes, ({ bytes }, [high, low], cuts) => {
        const { parser, replies } = listen();
        parser.push(bytes.with(5, high).with(6, low));
        const before = replies.length;
        const following = join(...Array.from({ length: 20 }, () => NO_CARD));
        for (let at = 0, n = 0; at < following.length; n++) {
          const size = cuts[n % cuts.length] ?? 1;
          parser.push(following.subarray(at, at + size));
          at += size;
        }
        expect(replies.slice(before).filter((sw3) => sw3 === 0x80).length).toBeGreaterThanOrEqual(19);
      }),
    );
  });

  it('never throws, never holds more than a frame, and is empty again after the silence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 5 }), async (chunks) => {
        const { parser, replies, clock } = listen();
        for (const chunk of chunks) {
          // The beginning of the longest frame, so that the parser has a reason to hold on.
          parser.push(hex('AAAAAA9669 090A'));
          parser.push(chunk);
        }
        await clock.advance(GAP_MS);
        expect(parser.midFrame).toBe(false);
        parser.push(FOUND);
        expect(replies.at(-1)).toBe(0x9f);
      }),
    );
  });
});
