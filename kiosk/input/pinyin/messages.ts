/** What the keyboard and its worker say to each other. */
import type { Candidate, Mode } from './look-up.ts';

export interface Question {
  readonly id: number;
  readonly input: string;
  readonly mode: Mode;
}

export interface Answer {
  readonly id: number;
  readonly candidates: readonly Candidate[];
}

/** `ready` once the dictionary is read; `failed` when it cannot be: then only letters can be typed. */
export type FromWorker = Answer | 'ready' | 'failed';
