/** Many invented people for one test: cards for the emulated reader and a roster for the centre. */
import { writeFileSync } from 'node:fs';
import { checkCharacter } from '@anban/foundation/identity-number';

export interface CrowdMember {
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

/** `count` people with valid, invented numbers. */
export const makeCrowd = (count: number): CrowdMember[] =>
  Array.from({ length: count }, (_, i) => {
    const first17 = `37070219800101${String(100 + 2 * i + 1)}`;
    return { id: `member-${i}`, name: `众${numeral(i)}`, number: first17 + checkCharacter(first17) };
  });

/** The file for the emulated devices' `--people`. With `face`, all have the portrait of that sample person. */
export function writePeople(path: string, crowd: readonly CrowdMember[], face?: string): string {
  const people = crowd.map(({ id, name, number }) => ({
    ...{
      id,
      name,
      number,
      sex: '1',
      nation: '01',
      birthDate: '19800101',
      address: '样例路1号',
      authority: '样例公安局',
    },
    ...{ validFrom: '20200101', validTo: '20400101', hasPortrait: face !== undefined, note: '', noteEn: '', face },
  }));
  writeFileSync(path, JSON.stringify(people));
  return path;
}

/** The file for `anban roster import`. */
export function writeRoster(path: string, crowd: readonly CrowdMember[], room = 'A', site = '370702-01'): string {
  const rows = crowd.map(({ name, number }) => `${name},${number},${room},${site}`);
  writeFileSync(path, `姓名,身份证号码,诊室,地点代码\n${rows.join('\n')}\n`);
  return path;
}

const numeral = (i: number) => String.fromCodePoint(0x4e00 + i);
