/** What the documents of a determination say beside the case's file. */
import type { DocumentKind, Recipient } from '../../documents/register.ts';
import { DOCUMENT_KINDS } from '../../documents/register.ts';
import { MATERIAL_TABLE } from '../../rules/materials/table.ts';
import { scenarioOf } from '../../rules/scenarios/catalogue.ts';
import type { DocumentOrder } from '../step.ts';
import { known } from './dates.ts';
import type { Facts } from './facts.ts';
import type { Input } from './guards.ts';

/** The department's own national line, where no office of its own is named. */
export const CONTACT = { name: '人力资源社会保障服务热线', phone: '12333' } as const;
export const COMPLAINT = '12345政务服务便民热线';

/** To whom the register sends it. */
export const paper = (
  kind: DocumentKind,
  fields: Readonly<Record<string, unknown>>,
  recipients: readonly Recipient[] = DOCUMENT_KINDS[kind].recipients,
): DocumentOrder => ({ kind, fields, recipients });

/** Whoever applied hears what becomes of the application (办法 8). */
export const applicantOf = ({ relation }: Facts): readonly Recipient[] => [
  relation === 'employer' ? 'employer' : 'person',
];

export const moment = (at: number): string => new Date(at).toISOString();

const nameOf = (id: string): string => MATERIAL_TABLE.items.find((item) => item.id === id)?.name ?? id;

/** What has come in, as the receipt lists it. */
export const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id, name: nameOf(id) }));

interface Words {
  readonly course?: string | undefined;
  readonly verification?: readonly string[] | undefined;
}

/** 办法 19: basis and verification from what was ticked, unless whoever signs says it in other words. */
export function decisionFields({ facts }: Pick<Input, 'facts'>, { course, verification }: Words) {
  const { scenario, elements, evidence } = known(facts.proposal, 'proposal');
  const { elements: all } = scenarioOf(scenario);
  const found = all.filter(({ id }) => elements.includes(id)).map(({ name }) => name);
  const not = all.filter(({ id }) => !elements.includes(id)).map(({ name }) => name);
  return {
    appliedOn: known(facts.appliedOn, 'appliedOn'),
    acceptedOn: known(facts.acceptedOn, 'acceptedOn'),
    course,
    verification: verification ?? [
      `经核实的证据：${evidence.map(nameOf).join('、')}。`,
      ...(found.length > 0 ? [`查明成立：${found.join('、')}。`] : []),
      ...(not.length > 0 ? [`未能认定：${not.join('、')}。`] : []),
    ],
  };
}

export const conclusionOf = ({ proposal }: Facts) =>
  scenarioOf(known(proposal, 'proposal').scenario).effect === 'deemed' ? '视同工伤' : '认定为工伤';

/** Why not, in words, and the clause on which it stands. */
export function refusalOf({ proposal }: Facts): { reason: string; clause: string } {
  const { ground, exclusion, scenario, elements } = known(proposal, 'proposal');
  const { article, elements: all } = scenarioOf(scenario);
  if (ground === 'exclusion' && exclusion !== null) {
    const excluded = scenarioOf(exclusion);
    return { reason: `属于“${excluded.text}”且导致本人在工作中伤亡的情形。`, clause: excluded.article };
  }
  if (ground === 'no-employment')
    return { reason: '生效法律文书未确认与用人单位存在劳动关系。', clause: '工伤保险条例第十八条' };
  const unproven = all.filter(({ id }) => !elements.includes(id)).map(({ name }) => name);
  return { reason: `下列要件不能认定：${unproven.join('、')}。`, clause: article };
}
