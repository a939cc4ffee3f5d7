import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conclusion } from '../kinds/conclusion.ts';
import type { Clause } from './clause.ts';
import { conclude, type SignedOpinion } from './majority.ts';

const clause = (grade: number, n = 5): Clause => ({
  standard: 'GB/T 16180-2014',
  clause: `5.${grade}.2-${n}`,
  text: '条款',
});
const grade = (value: number): Conclusion => ({ form: 'grade', grade: value });
const opinion = (expertId: string, value: number, n = 5): SignedOpinion => ({
  expertId,
  kinds: [{ kind: 'A1', conclusion: grade(value), clauses: [clause(value, n)] }],
});
const three = { panel: ['a', 'b', 'c'], kinds: ['A1'] as const };

describe('majority', () => {
  test('two of three: their conclusion, their clauses, not those of the third', () => {
    const concluded = unwrap(conclude(three, [opinion('a', 10, 5), opinion('b', 10, 6), opinion('c', 9)]));
    expect(concluded.kinds).toMatchObject([{ kind: 'A1', conclusion: { grade: 10 }, votes: 2 }]);
    expect(concluded.kinds[0]?.clauses.map((one) => one.clause)).toEqual(['5.10.2-5', '5.10.2-6']);
  });

  test('two of five are no majority, however the other three are split', () => {
    const five = { panel: ['a', 'b', 'c', 'd', 'e'], kinds: ['A1'] as const };
    const opinions = [7, 7, 8, 9, 10].map((value, i) => opinion('abcde'.charAt(i), value));
    expect(conclude(five, opinions)).toMatchObject({
      fault: { name: 'no-majority', details: { undecided: [{ kind: 'A1', spread: [2, 1, 1, 1] }] } },
    });
  });

  test('each kind has its own majority', () => {
    const care = (level: 'none' | 'partial'): Conclusion => ({ form: 'self-care', level });
    const signed = (expertId: string, value: number, level: 'none' | 'partial'): SignedOpinion => ({
      expertId,
      kinds: [
        { kind: 'A1', conclusion: grade(value), clauses: [clause(value)] },
        { kind: 'A2', conclusion: care(level), clauses: [] },
      ],
    });
    const question = { panel: ['a', 'b', 'c'], kinds: ['A1', 'A2'] as const };
    const opinions = [signed('a', 4, 'none'), signed('b', 4, 'partial'), signed('c', 3, 'partial')];
    expect(unwrap(conclude(question, opinions)).kinds.map(({ conclusion }) => conclusion)).toEqual([
      grade(4),
      care('partial'),
    ]);
  });

  test('whatever three or five experts say: a conclusion exactly when more than half share it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(3, 5),
        fc.array(fc.integer({ min: 8, max: 10 }), { minLength: 5, maxLength: 5 }),
        (size, votes) => {
          const panel = ['a', 'b', 'c', 'd', 'e'].slice(0, size);
          const said = panel.map((id, i) => opinion(id, votes[i] ?? 8));
          const largest = [8, 9, 10].map((value) => votes.slice(0, size).filter((one) => one === value).length);
          const result = conclude({ panel, kinds: ['A1'] }, said);
          expect(result.ok).toBe(Math.max(...largest) > size / 2);
          if (result.ok) expect(result.value.kinds[0]?.votes).toBe(Math.max(...largest));
        },
      ),
    );
  });

  test.each([
    ['opinions-missing', [opinion('a', 10), opinion('b', 10)]],
    ['opinion-repeated', [opinion('a', 10), opinion('a', 10), opinion('b', 10)]],
    ['not-on-panel', [opinion('a', 10), opinion('b', 10), opinion('x', 10)]],
    ['kind-unanswered', [opinion('a', 10), opinion('b', 10), { expertId: 'c', kinds: [] }]],
    [
      'clause-unfit',
      [
        opinion('a', 10),
        opinion('b', 10),
        { expertId: 'c', kinds: [{ kind: 'A1', conclusion: grade(9), clauses: [clause(10)] }] },
      ],
    ],
    [
      'clause-unknown',
      [
        {
          expertId: 'c',
          kinds: [{ kind: 'A1', conclusion: grade(9), clauses: [{ ...clause(9), clause: '5.11.2-1' }] }],
        },
      ],
    ],
    [
      'conclusion-invalid',
      [{ expertId: 'c', kinds: [{ kind: 'A1', conclusion: { form: 'yes-no', confirmed: true }, clauses: [] }] }],
    ],
  ] as [string, SignedOpinion[]][])('%s is named', (name, opinions) => {
    expect(conclude(three, opinions)).toMatchObject({ ok: false, fault: { name } });
  });

  test('a panel of four is none', () => {
    const question = { panel: ['a', 'b', 'c', 'd'], kinds: ['A1'] as const };
    expect(conclude(question, [])).toMatchObject({ fault: { name: 'panel-size' } });
  });
});
