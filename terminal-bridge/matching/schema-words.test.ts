/** Files of another shape, told to people. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { CalibrationError, loadCalibration } from './bands.ts';
import { faultsInWords } from './schema-words.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-schema-words-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Bug: eight lines such as "✖ Invalid input: expected string, received undefined".
it('a file that is no calibration is named in one line, with the fields that it lacks', () => {
  const file = join(folder, 'wrong.json');
  writeFileSync(file, '{"pairs": 3}');
  const load = () => loadCalibration(file, file);
  expect(load).toThrow(CalibrationError);
  expect(load).toThrow(
    `${file} is no calibration (missing: id, engine, modelDigest, metric, passAtMost, noMatchAbove and 2 more; unknown: pairs)`,
  );
});

it('a field that is wrong, a list in place of an object, and a rule between fields are told apart', () => {
  const Shape = z
    .strictObject({ a: z.strictObject({ b: z.number().positive() }) })
    .refine(({ a }) => a.b < 10, { message: 'b must be below 10' });
  const told = (value: unknown) => {
    const parsed = Shape.safeParse(value);
    return parsed.success ? 'nothing' : faultsInWords(parsed.error, value);
  };
  expect(told({ a: { b: -1 } })).toBe('wrong: a.b');
  expect(told([])).toBe('wrong: the whole file');
  expect(told({ a: { b: 11 } })).toBe('b must be below 10');
  expect(told({ a: { b: 1 } })).toBe('nothing');
});
