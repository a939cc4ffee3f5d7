/**
 * Two buttons, or one: "next" goes on to the next control and "press" presses it; with one button the terminal goes on
 * by itself and any of the two keys presses. The stops lie in the open dialog, or on the screen; after the last comes
 * the first. The focus goes along, so the voice says where the person is.
 */
import type { Preferences } from '../session/preferences.ts';
import type { Timers } from '../timers.ts';
import { partsOf, surfaceOf } from '../voice/reading.ts';
import type { SwitchKeys } from './keys.ts';
import { controlsOf, type Stop, stopsOf } from './scan-tree.ts';
import { next, press, type ScanPlace, START, stopAt } from './scanner.ts';

const CONTROLS = 'button:not(:disabled), input:not(:disabled), a[href]';
/** Gone through by rows. A keyboard of more than a few keys may carry the attribute. */
const GRIDS = '.number-pad, [data-scan="grid"]';
/** How long the terminal stays at a control, ms. */
const PAUSE = { slow: 4_000, medium: 2_500, fast: 1_500 } as const;
const MARK = 'data-scanned';

export class SwitchControl {
  readonly #document: Document;
  readonly #keys: SwitchKeys;
  readonly #scan: Preferences['scan'];
  readonly #over = new AbortController();
  #place: ScanPlace = START;
  #surface: Element | null = null;
  readonly #timers: Timers;
  #cancel = () => {};

  constructor(document: Document, scan: Preferences['scan'], keys: SwitchKeys, timers: Timers) {
    this.#document = document;
    this.#keys = keys;
    this.#scan = scan;
    this.#timers = timers;
    const before = { capture: true, signal: this.#over.signal };
    document.addEventListener('keydown', (event) => this.#down(event), before);
    // A button would take the release of the space bar for a press.
    document.addEventListener('keyup', (event) => this.#isOurs(event) && event.preventDefault(), before);
    document.addEventListener('pointerdown', () => this.#unmark(), before);
    this.#wait();
  }

  stop(): void {
    this.#over.abort();
    this.#cancel();
    this.#unmark();
  }

  #isOurs({ code }: KeyboardEvent): boolean {
    return code === this.#keys.next || code === this.#keys.press;
  }

  #down(event: KeyboardEvent): void {
    if (!this.#isOurs(event)) return;
    event.preventDefault();
    event.stopPropagation();
    // A switch that is held down is one wish.
    if (event.repeat) return;
    if (event.code === this.#keys.press || this.#scan !== 'keys') this.#press();
    else this.#next();
  }

  #next(): void {
    const stops = this.#stops();
    this.#go(stops, next(stops, this.#place));
  }

  #press(): void {
    const stops = this.#stops();
    const { place, pressed } = press(stops, this.#place);
    this.#go(stops, place);
    if (pressed?.kind !== 'control') return;
    if (pressed.element instanceof HTMLInputElement) pressed.element.focus();
    else pressed.element.click();
  }

  /** The stops as they are now. Another surface, or another place of the focus within it, is where we are. */
  #stops(): readonly Stop[] {
    const surface = surfaceOf(this.#document);
    const stops = partsOf(this.#document).flatMap((part) => stopsOf(part, CONTROLS, GRIDS));
    if (surface !== this.#surface) {
      this.#surface = surface;
      this.#place = this.#focused(stops);
    }
    return stops;
  }

  /** The stop that has the focus: whoever comes back from a dialog is where they left. */
  #focused(stops: readonly Stop[]): ScanPlace {
    const { activeElement } = this.#document;
    const at = stops.findIndex((stop) => controlsOf(stop).some((element) => element === activeElement));
    return at < 0 ? START : { within: [], at };
  }

  #go(stops: readonly Stop[], place: ScanPlace): void {
    this.#place = place;
    this.#unmark();
    const stop = stopAt(stops, place);
    const controls = stop === null ? [] : controlsOf(stop);
    for (const element of controls) element.setAttribute(MARK, '');
    // Passing by a field must not turn the pad to it: a field is entered by a press.
    const [first] = controls;
    if (first !== undefined && !(first instanceof HTMLInputElement)) first.focus();
    this.#wait();
  }

  /** With one switch the terminal goes on by itself. */
  #wait(): void {
    this.#cancel();
    if (this.#scan !== 'keys') this.#cancel = this.#timers.after(PAUSE[this.#scan], () => this.#next());
  }

  #unmark(): void {
    for (const element of this.#document.querySelectorAll(`[${MARK}]`)) element.removeAttribute(MARK);
  }
}
