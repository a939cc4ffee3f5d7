import { describe, expect, it } from 'vitest';
import { historicalBytes } from './holder-access.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const shown = (atr: string) => Buffer.from(historicalBytes(hex(atr))).toString('hex');

describe('the historical bytes of an answer to reset', () => {
  it('of a social security card over T=0: thirteen, the last eight are the factor', () => {
    expect(shown('3b6d0000814a444686605199000001ac37')).toBe('814a444686605199000001ac37');
  });

  it('with T=1: the check byte at the end is none of them', () => {
    // TD1 = 81: TD2 follows, T=1; TD2 = 01: T=1, nothing follows; two historical bytes and a check byte.
    expect(shown('3b82810141424f')).toBe('4142');
  });

  it('are none in an answer that is cut short or empty', () => {
    expect(shown('')).toBe('');
    expect(shown('3b')).toBe('');
    expect(shown('3b6d')).toBe('');
  });
});
