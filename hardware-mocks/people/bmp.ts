/** Windows bitmaps, 24 bits a pixel, rows from the bottom, each row padded to four bytes. */

const HEADER_BYTES = 54;

/** `rgb`: three bytes a pixel, rows from the top. */
export function bmp24(rgb: Uint8Array, width: number, height: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(HEADER_BYTES + stride * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEADER_BYTES, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  file.writeUInt32LE(stride * height, 34);
  for (let y = 0; y < height; y++) {
    const row = HEADER_BYTES + (height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) file[row + x * 3 + c] = rgb[(y * width + x) * 3 + 2 - c] ?? 0;
    }
  }
  return file;
}
