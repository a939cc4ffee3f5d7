/** The touch semantics of every control: spread `{...pressed(action)}` over a `<button>` instead of `onClick`. */
import type { TargetedKeyboardEvent, TargetedMouseEvent, TargetedPointerEvent, TargetedTouchEvent } from 'preact';
import { DEFAULT_MILLIMETRE } from '../ui/panel.ts';
import { type Contact, PressGate } from './press-gate.ts';

export interface PressOptions {
  /** A key of a keyboard or a pad: two quick taps are two letters. */
  readonly quick?: boolean;
}

/**
 * Handlers for a button. A touch fires by the rules of `PressGate`. A mouse fires as it always did (press and release
 * on the same element), its second click of a double click does not. Enter, Space and the clicks of assistive technology
 * and of switches come without a pointer, and fire at once.
 *
 *     <button type="button" {...pressed(() => choose('a'))}>A</button>
 */
export const pressed = (onPress: () => void, { quick = false }: PressOptions = {}) => ({
  onPointerDown(event: TargetedPointerEvent<HTMLElement>) {
    if (!isTouch(event)) return;
    const control = event.currentTarget;
    const { ownerDocument: document } = control;
    const gate = gateOf(document);
    // The page's first touch comes before anybody watches the panel.
    if (!gate.knows(event.pointerId)) gate.contactDown(contactOf(event, document.documentElement));
    gate.press(event.pointerId, control);
  },
  onPointerUp(event: TargetedPointerEvent<HTMLElement>) {
    if (!isTouch(event)) return;
    const control = event.currentTarget;
    // A touch stays captured by the element it came down on: where it ends, only the place on the glass tells.
    const under = control.ownerDocument.elementFromPoint(event.clientX, event.clientY);
    const over = control.contains(under) ? control : null;
    const verdict = gateOf(control.ownerDocument).release(event.pointerId, over, event.timeStamp, quick);
    if (verdict === 'fires' && !control.matches(':disabled')) onPress();
  },
  // Otherwise the browser makes a click of the touch, and gives it to whatever the new screen has put there.
  onTouchEnd(event: TargetedTouchEvent<HTMLElement>) {
    if (event.cancelable) event.preventDefault();
  },
  // A key that is held repeats: what is behind this press has not been seen yet.
  onKeyDown(event: TargetedKeyboardEvent<HTMLElement>) {
    if (event.repeat && !quick && PRESSING.has(event.key)) event.preventDefault();
  },
  onClick(event: TargetedMouseEvent<HTMLElement>) {
    if (!isTouch(event) && (quick || event.detail < 2)) onPress();
  },
});

/** Keys that press a button; any other that is held (Tab, the arrows) goes on as it does everywhere. */
const PRESSING: ReadonlySet<string> = new Set(['Enter', ' ']);

const isTouch = (event: Event): event is PointerEvent =>
  event instanceof PointerEvent && (event.pointerType === 'touch' || event.pointerType === 'pen');

/** A panel has one surface, and contacts anywhere on it count: one gate for each document. */
const GATES = new WeakMap<Document, PressGate>();

function gateOf(document: Document): PressGate {
  const known = GATES.get(document);
  if (known !== undefined) return known;
  const gate = new PressGate();
  GATES.set(document, gate);
  watch(document, gate);
  return gate;
}

function watch({ defaultView: view, documentElement: root }: Document, gate: PressGate): void {
  const down = (event: PointerEvent) => isTouch(event) && gate.contactDown(contactOf(event, root));
  const move = (event: PointerEvent) => isTouch(event) && gate.contactMoved(contactOf(event, root));
  const up = (event: PointerEvent) => gate.contactUp(event.pointerId);
  // Before a control hears of it going down, and after it heard of it going up.
  view?.addEventListener('pointerdown', down, { capture: true });
  view?.addEventListener('pointermove', move, { capture: true });
  view?.addEventListener('pointerup', up);
  view?.addEventListener('pointercancel', up);
}

function contactOf({ pointerId, timeStamp, width, height }: PointerEvent, root: Element): Contact {
  const millimetre = millimetreOf(root);
  return { id: pointerId, at: timeStamp, width: width / millimetre, height: height / millimetre };
}

/** CSS pixels per millimetre, as the page has set it (ui/tokens.css, ui/panel.ts). */
export function millimetreOf(root: Element): number {
  const given = Number.parseFloat(getComputedStyle(root).getPropertyValue('--mm'));
  return given > 0 ? given : DEFAULT_MILLIMETRE;
}
