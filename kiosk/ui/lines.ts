/** The lines of a text as the browser has set them, for `paging.ts`. */
import type { Line } from './paging.ts';

/** Seen whole or not at all, whatever is in it. */
const WHOLE = 'button, input, svg, img, canvas, video, [role="img"]';

/** Every line of text and every control within `view`, from the top of what it scrolls. */
export function linesOf(view: HTMLElement): readonly Line[] {
  const origin = view.getBoundingClientRect().top - view.scrollTop;
  const lineOf = ({ top, bottom }: DOMRect, owner: Element | null): Line => ({
    top: top - origin,
    bottom: bottom - origin,
    isHeading: owner?.closest('dt, h3') != null,
  });
  const wholes = [...view.querySelectorAll(WHOLE)].filter((each) => each.checkVisibility());
  const lines = wholes.map((each) => lineOf(each.getBoundingClientRect(), each));
  const walker = view.ownerDocument.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (owner === null || owner.closest(`${WHOLE}, .unseen`) !== null) continue;
    const range = view.ownerDocument.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) lines.push(lineOf(box, owner));
  }
  return lines.filter(({ top, bottom }) => bottom > top);
}
