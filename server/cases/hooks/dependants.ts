/**
 * Who counts as supported by their age on the day of death, and until when (因工死亡职工供养亲属范围规定 arts 2–4).
 * Whoever lacks the age needs proof of 完全丧失劳动能力: the agency gives those by DATA.
 */
import { addMonths } from '../../rules/calendar/day.ts';
import type { CaseFile } from '../model.ts';

const RELATIONS: Readonly<Record<string, string>> = {
  ...{ 配偶: 'spouse', 妻子: 'spouse', 丈夫: 'spouse' },
  ...{ 子女: 'child', 儿子: 'child', 女儿: 'child', 孤儿: 'orphan' },
  ...{ 父母: 'parent', 父亲: 'parent', 母亲: 'parent' },
  ...{ 祖父母: 'grandparent', 外祖父母: 'grandparent', 孙子女: 'grandchild', 外孙子女: 'grandchild' },
  ...{ 兄弟姐妹: 'sibling' },
};
/** Supported as minors; the others as old people. */
const MINORS = new Set(['child', 'orphan', 'grandchild', 'sibling']);
const OF_AGE = 18;
const [OLD_MAN, OLD_WOMAN] = [60, 55];

export interface Supported {
  readonly dependants: string[];
  /** Last month of each; null: for life. */
  readonly dependantEnds: (string | null)[];
  /** Whose age the file does not say. */
  readonly dependantsUnknown: number;
}

const turns = (birth: string, years: number): string => addMonths(birth, years * 12);

/** The age from which this one is old; null where it hangs on a sex that nobody told. */
function oldAge(relation: string, own: CaseFile['person']['sex']): number | null {
  const woman = ['妻子', '母亲'].includes(relation) || (relation === '配偶' && own === '男');
  const man = ['丈夫', '父亲'].includes(relation) || (relation === '配偶' && own === '女');
  if (woman) return OLD_WOMAN;
  return man ? OLD_MAN : null;
}

/** Nobody when nobody died. */
export function supportedBy({ person, death, dependants = [] }: CaseFile): Supported {
  const found: Supported = { dependants: [], dependantEnds: [], dependantsUnknown: 0 };
  if (death === undefined) return found;
  let unknown = 0;
  for (const { relation, birthDate } of dependants) {
    const kind = RELATIONS[relation] ?? 'other';
    if (birthDate === undefined || kind === 'other') {
      unknown += 1;
      continue;
    }
    if (MINORS.has(kind)) {
      const adult = turns(birthDate, OF_AGE);
      if (adult <= death.day) continue;
      found.dependants.push(kind);
      found.dependantEnds.push(adult.slice(0, 7));
      continue;
    }
    const age = oldAge(relation, person.sex);
    if (age === null && turns(birthDate, OLD_WOMAN) <= death.day && turns(birthDate, OLD_MAN) > death.day) unknown += 1;
    else if (turns(birthDate, age ?? OLD_MAN) <= death.day) {
      found.dependants.push(kind);
      found.dependantEnds.push(null);
    }
  }
  return { ...found, dependantsUnknown: unknown };
}
