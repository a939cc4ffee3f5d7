/** The portrait on the chip: small, on white, and soft as what is left of a picture after 1 KB of compression. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { bmp24 } from './bmp.ts';
import { cutPerson } from './cut.ts';
import { facesOf } from './faces.ts';
import { CUT, EYE_DISTANCE } from './size.ts';

/** Pixels of a chip portrait. */
export const PORTRAIT = { width: 102, height: 126 } as const;
/** Eye distance and height of the eyes in the portrait, pixels. */
const LAYOUT = { eyeDistance: 26, eyesY: 57 };
/** What the card has room for. The codec stands in for WLT, whose algorithm is not public. */
const CHIP_BYTES = 1024;
const OVERSAMPLING = 4;

const small = new Map<string, Promise<Buffer>>();

/** 102×126, 24 bits, 38,862 bytes. `id` is a sample person's (for others, their `face`). */
export async function portraitBmp(id: string): Promise<Buffer> {
  const pixels = await sharp(await chipPicture(id))
    .removeAlpha()
    .raw()
    .toBuffer();
  return bmp24(pixels, PORTRAIT.width, PORTRAIT.height);
}

/** The same portrait enlarged for a screen, JPEG 204×252. */
export async function portraitJpeg(id: string): Promise<Buffer> {
  const size = { width: PORTRAIT.width * 2, height: PORTRAIT.height * 2 };
  return sharp(await chipPicture(id))
    .resize(size)
    .jpeg({ quality: 85 })
    .toBuffer();
}

function chipPicture(id: string): Promise<Buffer> {
  const known = small.get(id);
  if (known !== undefined) return known;
  const making = cutPerson(facesOf(id).portrait).then(compose).then(compress);
  small.set(id, making);
  return making;
}

async function compose(person: Canvas): Promise<Buffer> {
  const scale = (LAYOUT.eyeDistance / EYE_DISTANCE) * OVERSAMPLING;
  const canvas = createCanvas(PORTRAIT.width * OVERSAMPLING, PORTRAIT.height * OVERSAMPLING);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f6f6f6';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, LAYOUT.eyesY * OVERSAMPLING);
  context.scale(scale, scale);
  context.drawImage(person, -CUT.eyesX, -CUT.eyesY);
  return sharp(await canvas.encode('png'))
    .resize(PORTRAIT)
    .removeAlpha()
    .png()
    .toBuffer();
}

/** The best quality that fits on the chip, found by halving. */
async function compress(png: Buffer): Promise<Buffer> {
  const encode = (quality: number): Promise<Buffer> => sharp(png).webp({ quality, effort: 2 }).toBuffer();
  let low = 1;
  let high = 90;
  let best = await encode(low);
  while (low < high) {
    const quality = Math.ceil((low + high) / 2);
    const webp = await encode(quality);
    if (webp.length > CHIP_BYTES) high = quality - 1;
    else {
      low = quality;
      best = webp;
    }
  }
  return best;
}
