/** Pictures of a sheet on the mat of a document camera: an invented form, with nobody's name on it. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

export const SIGHTS = {
  good: 'a sheet that lies well',
  askew: 'turned by eight degrees, which can still be taken',
  skewed: 'turned by twenty-five degrees',
  blurred: 'out of focus',
  shadow: 'a hand keeps the light away from a third of it',
  dark: 'hardly any light',
  'cut-off': 'half of it outside the picture',
  small: 'too far away: 120 dpi',
  blank: 'nothing written on it',
  nothing: 'an empty mat',
} as const;
export type Sight = keyof typeof SIGHTS;
export const isSight = (word: string | undefined): word is Sight => word !== undefined && Object.hasOwn(SIGHTS, word);

const A4 = Math.SQRT2;
const MAT = '#2b3230';
const PAPER = '#f4f2ec';
const INK = '#1d1d22';

export interface SightSize {
  readonly width: number;
  readonly height: number;
}

/** The long side of the sheet lies. At 3264 pixels it comes to about 245 dpi. */
export function drawSight(sight: Sight, { width, height }: SightSize): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = MAT;
  context.fillRect(0, 0, width, height);
  if (sight === 'nothing') return canvas;
  const long = width * (sight === 'small' ? 0.43 : sight === 'skewed' ? 0.62 : sight === 'askew' ? 0.8 : 0.88);
  context.save();
  context.translate(sight === 'cut-off' ? width * 0.9 : width / 2, height / 2);
  const degrees = { askew: 8, skewed: 25 }[sight === 'askew' || sight === 'skewed' ? sight : 'askew'];
  if (sight === 'askew' || sight === 'skewed') context.rotate((degrees * Math.PI) / 180);
  drawSheet(context, long, long / A4, sight !== 'blank');
  context.restore();
  if (sight === 'shadow') shade(context, width, height);
  if (sight === 'blurred') blur(canvas);
  if (sight === 'dark') {
    context.fillStyle = 'rgba(0, 0, 0, 0.68)';
    context.fillRect(0, 0, width, height);
  }
  return canvas;
}

function drawSheet(context: SKRSContext2D, long: number, short: number, written: boolean): void {
  context.fillStyle = PAPER;
  context.fillRect(-long / 2, -short / 2, long, short);
  if (!written) return;
  context.fillStyle = INK;
  const unit = short / 60;
  context.font = `${unit * 2.4}px "Noto Sans CJK SC", sans-serif`;
  context.fillText('示例文件 · SPECIMEN', -long * 0.16, -short * 0.4);
  context.font = `${unit * 1.3}px "Noto Sans CJK SC", sans-serif`;
  for (let line = 0; line < 18; line++) {
    const words = `${line + 1}. 本页为模拟高拍仪生成的样张，不含任何个人信息 0123456789 abcdefghijklmnopqrstuvwxyz`;
    context.fillText(words, -long * 0.44, -short * 0.3 + line * unit * 2.4);
  }
  context.strokeStyle = '#b3262a';
  context.lineWidth = unit * 0.35;
  context.beginPath();
  context.arc(long * 0.32, short * 0.3, unit * 5, 0, 2 * Math.PI);
  context.stroke();
}

/** Out of focus: smaller and large again, which is much faster than a filter. */
function blur(canvas: Canvas): void {
  const { width, height } = canvas;
  const small = createCanvas(Math.round(width / 10), Math.round(height / 10));
  small.getContext('2d').drawImage(canvas, 0, 0, small.width, small.height);
  canvas.getContext('2d').drawImage(small, 0, 0, width, height);
}

function shade(context: SKRSContext2D, width: number, height: number): void {
  const shadow = context.createLinearGradient(width * 0.55, 0, width * 0.75, 0);
  shadow.addColorStop(0, 'rgba(0, 0, 0, 0)');
  shadow.addColorStop(1, 'rgba(0, 0, 0, 0.45)');
  context.fillStyle = shadow;
  context.fillRect(0, 0, width, height);
}

/** The grain of a sensor: no two pictures of a living camera are alike. */
export function addGrain(canvas: Canvas, n: number): void {
  const context = canvas.getContext('2d');
  for (let i = 0; i < 400; i++) {
    const place = (Math.imul(n * 400 + i, 2654435761) >>> 0) / 4294967296;
    context.fillStyle = i % 2 === 0 ? 'rgba(255,255,255,0.03)' : 'rgba(0,0,0,0.03)';
    context.fillRect(place * canvas.width, ((place * 7919) % 1) * canvas.height, 3, 3);
  }
}
