import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerDeadlines } from './answer.ts';
import vectors from './vectors.json' with { type: 'json' };

const Vectors = z.array(
  z.object({
    id: z.string(),
    topic: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    expected: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);
const Answer = z.object({
  results: z.looseObject({ by_procedure: z.record(z.string(), z.record(z.string(), z.string())) }),
});

/** The only vector whose facts mean two things: which procedure it asks about stands in its topic. */
const PROCEDURE: Readonly<Record<string, string>> = { T12: 'device' };

test.each(Vectors.parse(vectors))('$id $topic', ({ id, inputs, expected }) => {
  const { exit, json } = answerDeadlines(JSON.stringify(inputs));
  expect(exit).toBe(0);
  const { results } = Answer.parse(json);
  const procedure = PROCEDURE[id];
  expect(procedure === undefined ? results : results.by_procedure[procedure]).toMatchObject(expected);
});

test('a vector whose facts two procedures use is answered by name of the procedure too', () => {
  const { json } = answerDeadlines('{"concluded":"2026-05-06","procedure":"device"}');
  expect(Answer.parse(json).results).toMatchObject({ deliver_by: '2026-05-26' });
});
