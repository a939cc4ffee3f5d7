/** What a scanner tells of itself: lines of `Name: value`, of which those that staff can use are kept. */

const LINE = /^(Product Name|Software Revision|Software Part Number|Serial Number): *(.{1,120})$/;

/** Null: another line. It may be a code that a person shows, so nothing of it is kept. */
export function identityLine(text: string): { readonly name: string; readonly value: string } | null {
  const [, name, value] = LINE.exec(text) ?? [];
  return name === undefined || value === undefined ? null : { name, value: value.trim() };
}
