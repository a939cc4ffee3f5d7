/** What lies on the screen, in the order in which it is read. The order of the document is the order on the screen. */
import type { Hearing, Lexicon } from './lexicon.ts';

export interface Line {
  /** Says whether this has been on the screen before: what is new is spoken. */
  readonly key: string;
  readonly clips: readonly string[];
}

export interface Reading {
  /** Changes with the screen or the dialog: then everything is read from the beginning. */
  readonly surface: string;
  readonly lines: readonly Line[];
}

/** Never read: drawings, words for screen readers, codes for a telephone call. */
const SILENT = 'svg, .unseen, .code, [aria-hidden="true"], [hidden]';
/** Controls whose names a by-stander must not hear one after the other: the keys with which a PIN is entered. */
const PRIVATE = '.login .key, [data-voice="private"] *';
/** From this number of seconds on a countdown is another line, so that it is spoken once more and not each second. */
const LAST_CALL = 10;

/** The dialog above everything, or the screen. */
export const surfaceOf = (document: Document): Element | null =>
  [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('.screen');

/**
 * Everything that is read and gone through, in the order of the document: the surface, and with the screen the notes
 * that lie beside it (a card not to be forgotten, a helper who can be sent away). Behind a dialog nothing is.
 */
export function partsOf(document: Document): readonly Element[] {
  const surface = surfaceOf(document);
  if (surface === null) return [];
  return surface.matches('dialog') ? [surface] : [...document.querySelectorAll('.banner, .screen')];
}

export function read(document: Document, lexicon: Lexicon, hearing: Hearing): Reading {
  const surface = surfaceOf(document);
  if (surface === null) return { surface: '', lines: [] };
  const part = surface.querySelector('main') ?? surface;
  const readable = partsOf(document).map((each) => (each === surface ? part : each));
  const name = surface.getAttribute('data-testid') ?? 'dialog';
  const title = part.querySelector('h1, h2')?.textContent ?? '';
  return { surface: `${name} ${title}`, lines: readable.flatMap((each) => linesOf(each, lexicon, hearing)) };
}

/** Every text of `part` with a clip. A blank filled with a countdown is the same line from second to second. */
function linesOf(part: Element, lexicon: Lexicon, hearing: Hearing): readonly Line[] {
  return [...textsIn(part)].flatMap(({ text, owner }) => {
    const isHeard = hearing === 'private' || owner.closest('[data-voice="private"]') === null;
    const clips = isHeard ? lexicon.clips(text, hearing) : [];
    if (clips.length === 0) return [];
    const counts = owner.closest('[role="timer"]') !== null;
    return [{ key: counts ? countdownKey(text) : text, clips }];
  });
}

function countdownKey(text: string): string {
  const seconds = Number(/\d+/.exec(text)?.[0]);
  return text.replace(/\d+/, seconds <= LAST_CALL ? 'last' : '');
}

/** Text by text as the screen's author wrote them: each `{t('…')}` is a node of its own. */
export function* textsIn(part: Element): Generator<{ readonly text: string; readonly owner: Element }> {
  const walker = part.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let last: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const owner = node.parentElement;
    // Parted where its lines may end (ui/phrases.tsx): read as a whole, at its first piece.
    const whole = owner?.closest('.phrased') ?? null;
    if (whole !== null && whole === last) continue;
    last = whole;
    const text = (whole ?? node).textContent?.trim() ?? '';
    if (owner === null || text === '' || owner.closest(SILENT) !== null) continue;
    const name = owner.closest('[aria-label]')?.getAttribute('aria-label');
    const isKey = owner.closest('button') !== null && name !== null && name !== undefined;
    // The digits of a pad are heard when the person comes to them, not all ten on arrival.
    if (!isKey) yield { text, owner };
  }
}

/** What a control is called, for somebody who goes from one to the next. */
export function controlClips(control: Element, lexicon: Lexicon, hearing: Hearing): readonly string[] {
  if (hearing === 'aloud' && control.matches(PRIVATE)) return [];
  const label = control.getAttribute('aria-label');
  if (label !== null) return lexicon.clips(label, hearing);
  const named = control instanceof HTMLInputElement ? control.labels?.[0] : control;
  if (named === undefined) return [];
  return [...textsIn(named)].flatMap(({ text }) => lexicon.clips(text, hearing));
}
