/** Guards of refusal, dispute, correction and service. */
import type { z } from 'zod';
import type { Guard } from '../step.ts';
import { lastDay } from './dates.ts';
import type { events } from './events.ts';
import type { Facts } from './facts.ts';
import { type Any, broken } from './guards.ts';

type Moving = Guard<Facts, { readonly competent?: string | undefined }>;

export const refusedNotMoved: Moving = ({ data }) =>
  data.competent === undefined
    ? null
    : broken('refusedNotMoved', '工伤认定办法第四条', '有管辖部门的应当移送', 'a competent department is named: MOVED');

export const competentNamed: Moving = ({ data }) =>
  data.competent !== undefined
    ? null
    : broken('competentNamed', '工伤认定办法第四条', '移送须写明有管辖权的部门', 'name the competent department');

type Served = z.output<(typeof events)['SERVED']>;

/** Whether the service is of the decision that stands; one of an older version no longer counts. */
export const isStanding = ({ decision }: Facts, { event, eventId }: Pick<Served, 'event' | 'eventId'>): boolean =>
  decision?.event === event && decision.eventId === (eventId ?? null);

export const servedAfter = (facts: Facts, served: Served): Facts['served'] =>
  isStanding(facts, served) ? { ...facts.served, [served.recipient]: served.on } : facts.served;

export const wholeServed = ({ served: { person, employer } }: Facts): boolean => person !== null && employer !== null;

/** 办法 22: to worker (or relative) and employer; the agency gets a copy. */
export const bothServed: Guard<Facts, Served> = ({ facts, data }) => {
  const { person, employer } = servedAfter(facts, data);
  return isStanding(facts, data) && person !== null && employer !== null
    ? null
    : broken('bothServed', '工伤认定办法第二十二条', '决定书尚未全部送达', 'worker (or relative) and employer, both');
};

/** The day from which the limits of remedies run: the later one. */
export const deliveredOn = ({ served: { person, employer } }: Facts): string | null =>
  person === null || (employer !== null && employer > person) ? employer : person;

const REMEDIES = { reconsideration: 'REV60', suit: 'SUE6M' } as const;

export const withinRemedy: Guard<Facts, { readonly kind: 'reconsideration' | 'suit'; readonly on: string }> = ({
  facts,
  data,
  today,
}) => {
  const article = '行政复议法第二十条、行政诉讼法第四十六条';
  const start = deliveredOn(facts);
  if (start === null) return broken('withinRemedy', article, '决定尚未送达，期限未开始', 'nothing has been served yet');
  if (data.on < start || data.on > today)
    return broken('withinRemedy', article, '复议或者诉讼日期有误', `between ${start} and ${today}`);
  const { upheldOn } = facts;
  if (upheldOn !== null && (data.kind === 'reconsideration' || data.on < upheldOn))
    return broken('withinRemedy', article, '该决定已经复议或者诉讼维持，只能依法起诉或者上诉', `upheld on ${upheldOn}`);
  const last = upheldOn === null ? lastDay(REMEDIES[data.kind], { start }) : lastDay('SUE15', { start: upheldOn });
  return data.on <= last ? null : broken('withinRemedy', article, '已超过法定期限', `the last day was ${last}`);
};

/** What upheld it came after what it was asked about. */
export const instrumentDated: Guard<Facts, { readonly instrument: { readonly on: string } }> = ({
  facts,
  data,
  today,
}) => {
  const { on } = data.instrument;
  const asked = facts.dispute?.on ?? on;
  return asked <= on && on <= today
    ? null
    : broken('instrumentDated', '行政诉讼法第四十五条', '复议决定或者裁判的日期有误', `between ${asked} and ${today}`);
};

/** Nothing is closed while a remedy can still be sought. */
export const remediesOver: Any = ({ facts, today }) => {
  const start = deliveredOn(facts);
  const { upheldOn } = facts;
  const first = start === null ? null : lastDay('SUE6M', { start });
  // 行诉法 45, 85: after a decision or a judgment that upheld it, 15 days to sue or to appeal.
  const last = upheldOn === null ? first : lastDay('SUE15', { start: upheldOn });
  return last !== null && today > last
    ? null
    : broken(
        'remediesOver',
        '行政诉讼法第四十六条',
        '救济期限尚未届满，不能归档',
        last === null ? 'the decision has not been served' : `a suit can be brought until ${last}`,
      );
};

const decided = (guard: string, outcomes: readonly string[], { decision }: Facts) =>
  decision !== null && outcomes.includes(decision.outcome)
    ? null
    : broken(guard, '行政复议法第六十八条', '与原决定的类型不符', `the decision was ${decision?.outcome ?? 'none'}`);

export const wasDecided: Any = ({ facts }) => decided('wasDecided', ['yes', 'no'], facts);
export const wasRefused: Any = ({ facts }) => decided('wasRefused', ['refused'], facts);

export const wasCommitted: Guard<Facts, { readonly item: string }> = ({ facts, data }) =>
  facts.held[data.item] === 'committed'
    ? null
    : broken('wasCommitted', '国办发〔2020〕42号', '该材料不是以承诺代替的', `${data.item} was not committed to`);

type Correcting = Guard<Facts, { readonly outcome: 'yes' | 'no' }>;

export const correctedToYes: Correcting = ({ data }) =>
  data.outcome === 'yes'
    ? null
    : broken('correctedToYes', '工伤保险条例第五十三条', '更正后为不予认定', 'outcome is no');

export const correctedToNo: Correcting = ({ data }) =>
  data.outcome === 'no' ? null : broken('correctedToNo', '工伤保险条例第五十三条', '更正后为认定', 'outcome is yes');
