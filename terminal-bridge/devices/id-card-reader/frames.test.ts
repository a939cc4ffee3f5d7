import { describe, expect, it } from 'vitest';
import { commandFrame, type SdtCommand } from './frames.ts';
import { formatSamId } from './sam-id.ts';
import { hex } from './test-support.ts';

describe('command frames, against the complete frames of the byte tables', () => {
  it.each<[SdtCommand, string]>([
    ['resetSam', 'AAAAAA9669 0003 10FF EC'],
    ['samStatus', 'AAAAAA9669 0003 11FF ED'],
    ['samId', 'AAAAAA9669 0003 12FF EE'],
    ['findCard', 'AAAAAA9669 0003 2001 22'],
    ['selectCard', 'AAAAAA9669 0003 2002 21'],
    ['readCard', 'AAAAAA9669 0003 3001 32'],
    ['setSpeed115200', 'AAAAAA9669 0003 6000 63'],
    ['setSpeed57600', 'AAAAAA9669 0003 6001 62'],
    ['setSpeed9600', 'AAAAAA9669 0003 6004 67'],
  ])('%s', (command, frame) => {
    expect(commandFrame(command)).toEqual(hex(frame));
  });
});

describe('the management number of the SAM', () => {
  it('is shown as on the module: little-endian, zero-padded', () => {
    expect(formatSamId(hex('0500 0300 26d73401 87d61200 b1684e00'))).toBe('05.03-20240166-0001234567-0005138609');
  });

  it('is not made up from too few bytes', () => {
    expect(formatSamId(new Uint8Array(15))).toBeNull();
  });
});
