import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerBenefits } from './answer.ts';
import { HELP } from './help.ts';
import { INPUT_NAMES } from './input.ts';
import { ITEM_NAMES } from './outcome.ts';

const ANBAN = join(import.meta.dirname, '../../../scripts/anban.ts');
const EXAMPLE = '{"province":"浙江","grade":10,"own_wage":3083.2}';

function anban(args: readonly string[], input = '') {
  const run = spawnSync(process.execPath, [ANBAN, 'rules', 'benefits', ...args], { input, encoding: 'utf8' });
  return { code: run.status, out: run.stdout };
}

describe('the command', () => {
  test('a case on standard input, its benefits on one line', () => {
    const { code, out } = anban(['--json'], EXAMPLE);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(2);
    expect(JSON.parse(out)).toMatchObject({ items: [{ item: 'one_time_disability', amount: 21_582.4 }] });
  });

  test('a file that is not there is the environment’s fault', () => {
    expect(anban(['--file', '/nowhere/case.json']).code).toBe(3);
  });
});

describe('the answer', () => {
  test.each([
    [EXAMPLE, 0],
    [`\uFEFF${EXAMPLE}`, 0],
    ['{"care_level":"full"}', 1],
    ['{"death":true,"injury_date":"2030-01-01","area_avg_wage":7000}', 1],
    ['{}', 1],
    ['{"grade":11}', 2],
    ['[]', 2],
    ['{"own_wage": NaN}', 2],
    ['', 2],
  ])('%s ends with %d', (text, code) => expect(answerBenefits(text).code).toBe(code));

  test('what is malformed has the same shape as an answer', () => {
    expect(answerBenefits('{').body).toMatchObject({ items: [], own_wage_used: null, errors: [{ name: 'not-json' }] });
  });
});

test('the help names every field and every item it can give', () => {
  for (const name of INPUT_NAMES) expect(HELP).toContain(name);
  for (const code of Object.keys(ITEM_NAMES)) expect(HELP).toContain(code);
});
