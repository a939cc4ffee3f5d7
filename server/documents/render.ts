/** Fields → PDF by Typst: template and data, nothing else; the same fields give the same bytes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '@anban/foundation/result';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';
import { charactersOf, ownFonts, rareFonts } from './fonts.ts';
import { qrSvg } from './qr.ts';

const TEMPLATES = fileURLToPath(new URL('./templates/', import.meta.url));
/** Compilations after which what Typst remembers of old data is dropped. */
const MEMORY = 20;
const CHINA_OFFSET_S = 8 * 3_600;
/** The longest text that a template itself shows is Chinese of the own fonts; only data can be rarer. */
const SPACES = new Set([0x0a, 0x20]);

export interface Rendered {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Middle of the seal: page from 1, points from the left and the top; null on papers without a seal. */
  readonly seal: { readonly page: number; readonly x: number; readonly y: number } | null;
}

export type RenderFault =
  /** No font here has this character. */
  | { readonly name: 'character-not-in-fonts'; readonly codePoint: string; readonly character: string }
  | { readonly name: 'template-failed'; readonly reason: string };

export interface RenderInput {
  /** File name of the template without `.typ`: D14, seal. */
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Shown as QR code. */
  readonly qr?: string;
  /** Day of issue: the file's creation date. */
  readonly day: string;
}

const Places = z.array(z.object({ page: z.int(), x: z.number(), y: z.number() }));

/** Holds the compiler (about 60 MB with its fonts); make one per process. */
export class DocumentRenderer {
  readonly #own = ownFonts();
  readonly #inOwn = charactersOf(ownFonts()[0] ?? '');
  #compiler: NodeCompiler | null = null;
  #rare: { readonly compiler: NodeCompiler; readonly has: (codePoint: number) => boolean } | null = null;
  #compiled = 0;

  render(input: RenderInput): Result<Rendered, RenderFault> {
    const chosen = this.#compilerFor(JSON.stringify(input.data));
    if (!chosen.ok) return chosen;
    const compiler = chosen.value;
    this.#compiled += 1;
    if (this.#compiled % MEMORY === 0) compiler.evictCache(MEMORY);
    const inputs = { data: JSON.stringify(input.data), qr: input.qr === undefined ? '' : qrSvg(input.qr) };
    const compiled = compiler.compile({ mainFilePath: `${TEMPLATES}${input.template}.typ`, inputs });
    const document = compiled.result;
    if (document === null) return fail({ name: 'template-failed', reason: diagnosis(compiled.takeDiagnostics()) });
    const places = Places.parse(compiler.query(document, { selector: '<seal>', field: 'value' }));
    const creationTimestamp = Date.parse(`${input.day}T00:00:00Z`) / 1000 - CHINA_OFFSET_S;
    const pdf = compiler.pdf(document, { creationTimestamp });
    return ok({ pdf, pages: document.numOfPages, seal: places[0] ?? null });
  }

  /** The compiler with the own fonts; the one with the rare fonts as well only when a character asks for it. */
  #compilerFor(text: string): Result<NodeCompiler, RenderFault> {
    const missing = missingIn(text, this.#inOwn);
    if (missing.length === 0) {
      this.#compiler ??= makeCompiler(this.#own);
      return ok(this.#compiler);
    }
    const files = rareFonts();
    const first = files[0];
    if (first !== undefined)
      this.#rare ??= { compiler: makeCompiler([...this.#own, ...files]), has: charactersOf(first) };
    const { has } = this.#rare ?? { has: () => false };
    const character = missing.find((one) => !has(one.codePointAt(0) ?? 0));
    if (character === undefined && this.#rare !== null) return ok(this.#rare.compiler);
    const shown = character ?? missing[0] ?? '';
    const codePoint = `U+${(shown.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return fail({ name: 'character-not-in-fonts', codePoint, character: shown });
  }
}

const missingIn = (text: string, has: (codePoint: number) => boolean): readonly string[] =>
  [...new Set(text)].filter((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return !SPACES.has(codePoint) && !has(codePoint);
  });

const makeCompiler = (fonts: readonly string[]): NodeCompiler =>
  NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs: fonts.map((file) => readFileSync(file)) }] });

function diagnosis(error: { readonly shortDiagnostics: unknown } | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? null).slice(0, 500);
}
