import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { FAULT_TEXTS } from '../i18n/faults.ts';
import { MODES_TEXTS } from '../modes/texts.ts';
import { CHECK_IN_TEXTS } from '../services/check-in/texts.ts';
import { SESSION_TEXTS } from '../session/texts.ts';
import { phrases } from './phrases.tsx';

const TEXTS = [COMMON_TEXTS, MODES_TEXTS, CHECK_IN_TEXTS, SESSION_TEXTS, FAULT_TEXTS].flatMap(({ zh }) =>
  Object.values<string>(zh),
);

describe('a line of Chinese', () => {
  it.each([
    ['全部恢复原样', ['全部', '恢复', '原样']],
    ['请记住屏幕上的号码。', ['请记住', '屏幕上的', '号码。']],
    ['呼叫工作人员', ['呼叫', '工作人员']],
  ])('%s ends only where a word ends', (text, pieces) => {
    expect(phrases(text)).toEqual(pieces);
  });

  it('never begins with a full stop, a comma or a closing bracket, in any of our texts', () => {
    const wrong = TEXTS.flatMap(phrases).filter((piece) => /^[，。；：、？！）》”…]/u.test(piece));
    expect(wrong).toEqual([]);
  });

  it('never ends after an opening bracket, and leaves no character by itself', () => {
    const pieces = TEXTS.flatMap((text) => phrases(text).slice(1));
    expect(pieces.filter((piece) => /[（《“]$/u.test(piece) || [...piece].length === 1)).toEqual([]);
  });

  it('is the same text, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => phrases(text).join('') === text));
    for (const text of TEXTS) expect(phrases(text).join('')).toBe(text);
  });

  it('of English stays as it is: it has spaces', () => {
    expect(phrases('Please take your card')).toEqual(['Please take your card']);
  });
});
