/** Facts that cannot all be so: one before another that it needs, or without it. */
import { type DeadlineError, deadlineError } from './faults.ts';
import type { Facts } from './input.ts';

/** Facts that are days, in words for people. */
const DAY_FACTS = {
  injury: '受伤',
  application_received: '收到申请',
  notice: '补正告知',
  supplement_received: '收到补正材料',
  accepted: '受理',
  suspended: '中止',
  resumed: '恢复',
  evidence_notice_delivered: '举证通知送达',
  decided: '作出决定',
  concluded: '作出结论',
  delivered: '送达',
  published: '公告',
  arrived_in_system: '到达系统',
  received: '收到报销申请',
  benefit_decided: '待遇核定',
  session: '鉴定场次',
  no_show: '未到场',
  commitment_signed: '签署承诺',
  simple_accepted: '简易程序受理',
  simple_submitted: '首次提交',
  closed: '结案',
} as const;
export type DayFact = keyof typeof DAY_FACTS;

export const isDayFact = (name: string): name is DayFact => name in DAY_FACTS;

/** The second cannot come before the first. */
const ORDER: readonly (readonly [DayFact, DayFact])[] = [
  ['application_received', 'notice'],
  ['notice', 'supplement_received'],
  ['application_received', 'supplement_received'],
  ['application_received', 'accepted'],
  ['supplement_received', 'accepted'],
  ['accepted', 'suspended'],
  ['suspended', 'resumed'],
  ['accepted', 'decided'],
  ['resumed', 'decided'],
  ['accepted', 'evidence_notice_delivered'],
  ['application_received', 'concluded'],
  ['decided', 'delivered'],
  ['decided', 'arrived_in_system'],
  ['decided', 'published'],
  ['decided', 'closed'],
];

/** The first means nothing without the second. */
const NEEDS: readonly (readonly [keyof Facts, keyof Facts])[] = [
  ['clear', 'accepted'],
  ['limit', 'accepted'],
  ['suspended', 'accepted'],
  ['resumed', 'suspended'],
  ['arrived_in_system', 'consent'],
];

/** Everything that contradicts itself; empty: the facts can all be so. */
export function factErrors(facts: Facts): readonly DeadlineError[] {
  return [...missing(facts), ...disorder(facts), ...beforeInjury(facts), ...consent(facts)];
}

const missing = (facts: Facts): DeadlineError[] =>
  NEEDS.filter(([fact, needed]) => facts[fact] !== undefined && facts[needed] === undefined).map(([fact, needed]) =>
    deadlineError('missing-fact', needed, `有${fact}就要有${needed}`),
  );

const disorder = (facts: Facts): DeadlineError[] =>
  ORDER.flatMap(([first, second]) => {
    const [from, to] = [facts[first], facts[second]];
    if (from === undefined || to === undefined || from <= to) return [];
    return [deadlineError('wrong-order', second, `${DAY_FACTS[second]}${to}早于${DAY_FACTS[first]}${from}`)];
  });

function beforeInjury(facts: Facts): DeadlineError[] {
  const { injury } = facts;
  if (injury === undefined) return [];
  return Object.keys(DAY_FACTS)
    .filter(isDayFact)
    .flatMap((name) => {
      const day = facts[name];
      if (day === undefined || day >= injury) return [];
      return [deadlineError('before-injury', name, `${DAY_FACTS[name]}${day}早于受伤${injury}`)];
    });
}

const consent = (facts: Facts): DeadlineError[] =>
  facts.arrived_in_system !== undefined && facts.consent === false ? [deadlineError('no-consent', 'consent')] : [];
