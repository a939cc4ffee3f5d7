/**
 * From what a screen shows to what is said. A screen's author does nothing for it: the guide reads the texts on the
 * screen in their order, and each is looked up among the texts of the dictionaries. What is not one of our own texts
 * has no clip and is passed over in silence: a name, a number, a place that came from a card or the centre cannot be
 * spoken by mistake, because it is not in the lexicon. The exceptions are below, and few.
 */
import { DICTIONARIES } from '../i18n/dictionaries.ts';
import type { Language } from '../i18n/language.ts';
import { textOf } from '../i18n/translate.ts';
import { countClips, type Piece, piecesOf, spellClips, splitAtBlanks } from './clip-texts.ts';

/** `aloud`: by-standers hear it. `private`: the person has said that headphones are in. */
export type Hearing = 'aloud' | 'private';

interface Template {
  readonly pattern: RegExp;
  readonly pieces: readonly Piece[];
}

/** A120, T-A003: the hall calls it out anyway. At most three digits, so no number of a person looks like this. */
const QUEUE_NUMBER = /^(?:[A-Z]-)?[A-Z]\d{1,3}$/;
/** With headphones only: the digits that a masked number leaves visible at its end. */
const MASKED_NUMBER = /^\d*\*+(\d{2,4}[\dX]?)$/i;
const COUNT = /^\d{1,2}$/;
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

export class Lexicon {
  readonly #texts = new Map<string, readonly string[]>();
  readonly #templates: Template[] = [];

  constructor(language: Language) {
    for (const [name, texts] of Object.entries(DICTIONARIES)) {
      for (const key of Object.keys(texts.zh)) this.#learn(`${name}.${key}`, textOf<string>(texts, language, key));
    }
  }

  /** The clips for one text of the screen; empty for what is not to be said, or not known. */
  clips(shown: string, hearing: Hearing): readonly string[] {
    const text = shown.trim();
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    for (const { pattern, pieces } of this.#templates) {
      const values = pattern.exec(text)?.slice(1);
      if (values !== undefined) return this.#filled(pieces, values, hearing);
    }
    return this.#value(text, hearing);
  }

  #learn(id: string, text: string): void {
    const pieces = piecesOf(id, text);
    const parts = splitAtBlanks(text);
    if (parts.length === 1) {
      // The same words under two names: either clip will do.
      if (!this.#texts.has(text))
        this.#texts.set(
          text,
          pieces.flatMap((piece) => ('clip' in piece ? [piece.clip] : [])),
        );
      return;
    }
    const pattern = parts.map((part, i) => (i % 2 === 1 ? '(.+?)' : escaped(part))).join('');
    this.#templates.push({ pattern: new RegExp(`^${pattern}$`, 'su'), pieces });
  }

  #filled(pieces: readonly Piece[], values: readonly string[], hearing: Hearing): readonly string[] {
    let blanks = 0;
    return pieces.flatMap((piece) => {
      if ('clip' in piece) return [piece.clip];
      blanks += 1;
      const value = values[blanks - 1] ?? '';
      if (COUNT.test(value)) return countClips(Number(value));
      return this.#texts.get(value) ?? this.#value(value, hearing);
    });
  }

  #value(value: string, hearing: Hearing): readonly string[] {
    if (QUEUE_NUMBER.test(value)) return spellClips(value);
    const masked = hearing === 'private' ? MASKED_NUMBER.exec(value)?.[1] : undefined;
    return masked === undefined ? [] : spellClips(masked);
  }
}
