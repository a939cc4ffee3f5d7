/** The font the emulated printer prints with: the system's, if it has one for Chinese. */
import { GlobalFonts } from '@napi-rs/canvas';

/** Best first; even weight and square characters look most like a printer's own. */
const CHINESE = [
  'Noto Sans Mono CJK SC',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Source Han Sans SC',
  'WenQuanYi Zen Hei Mono',
  'WenQuanYi Zen Hei',
  'WenQuanYi Micro Hei',
  'PingFang SC',
  'Microsoft YaHei',
  'SimHei',
  'AR PL UMing CN',
  'Droid Sans Fallback',
  // A collection file shows itself by its first face only; it holds the Chinese characters all the same.
  'Noto Sans Mono CJK JP',
  'Noto Sans CJK JP',
];

/** `chinese` is false when the system has no such font: its characters are drawn as boxes, the text rendering has them. */
export type Font = { readonly family: string; readonly chinese: boolean };

export function findFont(): Font {
  const present = new Set(GlobalFonts.families.map(({ family }) => family));
  const family = CHINESE.find((name) => present.has(name));
  return family === undefined ? { family: 'monospace', chinese: false } : { family, chinese: true };
}
