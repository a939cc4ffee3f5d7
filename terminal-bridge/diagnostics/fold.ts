/** Lines of a receipt, parted between words where the printer would part them anywhere. */

/** Characters of the printer's double width, as GB 18030 has them in two or four bytes. */
const isWide = (sign: string): boolean => /[^\u0020-\u007e]/u.test(sign);
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (isWide(sign) ? 2 : 1), 0);

/** `line` on as many lines of `columns` as it needs, all but the first behind `indent`; a word too long for one is cut. */
export function fold(line: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S)(?=\s)/)) {
    let rest = word;
    if (current !== '' && widthOf(current + rest) > columns) {
      lines.push(current);
      current = indent;
      rest = rest.trimStart();
    }
    while (widthOf(current + rest) > columns) {
      const fits = longestStart(rest, columns - widthOf(current));
      lines.push(current + fits);
      rest = rest.slice(fits.length);
      current = indent;
    }
    current += rest;
  }
  return [...lines, current];
}

function longestStart(text: string, columns: number): string {
  let start = '';
  for (const sign of text) {
    if (widthOf(start + sign) > columns) break;
    start += sign;
  }
  return start;
}
