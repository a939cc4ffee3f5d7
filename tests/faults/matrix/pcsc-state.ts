/** What the hands of the matrix have done to the smart card reader in another process, told to it through a file. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { LINE_FAULTS } from './faults.ts';

const PcscState = z.strictObject({
  plugged: z.boolean(),
  cardPresent: z.boolean(),
  /** Another program holds the card. */
  held: z.boolean(),
  fault: z.enum(LINE_FAULTS).nullable(),
  /** Which person's card it is. */
  turn: z.int(),
  /** How many times a card came under power: one that was away has forgotten everything. */
  powered: z.int(),
});
export type PcscState = z.infer<typeof PcscState>;

export const AT_FIRST: PcscState = {
  plugged: true,
  cardPresent: false,
  held: false,
  fault: null,
  turn: 0,
  powered: 0,
};

export const readState = (file: string): PcscState => PcscState.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Whole or not at all: it is read at any moment. */
export function writeState(file: string, state: PcscState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
