import { FAULTS } from '@anban/terminal-bridge/protocol/faults';
import { expect, it } from 'vitest';
import { CAUSE_CODES, PAGE_INCOMPLETE_CODE } from './service-cause.ts';

it('no code means two things on the telephone (T01 was paper and the bridge)', () => {
  const codes = [...Object.values(FAULTS).map(({ code }) => code), ...Object.values(CAUSE_CODES), PAGE_INCOMPLETE_CODE];
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});
