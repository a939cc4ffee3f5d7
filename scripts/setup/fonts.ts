/**
 * What the kiosk writes with. Noto Sans CJK has most characters; names hold rarer ones (GB 18030-2022, CJK extensions B
 * to H), which BabelStone Han and Hanazono draw. The order of the fonts is that of kiosk/ui/tokens.css.
 */
import { existsSync } from 'node:fs';
import { aptInstall, canUseApt } from './apt.ts';

/** Debian's packages, and the file that shows that one is there. */
export const FONT_PACKAGES = [
  { name: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' },
  { name: 'fonts-babelstone-han', file: '/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf' },
  { name: 'fonts-hanazono', file: '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf' },
] as const;

/** Installs the fonts that are missing, where apt may be used; elsewhere it says what is missing and goes on. */
export function ensureFonts(say: (line: string) => void): void {
  const missing = FONT_PACKAGES.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  if (canUseApt()) {
    say(`installing ${missing.join(', ')} with apt …`);
    if (aptInstall(missing)) return;
  }
  say(`without ${missing.join(', ')} some names show boxes instead of characters`);
}
