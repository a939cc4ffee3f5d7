/** The documents of an assessment: what each step knows; person, employer, applicant and contact come from the file. */

import { specialtyName } from '../../assessment/experts/specialties.ts';
import { kindOf } from '../../assessment/kinds/catalogue.ts';
import { conclusionText, parseConclusion } from '../../assessment/kinds/conclusion.ts';
import { addDays, addMonths } from '../../rules/calendar/day.ts';
import { CONTACT } from '../determination/papers.ts';
import type { DocumentOrder, StepInput } from '../step.ts';
import type { Conclusions, Facts } from './facts.ts';
import { lastDay, limitOf } from './rules.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const BOTH = ['person', 'employer'] as const;
const ALL = ['person', 'employer', 'agency'] as const;

export const STANDARD = 'GB/T 16180-2014《劳动能力鉴定 职工工伤与职业病致残等级》';

const kindNames = ({ kinds }: Facts): string[] => kinds.map((kind) => kindOf(kind).name);

/** Conclusions in the words of the document; a revoked one says so. */
export const conclusionLines = (conclusions: Conclusions) =>
  conclusions.map(({ kind, conclusion }) => {
    const read = parseConclusion(kind, conclusion);
    return { kind: kindOf(kind).name, conclusion: read.ok ? conclusionText(read.value) : '—' };
  });

/** When something is said to have happened today: the instant of the step. */
const moment = (at: number): string => new Date(at).toISOString();
/** Sessions begin in the morning; the plan knows days and rooms only. */
const sessionStart = (day: string): string => `${day}T09:00:00+08:00`;

interface Application {
  readonly injuredPart: string;
  readonly condition: string;
  readonly request: string;
  readonly hospital?: string | undefined;
  readonly determinationNumber?: string | undefined;
  readonly signature: unknown;
}

export function applicationForms({ facts, data, at, actor }: Input<Application>): DocumentOrder[] {
  const { injuredPart, condition, request, hospital, determinationNumber, signature } = data;
  const form = { kinds: kindNames(facts), injuredPart, condition, request, hospital, determinationNumber, signature };
  const receipt = {
    procedure: '劳动能力鉴定',
    receivedAt: moment(at),
    channel: actor.role === 'clerk' ? '窗口' : '自助终端',
    items: [
      { id: 'LA1', name: '劳动能力鉴定申请表' },
      { id: 'LA2', name: '工伤认定决定书', tag: '已由系统取得' },
      { id: 'LA3', name: '诊断证明及完整病历' },
      { id: 'LA4', name: '居民身份证或者社会保障卡', tag: '已由系统取得' },
    ],
    receivedBy: actor.id,
    next: '劳动能力鉴定委员会将在5个工作日内审核材料；材料不全的，一次性书面告知补正；自收到申请之日起60日内作出结论。',
  };
  return [
    { kind: 'D19', recipients: ['file'], fields: form },
    { kind: 'D03', recipients: ['person'], fields: receipt },
  ];
}

export function supplementNotice({ facts, data }: Input<{ items: unknown; days: number }>) {
  const fields = {
    appliedOn: facts.receivedOn,
    items: data.items,
    days: data.days,
    consequence: '无正当理由逾期未补正的，视为放弃当次鉴定申请，可以重新申请。',
    contact: CONTACT,
  };
  return [{ kind: 'D20', recipients: ['person'], fields }] satisfies DocumentOrder[];
}

export function acceptance({ facts, today, case: { province } }: Input): DocumentOrder[] {
  const start = facts.receivedOn ?? today;
  const concludeBy = lastDay(limitOf(facts.kinds), { start, pauses: facts.pauses, province });
  return [
    { kind: 'D21', recipients: BOTH, fields: { kinds: kindNames(facts), receivedOn: facts.receivedOn, concludeBy } },
  ];
}

export function sessionNotice({ facts }: Input): DocumentOrder[] {
  if (facts.session === null) return [];
  const { day, site, room } = facts.session;
  const fields = {
    kinds: kindNames(facts),
    at: sessionStart(day),
    site,
    address: site,
    room,
    bring: ['居民身份证或者社会保障卡', '诊断证明、完整病历和影像资料原件'],
    note: '无正当理由不按时参加现场鉴定的，终止本次鉴定；确有困难的，请在鉴定日前申请改期。',
    contact: CONTACT,
    rescheduled: facts.movedFrom !== null,
  };
  return [{ kind: 'D22', recipients: BOTH, fields }];
}

type Seats = NonNullable<Facts['panel']>['seats'];

/** Experts appear by number: names and licences are protected (令55 art 25) and can be found in the pool by it. */
const expertCode = (id: string): string => `专家${id.slice(-8)}`;
const seatLines = (seats: Seats, from: number) =>
  seats.map(({ expertId, specialty, result }, index) => ({
    position: from + index,
    expert: expertCode(expertId),
    specialty: specialtyName(specialty),
    result,
  }));

export function drawRecord({ facts, actor }: Input): DocumentOrder[] {
  const { panel, session } = facts;
  if (panel === null || session === null) return [];
  const fields = {
    session: { day: session.day, site: session.site },
    drawnAt: panel.drawnAt,
    specialties: panel.specialties.map(specialtyName),
    counts: panel.counts,
    commitment: panel.commitment,
    seed: panel.seed,
    seats: seatLines(panel.seats, 1),
    reserves: seatLines(panel.reserves, panel.seats.length + 1),
    operator: actor.id,
  };
  return [{ kind: 'D23', recipients: ['file'], fields }];
}

const METHODS: Readonly<Record<string, string>> = {
  face: '终端人脸比对',
  'two-officers': '两名工作人员共同核对',
};

export function identityRecord({ facts }: Input): DocumentOrder[] {
  const { identity, session, examinedOn } = facts;
  if (identity === null || session === null) return [];
  const fields = {
    at: identity.at,
    site: session.site,
    ...(identity.terminal === null ? {} : { terminal: identity.terminal }),
    method: METHODS[identity.method] ?? identity.method,
    // At the terminal's check-in no recorder runs yet: CHECKIN, the beginning, is refused without it.
    result: examinedOn === null ? '核验一致' : '核验一致，全程录音录像已启动',
    officers: identity.officers,
  };
  return [{ kind: 'D24', recipients: ['file'], fields }];
}

export function termination(input: Input<{ reason: string }>, clause: string): DocumentOrder[] {
  const { facts, data, today } = input;
  const fields = {
    kinds: kindNames(facts),
    ...(facts.session === null ? {} : { scheduledAt: sessionStart(facts.session.day) }),
    reason: data.reason,
    clause,
    endedOn: today,
    contact: CONTACT,
  };
  return [{ kind: 'D27', recipients: BOTH, fields }];
}

export function opinionSheet({ facts, data }: Input<{ findings: string }>): DocumentOrder[] {
  const { opinions, panel, examinedOn } = facts;
  if (opinions === null || panel === null) return [];
  const specialty = new Map(panel.seats.map((seat) => [seat.expertId, seat.specialty]));
  const lines = conclusionLines(opinions.majority);
  const fields = {
    kinds: kindNames(facts),
    examinedOn,
    findings: data.findings,
    experts: opinions.signed.map(({ expertId, at }) => ({
      name: expertCode(expertId),
      specialty: specialtyName(specialty.get(expertId) ?? ''),
      opinion: '已签署，见意见存档',
      signedAt: at,
    })),
    standard: STANDARD,
    clauses: opinions.clauses.length > 0 ? opinions.clauses : ['不适用等级条款'],
    opinions: lines.map((line, index) => ({
      ...line,
      votes: opinions.votes[opinions.majority[index]?.kind ?? ''] ?? '多数',
    })),
  };
  return [{ kind: 'D25', recipients: ['file'], fields }];
}

interface Concluded {
  readonly clauses: readonly string[];
  readonly injury: unknown;
  readonly determinationNumber?: string | undefined;
  readonly stayFrom?: string | undefined;
}

export function conclusion({ facts, data }: Input<Concluded>): DocumentOrder[] {
  const paper: DocumentOrder = {
    kind: 'D26',
    recipients: ALL,
    fields: {
      determinationNumber: data.determinationNumber,
      appliedOn: facts.receivedOn,
      examinedOn: facts.examinedOn,
      injury: data.injury,
      standard: STANDARD,
      clauses: data.clauses,
      conclusions: conclusionLines(facts.conclusions),
    },
  };
  return [paper, ...stayNotice(facts, data)];
}

/** 停工留薪期: a notice of its own, because the employer pays by it. */
function stayNotice(facts: Facts, { injury, stayFrom }: Concluded): DocumentOrder[] {
  const stay = facts.conclusions.find(({ kind }) => kind === 'B1' || kind === 'B2');
  const months = stay === undefined ? 0 : monthsOf(stay.conclusion);
  if (stay === undefined || months === 0 || stayFrom === undefined) return [];
  const fields = {
    diagnosis: diagnosisOf(injury),
    from: stayFrom,
    to: addDays(addMonths(stayFrom, months), -1),
    months,
    extension: stay.kind === 'B2',
    clause: '《工伤保险条例》第三十三条',
  };
  return [{ kind: 'D30', recipients: BOTH, fields }];
}

const monthsOf = (conclusion: unknown): number => {
  const read = parseConclusion('B1', conclusion);
  return read.ok && read.value.form === 'months' ? read.value.months : 0;
};

const diagnosisOf = (injury: unknown): string =>
  typeof injury === 'object' && injury !== null && 'diagnosis' in injury ? String(injury.diagnosis) : '';

interface Again {
  readonly conclusionNumber: string;
  readonly signature: unknown;
}

export function againForm(
  { facts, data, today }: Input<Again>,
  request: '再次鉴定' | '复查鉴定',
  reason: string,
  receivedOn: string | null,
): DocumentOrder[] {
  const lines = conclusionLines(facts.conclusions).map(({ kind, conclusion: text }) => `${kind}：${text}`);
  const previous = {
    number: data.conclusionNumber,
    conclusion: lines.join('；').slice(0, 200),
    receivedOn: receivedOn ?? today,
  };
  return [{ kind: 'D28', recipients: ['file'], fields: { request, previous, reason, signature: data.signature } }];
}

export function provincialConclusion(
  input: Input<Concluded & { examinedOn: string; previous: { number: string; authority: string } }>,
  before: { conclusions: Conclusions; concludedOn: string | null },
): DocumentOrder[] {
  const { facts, data, today } = input;
  const lines = conclusionLines(before.conclusions).map(({ conclusion: text }) => text);
  const previous = {
    ...data.previous,
    conclusion: lines.join('；').slice(0, 200),
    issuedOn: before.concludedOn ?? today,
  };
  const fields = {
    determinationNumber: data.determinationNumber,
    appliedOn: facts.reAssessAskedOn ?? facts.receivedOn,
    examinedOn: data.examinedOn,
    injury: data.injury,
    standard: STANDARD,
    clauses: data.clauses,
    conclusions: conclusionLines(facts.conclusions),
    previous,
  };
  return [{ kind: 'D29', recipients: ALL, fields }];
}

/** A revocation is a new version of the conclusion document that says so: same committee, same seal, same service. */
export function revocation({
  facts,
  data,
}: Input<{ conclusionNumber: string; reason: string; injury: unknown }>): DocumentOrder[] {
  const fields = {
    appliedOn: facts.receivedOn,
    examinedOn: facts.examinedOn,
    injury: data.injury,
    standard: '《劳动能力鉴定管理办法》（令55）第三十一条第一项',
    clauses: [data.reason],
    conclusions: [{ kind: `原结论书 ${data.conclusionNumber}`, conclusion: '予以撤销' }],
  };
  return [{ kind: 'D26', recipients: ALL, fields }];
}
