/** Who can pose as whom. */
import type { PanelPerson } from './devices.ts';

/** These have clearly different faces (measured in people/README.md). */
const UNLIKE = ['zhao-min', 'li-xiuying', 'liu-guilan', 'chen-shufen', 'wang-jianhua'];

/** Somebody of the same sex, if there is one, who does not look like this person. */
export function strangerTo(people: readonly PanelPerson[], id: string): string {
  const find = (one: string): PanelPerson | undefined => people.find((person) => person.id === one);
  const sexOf = (one: string): string | undefined => find(one)?.sex;
  const face = find(id)?.face ?? id;
  const others = UNLIKE.filter((other) => other !== id && other !== face && find(other) !== undefined);
  return others.find((other) => sexOf(other) === sexOf(id)) ?? others[0] ?? id;
}
