/**
 * What may be longer than its place: text in large letters on a small panel. It is paged with two large buttons beside
 * it, so that nobody has to drag, and everything around it (the question, the answers) stays where it is. A page ends
 * between two lines. The screen is told while there is more that has not been shown (`reading.ts`).
 */
import type { ComponentChildren } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { LanguageContext, useTexts } from '../i18n/translate.ts';
import { Button } from './button.tsx';
import { linesOf } from './lines.ts';
import { cutOf, restOf, turned, type View } from './paging.ts';
import { ReadingContext } from './reading.ts';

/** Browsers round the height of a line: less than this hides nothing, CSS pixels. */
const ROUNDING = 2;
/** Room for the ring around a pane that has the focus, CSS pixels. */
const RING = 20;

interface Place {
  readonly overflows: boolean;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}
const ALL_SEEN: Place = { overflows: false, atStart: true, atEnd: true };

export function Pane({ name, children }: { readonly name: 'aside' | 'body'; readonly children?: ComponentChildren }) {
  const t = useTexts(COMMON_TEXTS);
  const pane = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(ALL_SEEN);
  const { report } = useContext(ReadingContext);
  /** What has been shown to its end: another text, or the same in another language, has not. */
  const read = useRef('');
  const turn = useRef(() => go(1));
  const look = () => {
    const now = measure(pane.current, view.current);
    const text = view.current?.textContent ?? '';
    // Beside the buttons that turn pages lines are shorter: what was measured before they came, nobody has seen.
    const isSet = now.overflows === (view.current?.nextElementSibling != null);
    if (now.atEnd && isSet) read.current = text;
    report(name, read.current === text ? null : turn.current);
    setPlace((before) => (isSame(before, now) ? before : now));
  };
  // In another language it is another text: from its first page, whatever was read of the one before.
  const language = useContext(LanguageContext);
  useLayoutEffect(() => {
    if (view.current !== null) showFrom(view.current, 0);
  }, [language]);
  // After every change of what is inside, and when the pane itself gets another size.
  useLayoutEffect(look);
  useLayoutEffect(() => {
    if (pane.current === null) return;
    const observer = new ResizeObserver(() => requestAnimationFrame(look));
    observer.observe(pane.current);
    return () => {
      observer.disconnect();
      report(name, null);
    };
  }, []);
  function go(direction: 1 | -1) {
    const shown = view.current;
    if (shown !== null) showFrom(shown, turned(linesOf(shown), viewOf(shown), direction));
  }
  return (
    <div ref={pane} class={`pane ${name} ${place.overflows ? 'pane-paged' : ''}`}>
      <div ref={view} class="pane-view" onScroll={look} {...(place.overflows ? { tabIndex: 0 } : {})}>
        {children}
      </div>
      {place.overflows && (
        <div class="pane-buttons">
          <Button icon="up" disabled={place.atStart} onPress={() => go(-1)}>
            {t('pageUp')}
          </Button>
          <Button icon="down" disabled={place.atEnd} onPress={() => go(1)}>
            {t('pageDown')}
          </Button>
        </div>
      )}
    </div>
  );
}

const isSame = (a: Place, b: Place): boolean =>
  a.overflows === b.overflows && a.atStart === b.atStart && a.atEnd === b.atEnd;

const viewOf = (view: HTMLElement): View => ({
  top: view.scrollTop,
  height: view.clientHeight,
  margin: Number.parseFloat(getComputedStyle(view).paddingTop),
});

/** At once: a page is turned, and nobody reads while lines go by. */
const showFrom = (view: HTMLElement, top: number): void => view.scrollTo({ top, behavior: 'instant' });

/** Whether it would fit without the buttons: they themselves take room, and must not keep themselves alive. */
function measure(pane: HTMLElement | null, view: HTMLElement | null): Place {
  if (pane === null || view === null) return ALL_SEEN;
  const { scrollTop } = view;
  pane.classList.remove('pane-paged');
  const overflows = view.scrollHeight > view.clientHeight + ROUNDING;
  pane.classList.toggle('pane-paged', overflows);
  if (!overflows) {
    view.style.clipPath = '';
    return ALL_SEEN;
  }
  if (view.scrollTop !== scrollTop) showFrom(view, scrollTop);
  const lines = linesOf(view);
  const { above, below } = cutOf(lines, viewOf(view));
  // Not by its height: what is left over would be given to something else, and the page would never come to rest.
  view.style.clipPath = `inset(${above || -RING}px ${-RING}px ${below || -RING}px)`;
  const rest = restOf(lines, viewOf(view));
  return { overflows, atStart: !rest.before, atEnd: !rest.after };
}
