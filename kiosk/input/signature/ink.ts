/** Collects strokes from contacts: which of them write, and which are a hand that rests. Pure; sizes in mm. */
import { PALM_MM } from '../press-gate.ts';
import type { InkPoint, Stroke } from './strokes.ts';

export interface Touch {
  readonly id: number;
  readonly kind: 'touch' | 'pen' | 'mouse';
  /** Of the contact. */
  readonly width: number;
  readonly height: number;
}

/** `at` in ms, any rising scale. */
export type RawPoint = Omit<InkPoint, 't'> & { readonly at: number };

export class Ink {
  #strokes: Stroke[] = [];
  #writing: { readonly id: number; readonly points: InkPoint[] } | null = null;
  #start: number | null = null;
  #penSeen = false;

  get strokes(): readonly Stroke[] {
    return this.#writing === null ? this.#strokes : [...this.#strokes, this.#writing.points];
  }

  /** Whether this contact writes from now on: one at a time, no palm, and no finger where a pen is used. */
  begin(touch: Touch, point: RawPoint): boolean {
    if (touch.kind === 'pen') {
      // The hand came down before its pen.
      if (!this.#penSeen) this.#writing = null;
      this.#penSeen = true;
    }
    if (this.#writing !== null || isPalm(touch) || (this.#penSeen && touch.kind === 'touch')) return false;
    this.#writing = { id: touch.id, points: [] };
    this.#add(point);
    return true;
  }

  /** What moved since; a contact that grows to a palm takes its stroke with it. Answers whether anything was drawn. */
  go(touch: Touch, points: readonly RawPoint[]): boolean {
    if (this.#writing?.id !== touch.id) return false;
    if (isPalm(touch)) this.#writing = null;
    else for (const point of points) this.#add(point);
    return true;
  }

  end(id: number): void {
    if (this.#writing?.id !== id) return;
    this.#strokes = [...this.#strokes, this.#writing.points];
    this.#writing = null;
  }

  /** The browser took the contact away: half a stroke is none. */
  cancel(id: number): void {
    if (this.#writing?.id === id) this.#writing = null;
  }

  undo(): void {
    this.#strokes = this.#strokes.slice(0, -1);
    if (this.#strokes.length === 0) this.#start = null;
  }

  clear(): void {
    this.#strokes = [];
    this.#writing = null;
    this.#start = null;
  }

  #add({ x, y, pressure, at }: RawPoint): void {
    this.#start ??= at;
    const t = Math.max(0, Math.round(at - this.#start));
    this.#writing?.points.push({ x: rounded(x), y: rounded(y), t, pressure: rounded(pressure) });
  }
}

const isPalm = ({ kind, width, height }: Touch): boolean => kind === 'touch' && Math.max(width, height) > PALM_MM;

const rounded = (value: number): number => Math.round(value * 100) / 100;
