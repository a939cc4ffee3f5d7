/** How the next characters will look: everything that ESC @ sets back. */
import { DEFAULT_LINE_SPACING, PAPER_WIDTH } from './paper.ts';

export type Style = {
  align: 0 | 1 | 2;
  leftMargin: number;
  /** Of the printable area, from the left margin. */
  areaWidth: number;
  lineSpacing: number;
  widthTimes: number;
  heightTimes: number;
  fontB: boolean;
  bold: boolean;
  doubleStrike: boolean;
  underline: 0 | 1 | 2;
  kanjiUnderline: 0 | 1 | 2;
  inverted: boolean;
  upsideDown: boolean;
  kanji: boolean;
  page: number;
  national: number;
  /** ESC SP. */
  spacing: number;
  /** FS S. */
  kanjiSpacing: readonly [number, number];
  barcode: { module: number; height: number; hri: number };
  qr: { module: number; level: number; data: Uint8Array };
  tabs: readonly number[];
};

export const initialStyle = (): Style => ({
  align: 0,
  leftMargin: 0,
  areaWidth: PAPER_WIDTH,
  lineSpacing: DEFAULT_LINE_SPACING,
  widthTimes: 1,
  heightTimes: 1,
  fontB: false,
  bold: false,
  doubleStrike: false,
  underline: 0,
  kanjiUnderline: 0,
  inverted: false,
  upsideDown: false,
  kanji: false,
  page: 0,
  national: 0,
  spacing: 0,
  kanjiSpacing: [0, 0],
  barcode: { module: 3, height: 162, hri: 0 },
  qr: { module: 3, level: 48, data: new Uint8Array(0) },
  tabs: Array.from({ length: 32 }, (_, index) => (index + 1) * 8 * 12),
});

/** Parameters may be sent as numbers or as digits: 1 and "1" are the same. */
export const plain = (n: number | undefined): number => {
  const value = n ?? 0;
  return value >= 48 && value <= 57 ? value - 48 : value;
};

const thickness = (n: number | undefined): 0 | 1 | 2 => {
  const value = plain(n);
  return value === 1 || value === 2 ? value : 0;
};

const alignment = thickness;
const isOdd = (n: number | undefined): boolean => ((n ?? 0) & 1) === 1;

/** ESC ! and FS !: the common bits of the two combined modes. */
function sizes(style: Style, wide: boolean, tall: boolean): void {
  style.widthTimes = wide ? 2 : 1;
  style.heightTimes = tall ? 2 : 1;
}

function printMode(style: Style, n: number): void {
  style.fontB = (n & 0x01) !== 0;
  style.bold = (n & 0x08) !== 0;
  sizes(style, (n & 0x20) !== 0, (n & 0x10) !== 0);
  style.underline = (n & 0x80) !== 0 ? 1 : 0;
}

function kanjiMode(style: Style, n: number): void {
  sizes(style, (n & 0x04) !== 0, (n & 0x08) !== 0);
  style.kanjiUnderline = (n & 0x80) !== 0 ? 1 : 0;
}

/** Changes `style` as the command says; answers whether it is a command of style at all. */
export function applyStyle(style: Style, name: string, params: Uint8Array): boolean {
  const [n = 0, second = 0] = params;
  const both = n + second * 256;
  switch (name) {
    case 'ESC a':
      style.align = alignment(n);
      return true;
    case 'ESC !':
      printMode(style, n);
      return true;
    case 'ESC 2':
      style.lineSpacing = DEFAULT_LINE_SPACING;
      return true;
    case 'ESC 3':
      style.lineSpacing = n;
      return true;
    case 'ESC -':
      style.underline = thickness(n);
      return true;
    case 'ESC E':
      style.bold = isOdd(n);
      return true;
    case 'ESC G':
      style.doubleStrike = isOdd(n);
      return true;
    case 'ESC M':
      style.fontB = plain(n) === 1;
      return true;
    case 'ESC R':
      style.national = n;
      return true;
    case 'ESC t':
      style.page = n;
      return true;
    case 'ESC {':
      style.upsideDown = isOdd(n);
      return true;
    case 'ESC SP':
      style.spacing = n;
      return true;
    case 'ESC D':
      style.tabs = [...params].filter((column) => column > 0).map((column) => column * 12);
      return true;
    case 'FS !':
      kanjiMode(style, n);
      return true;
    case 'FS &':
      style.kanji = true;
      return true;
    case 'FS .':
      style.kanji = false;
      return true;
    case 'FS -':
      style.kanjiUnderline = thickness(n);
      return true;
    case 'FS W':
      sizes(style, isOdd(n), isOdd(n));
      return true;
    case 'FS S':
      style.kanjiSpacing = [n, second];
      return true;
    case 'GS !':
      style.widthTimes = ((n >> 4) & 7) + 1;
      style.heightTimes = (n & 7) + 1;
      return true;
    case 'GS B':
      style.inverted = isOdd(n);
      return true;
    case 'GS L':
      style.leftMargin = Math.min(both, PAPER_WIDTH - 12);
      return true;
    case 'GS W':
      style.areaWidth = Math.max(12, Math.min(both, PAPER_WIDTH));
      return true;
    case 'GS h':
      style.barcode.height = Math.max(1, n);
      return true;
    case 'GS w':
      style.barcode.module = Math.min(6, Math.max(1, n));
      return true;
    case 'GS H':
      style.barcode.hri = plain(n);
      return true;
    default:
      return false;
  }
}
