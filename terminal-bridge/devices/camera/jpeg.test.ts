import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JpegSplitter, jpegSize } from './jpeg.ts';

function picture(width: number, height: number, hue: number): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let x = 0; x < width; x += 4) {
    context.fillStyle = `hsl(${hue + x * 3} 80% 50%)`;
    context.fillRect(x, 0, 4, height);
  }
  return canvas.toBuffer('image/jpeg');
}

const PICTURES = [picture(64, 48, 0), picture(32, 32, 120), picture(120, 90, 240)];

function feed(splitter: JpegSplitter, stream: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
  return edges
    .slice(1)
    .flatMap((edge, i) => splitter.push(stream.subarray(edges[i], edge)))
    .map((part) => Buffer.from(part));
}

/** An Exif-like segment that holds a whole JPEG, as cameras with thumbnails send it. */
function withThumbnail(outer: Buffer, thumbnail: Buffer): Buffer {
  const segment = Buffer.concat([Buffer.of(0xff, 0xe1, 0, 0), thumbnail]);
  segment.writeUInt16BE(thumbnail.length + 2, 2);
  return Buffer.concat([outer.subarray(0, 2), segment, outer.subarray(2)]);
}

describe('JPEGs laid end to end', () => {
  it('come out whole however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PICTURES), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat()),
        (all, cuts) => {
          const splitter = new JpegSplitter(100_000);
          expect(feed(splitter, Buffer.concat(all), cuts)).toEqual(all);
          expect(splitter.discarded).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never throw on noise, and the picture after the noise is found', () => {
    const [first = Buffer.alloc(0)] = PICTURES;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat()), (noise, cuts) => {
        const found = feed(new JpegSplitter(100_000), Buffer.concat([noise, first, first]), cuts);
        expect(found.at(-1)).toEqual(first);
      }),
    );
  });

  it('are not ended by a thumbnail inside', () => {
    const [small = Buffer.alloc(0), , large = Buffer.alloc(0)] = PICTURES;
    const whole = withThumbnail(large, small);
    expect(feed(new JpegSplitter(100_000), Buffer.concat([whole, small]), [])).toEqual([whole, small]);
  });

  it('over the limit are dropped and nothing is hoarded', () => {
    const [small = Buffer.alloc(0), , large = Buffer.alloc(0)] = PICTURES;
    const splitter = new JpegSplitter(large.length - 1);
    expect(feed(splitter, Buffer.concat([large, small]), [100])).toEqual([small]);
    expect(splitter.discarded).toBe(large.length);
  });
});

describe('the size of a picture', () => {
  it('is read from the header', () => {
    expect(PICTURES.map(jpegSize)).toEqual([
      { width: 64, height: 48 },
      { width: 32, height: 32 },
      { width: 120, height: 90 },
    ]);
  });

  it('is null for anything else, and never throws', () => {
    expect(jpegSize(Buffer.from('no picture'))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        jpegSize(Buffer.concat([Buffer.of(0xff, 0xd8), bytes]));
      }),
    );
  });
});
