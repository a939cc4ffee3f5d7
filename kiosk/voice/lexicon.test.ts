/** What is said, and above all what is not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipTextsOf, countClips, spellClips } from './clip-texts.ts';
import { Lexicon } from './lexicon.ts';

const zh = new Lexicon('zh');
const en = new Lexicon('en');

describe('a text of ours', () => {
  it('is said by the clip with its name, in each language', () => {
    expect(zh.clips('请出示您的证件', 'aloud')).toEqual(['common.attractTitle']);
    expect(en.clips(' Please show your card ', 'aloud')).toEqual(['common.attractTitle']);
  });

  it('with a blank is said in pieces, the number between them', () => {
    expect(zh.clips('还有 25 秒，办理就会结束，您的信息会从屏幕上清除。', 'aloud')).toEqual([
      'common.idleMore.1',
      'number.20',
      'number.5',
      'common.idleMore.2',
    ]);
    expect(en.clips('In 8 seconds your visit ends and your data leave the screen.', 'aloud')).toEqual([
      'common.idleMore.1',
      'number.8',
      'common.idleMore.2',
    ]);
  });
});

describe('what is not ours', () => {
  it.each([
    '阿依努尔·吐尔逊江',
    '张*',
    '370702********0021',
    '13800138000',
    'A 室（二楼东侧）',
    '潍城区人民医院',
    '42',
    '',
  ])('is not said aloud: "%s"', (text) => {
    expect(zh.clips(text, 'aloud')).toEqual([]);
    expect(en.clips(text, 'aloud')).toEqual([]);
  });

  it('is never a person’s number, however it is written, on the loudspeaker', () => {
    const digits = fc.stringMatching(/^\d{3,18}[\dX]?$/);
    const masked = fc.tuple(
      fc.stringMatching(/^\d{0,6}$/),
      fc.stringMatching(/^\*{2,12}$/),
      fc.stringMatching(/^\d{2,4}$/),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          digits,
          masked.map((parts) => parts.join('')),
        ),
        (number) => {
          expect(zh.clips(number, 'aloud')).toEqual([]);
        },
      ),
    );
  });

  it('the end of a masked number is spelled to headphones only', () => {
    expect(zh.clips('370702********002X', 'private')).toEqual(['number.0', 'number.0', 'number.2', 'letter.X']);
    expect(zh.clips('370702198001010021', 'private')).toEqual([]);
  });
});

it.each([
  ['A012', ['letter.A', 'number.0', 'number.1', 'number.2']],
  ['T-A003', ['letter.T', 'letter.A', 'number.0', 'number.0', 'number.3']],
])('the number in the queue is spelled: %s', (number, clips) => {
  expect(zh.clips(number, 'aloud')).toEqual(clips);
});

it('every number up to 99 and every sign is said with clips that are made', () => {
  for (let n = 0; n < 100; n += 1) expect(countClips(n).length).toBeLessThanOrEqual(2);
  expect([countClips(0), countClips(20), countClips(21)]).toEqual([
    ['number.0'],
    ['number.20'],
    ['number.20', 'number.1'],
  ]);
  expect(spellClips('a1-')).toEqual(['letter.A', 'number.1']);
});

it('a clip is made of the words around a blank, not of what fills it', () => {
  expect(clipTextsOf('x.y', 'Digit {digit}')).toEqual([{ id: 'x.y.1', text: 'Digit ' }]);
  expect(clipTextsOf('x.y', '{a}: {b}')).toEqual([]);
});
