/** Commands in, printed lines out: the printer's print buffer and its modes. */
import { decode } from './charset.ts';
import { type Command, u16 } from './commands.ts';
import type { Line, Mark, Raster } from './paper.ts';
import { bitImage, rasterImage, storedGraphics } from './pictures.ts';
import { applyStyle, initialStyle, plain, type Style } from './style.ts';
import { barcode, qrCode } from './symbols.ts';

type Picture = Omit<Raster, 'x' | 'kind'>;

/** What a command did beyond changing modes. */
export type Effect =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'cut' }
  | { readonly kind: 'asked'; readonly name: 'GS r' | 'GS I' | 'GS a'; readonly n: number };

const FONT_A = { width: 12, height: 24 };
const FONT_B = { width: 9, height: 17 };
const KANJI = { width: 24, height: 24 };
/** From the head to the cutter: what GS V 66 feeds before it cuts. */
const FEED_TO_CUTTER = 96;

export class Typesetter {
  #style: Style = initialStyle();
  #marks: Mark[] = [];
  /** From the left margin. */
  #x = 0;
  /** The first bytes of a character whose last ones have not come. */
  #half: Uint8Array = new Uint8Array(0);
  #stored: Picture | undefined;

  /** Power on, or ESC @: modes as new, the unprinted line forgotten. */
  reset(): void {
    this.#style = initialStyle();
    this.#marks = [];
    this.#x = 0;
    this.#half = new Uint8Array(0);
    this.#stored = undefined;
  }

  /** Carries out one command; answers what came of it, in order. */
  apply(command: Command): Effect[] {
    if (command.kind === 'discarded') return [];
    if (command.kind === 'text') return this.#text(command.bytes);
    this.#half = new Uint8Array(0);
    const { name, params } = command;
    if (applyStyle(this.#style, name, params)) return [];
    const [n = 0, second = 0] = params;
    switch (name) {
      case 'ESC @':
        this.reset();
        return [];
      case 'LF':
        return [this.#feedLine(this.#style.lineSpacing)];
      case 'ESC J':
        return [this.#feedLine(n)];
      case 'ESC d':
        return [this.#feedLine(Math.max(1, this.#style.lineSpacing) * n)];
      case 'CAN':
        this.#marks = [];
        this.#x = 0;
        return [];
      case 'HT':
        this.#x = this.#style.tabs.find((tab) => tab > this.#x) ?? this.#x;
        return [];
      case 'ESC $':
        this.#x = Math.min(u16(params, 0), this.#style.areaWidth);
        return [];
      case 'ESC \\':
        return this.#moveBy(u16(params, 0));
      case 'ESC *':
        return this.#placeInLine(bitImage(params));
      case 'GS v':
        return this.#placeAlone(rasterImage(params));
      case 'GS k':
        return this.#barcode(params);
      case 'GS 8':
        return this.#graphics(params.subarray(5));
      case 'GS (':
        return this.#extended(n, params.subarray(3));
      case 'GS V':
      case 'ESC i':
      case 'ESC m':
        return this.#cut(name === 'GS V' ? n : 0, second);
      case 'GS r':
      case 'GS I':
      case 'GS a':
        return [{ kind: 'asked', name, n }];
      default:
        return [];
    }
  }

  #text(bytes: Uint8Array): Effect[] {
    const { characters, rest } = decode(Buffer.concat([this.#half, bytes]), this.#style);
    this.#half = rest;
    return characters.flatMap(({ text, wide }) => this.#character(text, wide));
  }

  #character(text: string, wide: boolean): Effect[] {
    const style = this.#style;
    const cell = wide ? KANJI : style.fontB ? FONT_B : FONT_A;
    const [before, after] = wide ? style.kanjiSpacing : [0, style.spacing];
    const width = (cell.width + before + after) * style.widthTimes;
    const effects =
      this.#x + width > style.areaWidth && this.#marks.length > 0 ? [this.#feedLine(style.lineSpacing)] : [];
    this.#marks.push({
      kind: 'glyph',
      x: this.#x,
      text,
      width,
      height: cell.height * style.heightTimes,
      cellWidth: cell.width,
      cellHeight: cell.height,
      bold: style.bold || style.doubleStrike,
      underline: wide ? style.kanjiUnderline : style.underline,
      inverted: style.inverted,
    });
    this.#x += width;
    return effects;
  }

  #moveBy(distance: number): Effect[] {
    const signed = distance >= 0x8000 ? distance - 0x10000 : distance;
    const moved = this.#x + signed;
    if (moved >= 0 && moved <= this.#style.areaWidth) this.#x = moved;
    return [];
  }

  /** Prints the line buffer and moves the paper by `spacing` or the height of the line, whichever is more. */
  #feedLine(spacing: number): Effect {
    const style = this.#style;
    const height = this.#marks.reduce((tallest, mark) => Math.max(tallest, mark.height), 0);
    const used = this.#marks.reduce((right, mark) => Math.max(right, mark.x + mark.width), 0);
    const free = Math.max(0, style.areaWidth - used);
    const shift = style.leftMargin + (style.align === 0 ? 0 : style.align === 1 ? Math.floor(free / 2) : free);
    const marks = this.#marks.map((mark) => ({ ...mark, x: mark.x + shift }));
    this.#marks = [];
    this.#x = 0;
    return { kind: 'line', line: { marks, height, feed: Math.max(spacing, height), upsideDown: style.upsideDown } };
  }

  #placeInLine(picture: Picture | undefined): Effect[] {
    if (picture === undefined) return [];
    this.#marks.push({ kind: 'raster', x: this.#x, ...picture });
    this.#x += picture.width;
    return [];
  }

  /** A picture takes a line of its own. */
  #placeAlone(picture: Picture | undefined): Effect[] {
    if (picture === undefined) return [];
    const effects = this.#marks.length > 0 ? [this.#feedLine(0)] : [];
    this.#x = 0;
    this.#placeInLine(picture);
    effects.push(this.#feedLine(0));
    return effects;
  }

  /** GS k: the bars, and their text above (1), below (2) or both (3) as GS H says. */
  #barcode(params: Uint8Array): Effect[] {
    const m = params[0] ?? 0;
    const data = m >= 65 ? params.subarray(2) : params.subarray(1, params.at(-1) === 0 ? -1 : undefined);
    const { module, height, hri } = this.#style.barcode;
    const picture = barcode(m, data, module, height);
    if (picture === undefined) return [];
    const caption = (): Effect[] => {
      const text = picture.label?.slice(picture.label.indexOf(': ') + 2) ?? '';
      return [...[...text].flatMap((letter) => this.#character(letter, false)), this.#feedLine(0)];
    };
    return [...(hri & 1 ? caption() : []), ...this.#placeAlone(picture), ...(hri & 2 ? caption() : [])];
  }

  /** GS ( L and GS 8 L: 112 stores a picture, 2 or 50 prints it. */
  #graphics(body: Uint8Array): Effect[] {
    const fn = body[1];
    if (fn === 112) this.#stored = storedGraphics(body);
    if (fn !== 2 && fn !== 50) return [];
    const picture = this.#stored;
    this.#stored = undefined;
    return this.#placeAlone(picture);
  }

  /** GS ( k with cn = 49 is the QR code: 67 module, 69 level, 80 data, 81 print. */
  #extended(letter: number, body: Uint8Array): Effect[] {
    if (letter === 0x4c) return this.#graphics(body);
    const [cn, fn, value = 0] = body;
    if (letter !== 0x6b || cn !== 49) return [];
    const { qr } = this.#style;
    if (fn === 67) qr.module = Math.min(16, Math.max(1, value));
    if (fn === 69) qr.level = value;
    if (fn === 80) qr.data = body.slice(3);
    return fn === 81 ? this.#placeAlone(qrCode(qr.data, qr.module, qr.level)) : [];
  }

  #cut(m: number, distance: number): Effect[] {
    const effects: Effect[] = this.#marks.length > 0 ? [this.#feedLine(this.#style.lineSpacing)] : [];
    if (m >= 65) effects.push(this.#feedLine(FEED_TO_CUTTER + distance));
    return plain(m) <= 1 || m >= 65 ? [...effects, { kind: 'cut' }] : effects;
  }
}
