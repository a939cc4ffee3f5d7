/** Plays clips one after the other through one audio element. A clip that cannot be played is passed over. */
import type { Preferences } from '../session/preferences.ts';

export const CLIP_FOLDER = '/voice';
const STEPS = 5;

/** What plays one file at a time, and says `ended` or `error`: an `<audio>`. */
export interface Speaker extends EventTarget {
  src: string;
  volume: number;
  play(): Promise<void>;
  pause(): void;
}

export class Player {
  readonly #audio: Speaker;
  readonly #onClip: () => void;
  #queue: readonly string[] = [];
  #speaks = false;

  /** `onClip`: told at the beginning of each clip, and at the end of the last. */
  constructor(audio: Speaker, onClip: () => void = () => {}) {
    this.#audio = audio;
    this.#onClip = onClip;
    audio.addEventListener('ended', () => this.#next());
    audio.addEventListener('error', () => this.#next());
  }

  set volume(step: Preferences['volume']) {
    // The ear hears in ratios: each step is about as much louder as the one before.
    this.#audio.volume = (step / STEPS) ** 2;
  }

  /** Instead of whatever is being said. `addresses` as of `clipAddress`. */
  play(addresses: readonly string[]): void {
    this.stop();
    this.#queue = addresses;
    this.#next();
  }

  /** After whatever is being said, which nothing that only appears may cut off. */
  add(addresses: readonly string[]): void {
    this.#queue = [...this.#queue, ...addresses];
    if (!this.#speaks) this.#next();
  }

  stop(): void {
    this.#queue = [];
    this.#speaks = false;
    this.#audio.pause();
  }

  #next(): void {
    const [first, ...rest] = this.#queue;
    if (first !== undefined || this.#speaks) this.#onClip();
    this.#speaks = first !== undefined;
    if (first === undefined) return;
    this.#queue = rest;
    this.#audio.src = first;
    // `error` tells of what is missing, and an interruption has its own successor; refused, nothing is being said.
    this.#audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.stop();
    });
  }
}

export const clipAddress = (language: string, file: string): string => `${CLIP_FOLDER}/${language}/${file}`;
