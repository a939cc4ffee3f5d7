import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskedName } from './masked-name.ts';

it.each([
  ['王建国', '王*国'],
  ['赵明', '赵*'],
  ['买买提·吐尔逊江·阿卜杜拉', '买****拉'],
  ['𠮷田一郎', '𠮷**郎'],
])('%s is shown as %s', (name, shown) => expect(maskedName(name)).toBe(shown));

it('shows at most two characters of anybody, and masking twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), (name) => {
      const once = maskedName(name);
      expect([...once].filter((character) => character !== '*').length).toBeLessThanOrEqual(2);
      expect(maskedName(once)).toBe(once);
    }),
  );
});
