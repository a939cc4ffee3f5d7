/** Which province is meant: 浙江 and 浙江省 alike. Only some of them have a table of their own. */
import type { FaultName } from './faults.ts';
import { nearestName } from './nearest.ts';

const PROVINCES: readonly string[] = [
  ...['北京', '天津', '河北', '山西', '内蒙古', '辽宁', '吉林', '黑龙江', '上海', '江苏', '浙江', '安徽', '福建'],
  ...['江西', '山东', '河南', '湖北', '湖南', '广东', '广西', '海南', '重庆', '四川', '贵州', '云南', '西藏'],
  ...['陕西', '甘肃', '青海', '宁夏', '新疆'],
];

const SUFFIX = /(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$/;

export function readProvince(raw: unknown): { value: string } | { fault: FaultName; hint?: string } {
  if (typeof raw !== 'string') return { fault: 'unknown-province' };
  const name = raw.trim().replace(SUFFIX, '');
  if (PROVINCES.includes(name)) return { value: name };
  const near = nearestName(name, PROVINCES);
  return near === undefined ||
    near.length !== name.length ||
    name.length < 2 ||
    ![...near].some((c) => name.includes(c))
    ? { fault: 'unknown-province' }
    : { fault: 'unknown-province', hint: `did you mean ${near}?` };
}
