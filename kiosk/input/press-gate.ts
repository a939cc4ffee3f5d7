/**
 * Which touches of the panel are meant. Pure: events come in with their own times (ms, any rising scale) and sizes (mm).
 *
 * A press fires when the finger lifts from the control it came down on. Refused are a finger that slid off, a palm, and
 * the second tap of a double tap, wherever it lands: nobody has read a new screen within 300 ms.
 */

/** A fingertip leaves 8 to 20 mm on the glass, a flat thumb up to 25 mm, the edge of a hand more. */
export const PALM_MM = 30;
/** So many contacts at once are a hand that leans on the panel. Two are two hands on a keyboard. */
export const HAND_CONTACTS = 3;
export const DOUBLE_TAP_MS = 300;
/** A contact that was never lifted (a panel unplugged in the middle) must not make a hand out of later fingers. */
const FORGOTTEN_MS = 5_000;
/** A panel that gives every contact the same size does not measure it. */
const SAME_SIZES = 4;

export interface Contact {
  readonly id: number;
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

export type Verdict = 'fires' | 'slid-off' | 'palm' | 'double-tap' | 'not-pressed';

interface Held {
  seen: number;
  palm: boolean;
  began: number;
  control: object | null;
}

export class PressGate {
  readonly #held = new Map<number, Held>();
  #last: { readonly at: number; readonly quick: boolean } | null = null;
  #size = '';
  #sameSize = 0;

  /** A contact anywhere on the panel, whether on a control or not. */
  contactDown(contact: Contact): void {
    for (const [id, { seen }] of this.#held) if (contact.at - seen > FORGOTTEN_MS) this.#held.delete(id);
    const size = `${contact.width} × ${contact.height}`;
    this.#sameSize = size === this.#size ? this.#sameSize + 1 : 1;
    this.#size = size;
    this.#held.set(contact.id, { seen: contact.at, palm: this.#isLarge(contact), began: contact.at, control: null });
    if (this.#held.size >= HAND_CONTACTS) for (const held of this.#held.values()) held.palm = true;
  }

  /** A palm comes down edge first and grows. */
  contactMoved(contact: Contact): void {
    const held = this.#held.get(contact.id);
    if (held === undefined) return;
    held.seen = contact.at;
    held.palm ||= this.#isLarge(contact);
  }

  /** Lifted or taken away, after `release` where a control heard of it. */
  contactUp(id: number): void {
    this.#held.delete(id);
  }

  knows(id: number): boolean {
    return this.#held.has(id);
  }

  /** The contact came down on `control`. */
  press(id: number, control: object): void {
    const held = this.#held.get(id);
    if (held !== undefined) held.control = control;
  }

  /**
   * The contact was lifted over `control` (null: over none). `quick`: a key, for which two taps in a row are two
   * letters; but not when the tap before it was for a button, which may have brought the keys.
   */
  release(id: number, control: object | null, at: number, quick = false): Verdict {
    const held = this.#held.get(id);
    if (held === undefined || held.control === null) return 'not-pressed';
    if (held.palm) return 'palm';
    if (held.control !== control) return 'slid-off';
    const last = this.#last;
    this.#last = { at, quick };
    const double = last !== null && held.began - last.at < DOUBLE_TAP_MS;
    return double && !(quick && last.quick) ? 'double-tap' : 'fires';
  }

  #isLarge({ width, height }: Contact): boolean {
    return Math.max(width, height) > PALM_MM && this.#sameSize < SAME_SIZES;
  }
}
