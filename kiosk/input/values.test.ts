import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backToCard, beginChange, canUndo, change, endChange, fromCard, isFromCard, undo } from './field-value.ts';
import { shownAs, withKey, withKeys } from './number-value.ts';
import { INPUT_TEXTS } from './texts.ts';

describe('a number', () => {
  it('is shown as people read it out', () => {
    expect(shownAs('11010119900307803X', 'identity')).toBe('1101 0119 9003 0780 3X');
    expect(shownAs('13812345678', 'phone')).toBe('138 1234 5678');
    expect(shownAs('', 'identity')).toBe('');
  });

  it('of a PIN is dots', () => expect(shownAs('908274', 'pin')).toBe('••••••'));

  it('takes X at the eighteenth place of an identity number and nowhere else', () => {
    expect(withKey('1101011990030780', 'X', 'identity')).toBe('1101011990030780');
    expect(withKey('11010119900307803', 'x', 'identity')).toBe('11010119900307803X');
    expect(withKey('1234567', 'X', 'pin')).toBe('1234567');
  });

  it('never holds anything else, nor more than it may, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string(), (pasted) => {
        expect(withKeys('', pasted, 'identity')).toMatch(/^(?:\d{0,18}|\d{17}X)$/);
        expect(withKeys('', pasted, 'pin', 6)).toMatch(/^\d{0,6}$/);
      }),
    );
  });
});

describe('a text from the card', () => {
  const card = fromCard('王建国');

  it('is the card’s until it is changed, and again when it is asked back', () => {
    const changed = endChange(change(beginChange(card), '王建囯'));
    expect([isFromCard(card), isFromCard(changed), isFromCard(backToCard(changed))]).toEqual([true, false, true]);
  });

  it('comes back by undo, and an empty answer is none', () => {
    const changed = change(beginChange(card), '王');
    expect([canUndo(card), canUndo(changed), undo(changed).text]).toEqual([false, true, '王建国']);
    expect(endChange(change(beginChange(card), ' ')).text).toBe('王建国');
    expect(endChange(change(beginChange(fromCard(null)), ' ')).text).toBe('');
  });
});

it('every word of input is said in both languages', () => {
  for (const [key, text] of Object.entries<string>(INPUT_TEXTS.zh)) expect(text, key).toMatch(/\p{Script=Han}/u);
  for (const [key, text] of Object.entries<string>(INPUT_TEXTS.en)) expect(text, key).toMatch(/^[^\p{Script=Han}]+$/u);
});
