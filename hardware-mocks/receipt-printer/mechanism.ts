/** The printer between its receive buffer and its cutter: takes commands one by one while it is online, and prints. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from './commands.ts';
import type { Answer } from './hosts.ts';
import { DOTS_PER_MM, heightOf, type Line } from './paper.ts';
import { type Effect, Typesetter } from './typesetter.ts';

/** A command with the number of bytes it held in the receive buffer and the way to answer the host that sent it. */
export type Job = { readonly command: Command; readonly bytes: number; readonly answer: Answer };

export type MechanismParts = {
  /** Infinity prints at once. */
  readonly millimetresPerSecond: number;
  readonly online: () => boolean;
  readonly onCut: (lines: readonly Line[]) => void;
  readonly onAsked: (name: 'GS r' | 'GS I' | 'GS a', n: number, answer: Answer) => void;
  /** Called after each command with the bytes that are free again. */
  readonly onTaken: (bytes: number) => void;
};

/** No ticket is longer than two metres: what is printed beyond pushes the oldest lines out. */
const MOST_LINES = 4000;

export class Mechanism {
  readonly #parts: MechanismParts;
  readonly #typesetter = new Typesetter();
  #jobs: Job[] = [];
  #printed: Line[] = [];
  #working = false;

  constructor(parts: MechanismParts) {
    this.#parts = parts;
  }

  add(jobs: readonly Job[]): void {
    this.#jobs.push(...jobs);
    this.resume();
  }

  /** Goes on after the printer came online again. */
  resume(): void {
    if (!this.#working) void this.#work();
  }

  /** Forgets everything that is not on the paper yet. */
  clear(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    this.#typesetter.reset();
    this.#parts.onTaken(jobs.reduce((sum, job) => sum + job.bytes, 0));
  }

  /** Tears off what stands on the paper since the last cut. */
  tearOff(): void {
    this.#printed = [];
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const moved = this.#carryOut(job);
      this.#parts.onTaken(job.bytes);
      if (moved > 0 && Number.isFinite(this.#parts.millimetresPerSecond)) {
        await wait((moved / DOTS_PER_MM / this.#parts.millimetresPerSecond) * 1000);
      }
    }
    this.#working = false;
  }

  #next(): Job | undefined {
    return this.#parts.online() ? this.#jobs.shift() : undefined;
  }

  /** Answers how many dots the paper moved. */
  #carryOut({ command, answer }: Job): number {
    let moved = 0;
    for (const effect of this.#typesetter.apply(command)) moved += this.#effect(effect, answer);
    return moved;
  }

  #effect(effect: Effect, answer: Answer): number {
    switch (effect.kind) {
      case 'line':
        this.#printed.push(effect.line);
        if (this.#printed.length > MOST_LINES) this.#printed.shift();
        return effect.line.feed;
      case 'cut':
        if (heightOf(this.#printed) > 0) this.#parts.onCut(this.#printed);
        this.#printed = [];
        return 0;
      case 'asked':
        this.#parts.onAsked(effect.name, effect.n, answer);
        return 0;
    }
  }
}
