/** The province of a region: the first two digits of its code (GB/T 2260), by the short name that tables use. */
const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京',
  12: '天津',
  13: '河北',
  14: '山西',
  15: '内蒙古',
  21: '辽宁',
  22: '吉林',
  23: '黑龙江',
  31: '上海',
  32: '江苏',
  33: '浙江',
  34: '安徽',
  35: '福建',
  36: '江西',
  37: '山东',
  41: '河南',
  42: '湖北',
  43: '湖南',
  44: '广东',
  45: '广西',
  46: '海南',
  50: '重庆',
  51: '四川',
  52: '贵州',
  53: '云南',
  54: '西藏',
  61: '陕西',
  62: '甘肃',
  63: '青海',
  64: '宁夏',
  65: '新疆',
};

/** Throws for a code of no province: regions are configured, never sent. */
export function provinceOf(regionCode: string): string {
  const province = PROVINCES[regionCode.slice(0, 2)];
  if (province === undefined) throw new Error(`region ${regionCode} lies in no province`);
  return province;
}
