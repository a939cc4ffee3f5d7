import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold } from './fold.ts';

it('a line that fits stays as it is', () => {
  expect(fold('  编号 Number EMU-QR-0001', 48, '    ')).toEqual(['  编号 Number EMU-QR-0001']);
});

it('a longer one is parted between words, a Chinese character counting twice', () => {
  expect(fold('  型号 Model Emulated Area-Imaging Scanner', 24, '    ')).toEqual([
    '  型号 Model Emulated',
    '    Area-Imaging Scanner',
  ]);
});

it('a word that fits on no line is cut, and nothing of it is lost', () => {
  expect(fold('  /dev/serial/by-id/usb-1a86', 12, '    ')).toEqual(['  /dev/seria', '    l/by-id/', '    usb-1a86']);
});

it('no line is wider than the paper, and no character is lost, whatever is told', () => {
  const told = fc.string({ unit: fc.constantFrom('a', '-', '终', '端', ' '), maxLength: 120 });
  fc.assert(
    fc.property(told, (line) => {
      const lines = fold(line, 16, '  ');
      const width = (text: string) => [...text].reduce((sum, sign) => sum + (sign < '\u007f' ? 1 : 2), 0);
      expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(16);
      expect(lines.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
    }),
  );
});
