import { describe, expect, it } from 'vitest';
import { roundOf, verdictOn } from './blame.ts';
import { classOf, SW } from './status-words.ts';

/** Tries after which no card is still being hoped for. */
const MANY = 100;

describe('every status word of GA 450 ends in something that a person or the staff can do', () => {
  it.each([
    [0x10, 'good', 'cardUnreadable'], // passing trouble: read again
    [0x11, 'good', 'cardUnreadable'],
    [0x21, 'readerFault', null],
    [0x23, 'readerFault', null],
    [0x24, 'readerFault', null],
    [0x31, 'good', 'cardSuspect'],
    [0x32, 'good', 'cardSuspect'],
    [0x33, 'good', 'cardSuspect'],
    [0x37, 'good', 'cardSuspect'],
    [0x3f, 'good', 'cardUnreadable'],
    [0x40, 'good', 'cardUnsupported'],
    [0x41, 'good', 'cardUnreadable'],
    [0x47, 'good', 'cardUnreadable'],
    [0x60, 'readerFault', null],
    [0x66, 'readerNotAuthorised', null],
    [SW.noCard, 'good', null],
    [SW.selectFailed, 'good', 'cardUnreadable'],
    [0x77, 'good', 'cardUnreadable'], // in no table: passing trouble
  ] as const)('%i: the reader is "%s", the card in the end %s', (sw3, round, verdict) => {
    const fault = { kind: classOf(sw3), sw3 };
    expect(roundOf(fault)).toBe(round);
    expect(verdictOn(fault, MANY)).toBe(verdict);
    expect(verdictOn(fault, 1)).toBeNull();
  });
});
