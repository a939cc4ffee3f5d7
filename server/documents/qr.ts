/** A QR code as a small SVG: one path, no script, the same bytes for the same text. */
import qrcode from 'qrcode-generator';

const QUIET = 2;

export function qrSvg(text: string): string {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      if (!code.isDark(row, column)) continue;
      let run = 1;
      while (column + run < size && code.isDark(row, column + run)) run += 1;
      path += `M${column + QUIET} ${row + QUIET}h${run}v1h-${run}z`;
      column += run - 1;
    }
  const side = size + 2 * QUIET;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="#000" d="${path}"/></svg>`;
}
