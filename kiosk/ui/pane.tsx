/**
 * What may be longer than its place: text in large letters on a small panel. It is paged with two large buttons beside
 * it, so that nobody has to drag, and everything around it (the question, the answers) stays where it is.
 */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { Button } from './button.tsx';

/** Share of the visible height that one press goes on by: the last line stays in sight as the first. */
const STRIDE = 0.8;
/** Browsers round the height of a line: less than this hides nothing, CSS pixels. */
const ROUNDING = 2;

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
  const look = () => {
    const now = measure(pane.current, view.current);
    setPlace((before) => (isSame(before, now) ? before : now));
  };
  // After every change of what is inside, and when the pane itself gets another size.
  useLayoutEffect(look);
  useLayoutEffect(() => {
    if (pane.current === null) return;
    const observer = new ResizeObserver(() => requestAnimationFrame(look));
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, []);
  const go = (direction: 1 | -1) => {
    const shown = view.current;
    shown?.scrollBy({ top: direction * shown.clientHeight * STRIDE });
  };
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

/** Whether it would fit without the buttons: they themselves take room, and must not keep themselves alive. */
function measure(pane: HTMLElement | null, view: HTMLElement | null): Place {
  if (pane === null || view === null) return ALL_SEEN;
  const { scrollTop } = view;
  pane.classList.remove('pane-paged');
  const overflows = view.scrollHeight > view.clientHeight + ROUNDING;
  pane.classList.toggle('pane-paged', overflows);
  if (!overflows) return ALL_SEEN;
  view.scrollTop = scrollTop;
  const hidden = view.scrollHeight - view.clientHeight;
  return { overflows, atStart: view.scrollTop <= ROUNDING, atEnd: view.scrollTop >= hidden - ROUNDING };
}
