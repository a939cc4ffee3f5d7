/**
 * What the hands of the matrix have done to a program or thread beside the bridge, told to it through a file; and whether
 * it has let a question fall, which only it knows.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Fault, isLineFault, LINE_FAULTS } from './faults.ts';

const HelperState = z.strictObject({
  /** Can be started. */
  present: z.boolean(),
  fault: z.enum(LINE_FAULTS).nullable(),
});
type HelperState = z.infer<typeof HelperState>;

export const readState = (file: string): HelperState => HelperState.parse(JSON.parse(readFileSync(file, 'utf8')));

const marker = (file: string, who: number): string => `${file}.${who}`;
/** Said by the helper `who`: no answer will come to what it was asked last. */
export const letFall = (file: string, who: number): void => writeFileSync(marker(file, who), '');

/** The hands' end of it. */
export class HelperHands {
  readonly #folder = mkdtempSync(join(tmpdir(), 'anban-helper-'));
  readonly file = join(this.#folder, 'state');
  #state: HelperState = { present: true, fault: null };

  constructor() {
    this.#become({});
  }

  hasLetFall(who: number): boolean {
    return existsSync(marker(this.file, who));
  }

  /** `end`: ends the one that runs. */
  async apply(fault: Fault, end: () => void | Promise<void>): Promise<void> {
    if (isLineFault(fault)) this.#become({ fault });
    if (fault === 'unplug') this.#become({ present: false });
    if (fault === 'unplug' || fault === 'replug') await end();
  }

  mend(): void {
    this.#become({ present: true, fault: null });
  }

  forget(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Whole or not at all: it is read at any moment. */
  #become(change: Partial<HelperState>): void {
    this.#state = { ...this.#state, ...change };
    writeFileSync(`${this.file}.new`, JSON.stringify(this.#state));
    renameSync(`${this.file}.new`, this.file);
  }
}
