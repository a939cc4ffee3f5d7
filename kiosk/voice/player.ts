/** Plays clips one after the other through one audio element. A clip that cannot be played is passed over. */
import type { Preferences } from '../session/preferences.ts';

export const CLIP_FOLDER = '/voice';
const STEPS = 5;

export class Player {
  readonly #audio: HTMLAudioElement;
  #queue: readonly string[] = [];

  constructor(audio: HTMLAudioElement) {
    this.#audio = audio;
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

  stop(): void {
    this.#queue = [];
    this.#audio.pause();
  }

  #next(): void {
    const [first, ...rest] = this.#queue;
    if (first === undefined) return;
    this.#queue = rest;
    this.#audio.src = first;
    // Refused or interrupted: `error` tells of what is missing, and an interruption has its own successor.
    this.#audio.play().catch(() => {});
  }
}

export const clipAddress = (language: string, file: string): string => `${CLIP_FOLDER}/${language}/${file}`;
