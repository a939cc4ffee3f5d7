import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionByCode, regionOf } from './region.ts';

describe('the region of a number', () => {
  it.each([
    ['370702', '山东省潍坊市潍城区', 'current', null],
    ['330113', '浙江省杭州市临平区', 'current', null],
    // Merged into 拱墅区 in 2021; 宣武区 into 西城区 in 2010.
    ['330103', '浙江省杭州市下城区', 'abolished', '2016-07'],
    ['110104', '北京市宣武区', 'abolished', '2009-12'],
    ['370701', '山东省潍坊市', 'abolished', '2016-07'],
    ['810000', '香港特别行政区', 'current', null],
    ['370799', '山东省潍坊市', 'unknown', null],
    ['379999', '山东省', 'unknown', null],
    ['000000', null, 'unknown', null],
  ])('%s is %s, %s', (code, name, state, lastSeen) => {
    expect(regionByCode(code)).toEqual({ code, name, state, lastSeen });
  });

  it('is the province alone for a foreigner of 2023, and nothing for one of 2017', () => {
    expect(regionOf('foreign-residence-2023', '932682198501010017')?.name).toBe('江苏省');
    expect(regionOf('foreign-residence-2017', 'CAN370078010128')).toBeNull();
  });

  it('is found or unknown for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const region = regionOf('resident-card', text);
        expect(region === null).toBe(!/^\d{6}/.test(text));
      }),
    );
  });
});
