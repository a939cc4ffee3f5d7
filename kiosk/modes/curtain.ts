/**
 * 遮屏: nothing is shown while the voice leads. The style sheet makes the page invisible and deaf to touches, so that
 * nobody presses what they cannot see; keys go on working. Three touches in the middle of the glass, or the escape key,
 * bring it back.
 */

const TOUCHES = 3;
/** Within which they have to come, ms. */
const WITHIN = 4_000;
/** The middle: this share of each side, from the centre. */
const SHARE = 0.5;

/** Calls `onOpen` for whoever wants to see again; the answer ends the watch. */
export function watchCurtain(document: Document, onOpen: () => void): () => void {
  const over = new AbortController();
  let touches: readonly number[] = [];
  const view = document.defaultView;
  document.addEventListener(
    'pointerdown',
    ({ clientX, clientY, timeStamp }) => {
      if (view === null || !isMiddle(clientX / view.innerWidth) || !isMiddle(clientY / view.innerHeight)) return;
      touches = [...touches, timeStamp].filter((at) => timeStamp - at < WITHIN);
      if (touches.length >= TOUCHES) onOpen();
    },
    { capture: true, signal: over.signal },
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      // This press means the curtain, not the dialog behind it.
      event.preventDefault();
      event.stopImmediatePropagation();
      onOpen();
    },
    { capture: true, signal: over.signal },
  );
  return () => over.abort();
}

const isMiddle = (share: number): boolean => Math.abs(share - 0.5) < SHARE / 2;
