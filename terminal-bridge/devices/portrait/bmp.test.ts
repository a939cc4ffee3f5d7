import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBmp } from './bmp.ts';

/** 2×2 pixels: red green / blue white, rows padded from 6 to 8 bytes. */
function fourPixels(): Buffer {
  const bmp = Buffer.alloc(54 + 16);
  bmp.write('BM');
  bmp.writeUInt32LE(54, 10);
  bmp.writeInt32LE(2, 18);
  bmp.writeInt32LE(2, 22);
  bmp.writeUInt16LE(24, 28);
  bmp.set([255, 0, 0, 255, 255, 255], 54);
  bmp.set([0, 0, 255, 0, 255, 0], 62);
  return bmp;
}

describe('a decoded portrait as a bitmap', () => {
  it('comes out as RGB from the top row', () => {
    const image = unwrap(parseBmp(fourPixels()));
    expect([image.width, image.height]).toEqual([2, 2]);
    expect([...image.data]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
  });

  it('comes out the same way when the top row is stored first (negative height)', () => {
    const bmp = fourPixels();
    bmp.writeInt32LE(-2, 22);
    expect([...unwrap(parseBmp(bmp)).data].slice(0, 6)).toEqual([0, 0, 255, 255, 255, 255]);
  });

  it('is refused when it is cut short, at every length', () => {
    const bmp = fourPixels();
    for (let length = 0; length < bmp.length; length++) expect(parseBmp(bmp.subarray(0, length)).ok).toBe(false);
  });

  it('never throws and never reads beyond its end, whatever its headers say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 54, maxLength: 200 }), (bytes) => {
        bytes.set([0x42, 0x4d]);
        bytes.set([24, 0, 0, 0, 0, 0], 28);
        const image = parseBmp(bytes);
        if (image.ok) expect(image.value.data.length).toBe(3 * image.value.width * image.value.height);
      }),
    );
  });
});
