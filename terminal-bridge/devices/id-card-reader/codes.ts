/** The coded fields of the card and their labels. An unknown code is its own label: the card is still good. */
import type { Coded } from '../identity-document.ts';

/** GB/T 2261.1 */
const SEXES: ReadonlyMap<string, string> = new Map([
  ['0', '未知'],
  ['1', '男'],
  ['2', '女'],
  ['9', '未说明'],
]);

/** GB/T 3304, from code 01 on. */
const NATIONS = (
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 ' +
  '土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 ' +
  '赫哲 门巴 珞巴 基诺'
).split(' ');
const OTHER_NATIONS: ReadonlyMap<string, string> = new Map([
  ['97', '其他'],
  ['98', '外国血统中国籍人士'],
]);

export const sexOf = (code: string): Coded => ({ code, label: SEXES.get(code) ?? code });

export const nationOf = (code: string): Coded => ({
  code,
  label: OTHER_NATIONS.get(code) ?? (/^\d{2}$/.test(code) ? NATIONS[Number(code) - 1] : undefined) ?? code,
});
