/** What the law asks before a step of an assessment, each with its article and its own name. */
import { z } from 'zod';
import { type Day, daysBetween } from '../../rules/calendar/day.ts';
import type { Broken } from '../model.ts';
import type { Guard, StepInput } from '../step.ts';
import type { Conclusions, Facts } from './facts.ts';
import { lastDay } from './rules.ts';

type Input<D = unknown> = StepInput<Facts, D>;

export const broken = (guard: string, article: string, message: string, hint: string): Broken => ({
  guard,
  article,
  message,
  hint,
});

/** A day that somebody wrote down: neither in the future nor before what it must follow. */
export function dayOrder<D>(
  name: string,
  article: string,
  day: (input: Input<D>) => Day | undefined | null,
  earliest: (facts: Facts) => Day | null,
  message: string,
): Guard<Facts, D> {
  const guard = (input: Input<D>): Broken | null => {
    const given = day(input);
    if (given === undefined || given === null) return null;
    if (given > input.today) return broken('date-in-future', article, '日期不能晚于今天', `${given} is after today`);
    const first = earliest(input.facts);
    if (first !== null && given < first) return broken(name, article, message, `${given} is before ${first}`);
    return null;
  };
  Object.defineProperty(guard, 'name', { value: name });
  return guard;
}

/** Kinds that rest on no determination: illness, and the dependants of somebody who died. */
const WITHOUT_DETERMINATION: readonly string[] = ['C1', 'C2'];

export function determined({ facts, data }: Input<{ kinds: readonly string[] }>): Broken | null {
  if (facts.decidedOn !== null || data.kinds.every((kind) => WITHOUT_DETERMINATION.includes(kind))) return null;
  return broken(
    'determined',
    '工伤保险条例第二十三条',
    '尚未作出认定工伤决定，不能申请劳动能力鉴定',
    'the determination must have been decided positively; only C1 and C2 need none',
  );
}

/** 令55 art 7: the condition is stable, or the period of stay with pay is over. Only grading waits for it. */
export function stable({
  data,
}: Input<{ kinds: readonly string[]; stable: boolean; stayPeriodOver: boolean }>): Broken | null {
  const grading = data.kinds.some((kind) => ['A1', 'A2', 'A3'].includes(kind));
  if (!grading || data.stable || data.stayPeriodOver) return null;
  return broken(
    'stable',
    '劳动能力鉴定管理办法（令55）第七条',
    '伤情尚未稳定且停工留薪期未满，暂不能申请等级鉴定',
    'stable or stayPeriodOver must be true for A1, A2, A3',
  );
}

const Graded = z.object({ revoked: z.boolean(), conclusions: z.array(z.object({ kind: z.string() })) });

/** A grade that stands is changed by re-assessment or review, not by a second first assessment. */
export function notGradedBefore({ case: { parts }, partId, data }: Input<{ kinds: readonly string[] }>): Broken | null {
  if (!data.kinds.includes('A1')) return null;
  const graded = parts.some(({ id, kind, facts }) => {
    if (kind !== 'assessment' || id === partId) return false;
    const read = Graded.safeParse(facts);
    return read.success && !read.data.revoked && read.data.conclusions.some((one) => one.kind === 'A1');
  });
  if (!graded) return null;
  return broken(
    'graded-before',
    '工伤保险条例第二十六条、第二十八条',
    '已有初次鉴定结论，请申请再次鉴定或者复查鉴定',
    'RE_ASSESS within 15 days, REVIEW after a year',
  );
}

export function firstSupplement({ facts }: Input): Broken | null {
  if (facts.supplements === 0) return null;
  return broken(
    'first-supplement',
    '劳动能力鉴定管理办法（令55）第十条',
    '补正材料应当一次性告知，再次补正须由负责人决定',
    'everything is asked for at once; a second notice needs the chief',
  );
}

export function notExtended({ facts }: Input): Broken | null {
  if (!facts.extended) return null;
  return broken(
    'extended-once',
    '劳动能力鉴定管理办法（令55）第十条',
    '鉴定期限只能延长一次，最多30日',
    'the limit was extended before',
  );
}

export function drawAnnounced({ facts }: Input): Broken | null {
  if (facts.drawAnnounced && facts.panel === null) return null;
  return broken(
    'draw-announced',
    '劳动能力鉴定管理办法（令55）第十一条',
    facts.panel === null ? '尚未公布专家抽取承诺值' : '专家已经抽取',
    facts.panel === null ? 'ANNOUNCE_DRAW first' : 'drawn; REPLACE for recusal or absence',
  );
}

export function drawn({ facts }: Input): Broken | null {
  if (facts.panel !== null) return null;
  return broken('drawn', '劳动能力鉴定管理办法（令55）第十一条', '尚未抽取专家', 'no panel has been drawn');
}

/** The officer's word; where terminals of the site record, their report counts as well (hooks/recorder.ts). */
export function recorderOn({ data }: Input<{ avOn: boolean }>): Broken | null {
  if (data.avOn) return null;
  return broken(
    'recorder-on',
    '劳动能力鉴定管理办法（令55）第十二条；现场鉴定全程录音录像',
    '录音录像设备未启动，不能开始现场鉴定',
    'avOn must be true: if the recorder fails, the examination does not start',
  );
}

export function onSessionDay({ facts, data, today }: Input<{ on: Day }>): Broken | null {
  if (data.on > today)
    return broken(
      'date-in-future',
      '劳动能力鉴定管理办法（令55）第十二条',
      '日期不能晚于今天',
      `${data.on} > ${today}`,
    );
  if (facts.session === null || facts.session.day === data.on) return null;
  return broken(
    'on-session-day',
    '劳动能力鉴定管理办法（令55）第十二条',
    `现场鉴定安排在${facts.session.day}，与所填日期不符`,
    `the session is on ${facts.session.day}`,
  );
}

type Identifying = Input<{ on: Day; checkInId?: string | undefined }>;

/** The terminal has identified the person before; another check-in cannot be named then. */
export function arrivedBefore({ facts, data }: Identifying): Broken | null {
  const { checkInId } = facts;
  if (checkInId !== null && (data.checkInId === undefined || data.checkInId === checkInId)) return null;
  return broken(
    'arrived-before',
    '劳动能力鉴定管理办法（令55）第十二条',
    '本次鉴定没有这一签到记录',
    checkInId === null ? 'nobody has checked in' : `the terminal's check-in is ${checkInId}`,
  );
}

/** The terminal's check-in, or two different officers, each under the own token (令55 art 12). */
export function identified({ facts: { checkInId, compared }, data, actor }: Identifying): Broken | null {
  const byTwo = compared !== null && compared.on === data.on && compared.by !== actor.id && actor.role !== 'system';
  if (checkInId === null && (data.checkInId !== undefined || byTwo)) return null;
  return broken(
    'identified',
    '劳动能力鉴定管理办法（令55）第十二条',
    '须由终端核验身份，或者由两名工作人员共同核对',
    'give checkInId; or one officer says COMPARED and another CHECKIN, on the same day',
  );
}

export function explained({ facts }: Input): Broken | null {
  if (facts.explained) return null;
  return broken(
    'explained',
    '劳动能力鉴定管理办法（令55）第十二条',
    '被鉴定人尚未说明未到场的理由',
    'EXPLAIN first: a new time needs a reason that the committee accepts',
  );
}

export function graceOver({ facts, today }: Input): Broken | null {
  if (facts.explained || (facts.graceUntil !== null && today > facts.graceUntil)) return null;
  return broken(
    'grace-running',
    '劳动能力鉴定管理办法（令55）第十四条（说明理由期限为本系统约定）',
    `被鉴定人可在${facts.graceUntil ?? '期限内'}前说明理由，期满后方可终止`,
    'wait for the explanation or the end of the three days',
  );
}

/** Whoever reported the absence does not also confirm it. */
export function otherThanReporter({ facts, actor }: Input): Broken | null {
  if (facts.absentReportedBy !== actor.id) return null;
  return broken(
    'two-people',
    '劳动能力鉴定管理办法（令55）第十四条',
    '未到场须由另一名工作人员确认',
    'the one who reported the absence may not confirm it',
  );
}

export function seated({ facts }: Input): Broken | null {
  if (facts.panelSeated) return null;
  return broken('seated', '劳动能力鉴定管理办法（令55）第十一条', '专家组尚未就座', 'SEAT first');
}

export function onPanel({ facts, data }: Input<{ expertId: string }>): Broken | null {
  if (facts.panel?.seats.some(({ expertId }) => expertId === data.expertId)) return null;
  return broken('on-panel', '劳动能力鉴定管理办法（令55）第十五条', '不是本次专家组成员', 'not one of the seats');
}

/** One person signs for one expert, and each expert once a round. */
export function ownSignature({ facts, data, actor }: Input<{ expertId: string }>): Broken | null {
  const clash = facts.signers.some(({ expertId, by }) => by === actor.id || expertId === data.expertId);
  if (!clash) return null;
  return broken(
    'own-signature',
    '劳动能力鉴定管理办法（令55）第十五条',
    '每位专家只能签署本人的意见一次',
    'this expert or this person has signed in this round',
  );
}

type Answered = readonly { readonly kind: string }[];

/** Every kind that was asked for, and no other. */
function answersAll(facts: Facts, answered: Answered): Broken | null {
  const given = answered.map(({ kind }) => kind).sort();
  if (given.join() === [...facts.kinds].sort().join()) return null;
  return broken(
    'every-kind',
    '劳动能力鉴定管理办法（令55）第十五条',
    '结论应当与申请的鉴定事项一一对应',
    `asked for ${facts.kinds.join(', ')}, given ${given.join(', ')}`,
  );
}

export const everyKind = ({ facts, data }: Input<{ conclusions: Answered }>) => answersAll(facts, data.conclusions);
export const everyKindOpinion = ({ facts, data }: Input<{ kinds: Answered }>) => answersAll(facts, data.kinds);

/** 令55 art 34(5): the committee's conclusion is the experts' opinion. */
export function sameAsOpinion({ facts, data }: Input<{ conclusions: Conclusions }>): Broken | null {
  const majority = facts.opinions?.majority ?? [];
  const same = data.conclusions.every(({ kind, conclusion }) => {
    const wanted = majority.find((other) => other.kind === kind);
    return wanted !== undefined && canonical(wanted.conclusion) === canonical(conclusion);
  });
  if (same) return null;
  return broken(
    'same-as-opinion',
    '劳动能力鉴定管理办法（令55）第十六条、第三十四条第五项',
    '鉴定结论必须与专家组多数意见一致',
    `the majority is ${canonical(majority)}`,
  );
}

/** The same value gives the same text, whatever the order of its fields; reasons in words do not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'reason') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export function stayFromGiven({ facts, data }: Input<{ stayFrom?: Day | undefined }>): Broken | null {
  const asked = facts.kinds.some((kind) => kind === 'B1' || kind === 'B2');
  if (!asked || data.stayFrom !== undefined) return null;
  return broken(
    'stay-from',
    '工伤保险条例第三十三条',
    '确认停工留薪期须写明起始日期',
    'give stayFrom: the day from which the months count',
  );
}

/** 15 days from the party's own receipt (条例 art 26). */
export function insideReAssessWindow({
  facts,
  data,
  today,
  case: { province },
}: Input<{ party: 'person' | 'employer'; on?: Day | undefined }>): Broken | null {
  const received = facts.servedOn[data.party];
  if (received === null) return null;
  const until = lastDay('LA_RE15', { start: received, province });
  if ((data.on ?? today) <= until) return null;
  return broken(
    're-assess-window',
    '工伤保险条例第二十六条',
    `再次鉴定应当在收到结论之日起15日内申请，期限已于${until}届满`,
    `received ${received}, last day ${until}`,
  );
}

const STAFF: readonly string[] = ['clerk', 'officer', 'system'];

/** Only staff write down an earlier day: of what came by post. Everybody else asks today. */
export function dayByStaff({ data, today, actor: { role } }: Input<{ on?: Day | undefined }>): Broken | null {
  if (data.on === undefined || data.on === today || STAFF.includes(role)) return null;
  return broken(
    'day-by-staff',
    '工伤保险条例第二十六条、第二十八条',
    '申请日期以收到申请之日为准',
    'leave `on` out; only a clerk gives the day of receipt',
  );
}

/** Whoever asks for itself is the party that it is; a clerk types for either. */
export function ownParty({ data, actor: { role } }: Input<{ party: 'person' | 'employer' }>): Broken | null {
  const own = { applicant: 'person', employer: 'employer' } as const;
  const party = role === 'applicant' || role === 'employer' ? own[role] : data.party;
  if (party === data.party) return null;
  return broken(
    'own-party',
    '工伤保险条例第二十六条',
    '只能以本人或者本单位名义申请',
    `${role} asks for ${party} only`,
  );
}

/** A review follows from a conclusion, a year later: nobody begins with one. */
export function notReview({ data }: Input<{ kinds: readonly string[] }>): Broken | null {
  if (!data.kinds.includes('A3')) return null;
  return broken(
    'by-review',
    '工伤保险条例第二十八条',
    '复查鉴定须在鉴定结论作出一年后，就该结论申请',
    'A3 begins with REVIEW of the part whose conclusion stands',
  );
}

export function notRevoked({ facts }: Input): Broken | null {
  if (!facts.revoked) return null;
  return broken('not-revoked', '劳动能力鉴定管理办法（令55）第三十一条', '该结论已被撤销', 'revoked');
}

/** 条例 art 28: one year after the conclusion. */
export function oneYearLater({ facts, data, today }: Input<{ on?: Day | undefined }>): Broken | null {
  if (facts.concludedOn === null) return null;
  const first = lastDay('LA_REV1Y', { start: facts.concludedOn });
  const on = data.on ?? today;
  if (on >= first) return null;
  return broken(
    'one-year-later',
    '工伤保险条例第二十八条',
    `复查鉴定自${first}起可以申请`,
    `${daysBetween(on, first)} days too early`,
  );
}
