/** Data for every event of a determination, and stories told with them; for tests only. */
import type { Line } from '../play.ts';
import type { Sample } from '../walk.ts';
import { Facts } from './facts.ts';

export const FROM = '2026-07-11';
const signature = { name: '测试人', at: '2026-07-24T02:00:00Z', method: '屏幕签名' };
const instrument = { body: '测试区人民法院', number: '（2026）鲁0702民初1号', on: '2026-07-20' };
const DIGEST = 'ab'.repeat(32);

/** Everything that G14_1 asks a worker for. */
const HELD = ['M02', 'M04', 'M05', 'M11'].map((id) => ({ id, how: 'uploaded' }));
/** Everything that any scenario asks anybody for. */
const ALL = Array.from({ length: 29 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`).map((id) => ({
  id,
  how: 'uploaded',
}));

export const SIMPLE = {
  insuredOnInjuryDay: true,
  employerAgrees: true,
  diagnosis: 'S62.6',
  diagnosedByAgreementHospital: true,
  attendanceOrVideo: true,
  thirdPartyDispute: false,
  age: 40,
};

export const application = (more: Record<string, unknown> = {}) => ({
  scenario: 'G14_1',
  held: HELD,
  signature,
  channel: '自助终端',
  ...more,
});

const G14_1 = ['time', 'place', 'cause', 'accident'];
export const yes = (more: Record<string, unknown> = {}) => ({
  outcome: 'yes',
  scenario: 'G14_1',
  elements: G14_1,
  evidence: ['M05', 'M11'],
  ...more,
});
export const no = (more: Record<string, unknown> = {}) => ({
  outcome: 'no',
  scenario: 'G14_1',
  elements: ['time', 'place'],
  evidence: ['M05'],
  ground: 'element-unproven',
  ...more,
});

const corrected = (outcome: string) => ({
  action: '更正',
  outcome,
  original: { title: '认定工伤决定书', number: '潍城人社工认字〔2026〕0001号', issuedOn: '2026-07-24' },
  reason: '主要证据不足',
  content: '更正原决定的结论。',
  clause: '工伤保险条例第五十三条',
});

const reason = { reason: '测试原因' };
const some =
  (data: unknown): Sample =>
  () =>
    data;
const both = (recipient: string): Sample[] =>
  ['DECIDE_YES', 'DECIDE_NO', 'CORRECT', 'LATE', 'NOT_OURS'].map((event) => ({ today, facts }) => ({
    recipient,
    event,
    ...eventIdIn(facts),
    on: today,
  }));

/** The service of the decision that stands names its step. */
function eventIdIn(facts: unknown): { eventId?: string } {
  const { decision } = Facts.parse(facts);
  return decision === null || decision.eventId === null ? {} : { eventId: decision.eventId };
}

export const FILE = {
  person: { name: '测试人', sex: '男', number: '370702196001010018', birthDate: '1960-01-01' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: { day: FROM, description: '手指受伤' },
  service: { electronic: true },
};

/** For every event, data of every kind that its steps tell apart. */
export const samples: Readonly<Record<string, readonly Sample[]>> = {
  LEAD: [some({ injuryOn: FROM })],
  EXTEND_EMPLOYER: [some({ days: 15, ...reason })],
  EMPLOYER_LATE: [some({})],
  START_DRAFT: ['self', 'employer'].map((relation) => some({ relation, injuryOn: FROM })),
  CLASSIFY: [some({ scenario: 'G14_1' })],
  AMEND: [some({ file: FILE, ...reason })],
  FETCH: [some({ item: 'M05', source: '卫生健康', outcome: 'got', attempts: 1 })],
  EMPLOYER_CONFIRM: [some({})],
  SIMPLE_CHECKED: [some({})],
  SUBMIT: [
    some(application({ simple: SIMPLE, held: ALL })),
    some(application({ scenario: 'G14_4', held: ALL })),
    some(
      application({
        held: ALL.map(({ id, how }) => ({ id, how: id === 'M04' ? 'committed' : how })),
        commitments: [{ id: 'M04', name: '劳动关系证明', fact: '本人自2020年起在该单位工作' }],
      }),
    ),
  ],
  NOT_OURS: [some(reason), some({ ...reason, competent: '测试市人力资源和社会保障局' })],
  LATE: [some({})],
  NEED_MORE: [some({ items: [{ id: 'M05', name: '医疗诊断证明' }] })],
  SUPPLEMENTED: [some({ held: [{ id: 'M05', how: 'uploaded' }], channel: '窗口' })],
  SUP_LAPSED: [some({})],
  ACCEPT: [some({ clear: true })],
  SIMPLE_BROKEN: [some({ guards: ['no-doubt'] })],
  UNCLEAR: [some(reason)],
  ASK_EMPLOYER: [some({ cause: 'employer-denies', items: [{ name: '考勤记录' }] })],
  EMPLOYER_ANSWER: [some({ admits: true })],
  EVID_LAPSED: [some({})],
  INVESTIGATE: [some({ officers: ['officer-1', 'officer-2'], noInterest: true })],
  RECORD: [
    some({
      startedAt: '2026-07-24T01:00:00Z',
      endedAt: '2026-07-24T02:00:00Z',
      place: '测试厂',
      investigators: [
        { officer: 'officer-1', name: '调查员甲', licence: '01' },
        { officer: 'officer-2', name: '调查员乙', licence: '02' },
      ],
      recorder: '调查员乙',
      interviewee: { name: '证人', relation: '同事' },
      answers: [{ question: '何时受伤？', answer: '上午。' }],
      recording: DIGEST,
      signature,
    }),
  ],
  COMMISSION: [some({ commissioned: '测试县人力资源和社会保障局', matters: ['核实事故经过'], due: '2026-08-31' })],
  SUSPEND: [some({ cause: 'judicial', ...reason, awaited: '人民法院判决' })],
  QUERY: [some({})],
  RESUME: [some({ ...reason, instrument })],
  PROPOSE: [some(yes()), some(no())],
  SEND_BACK: [some(reason)],
  DECIDE_YES: [some({})],
  DECIDE_NO: [some({})],
  WITHDRAW: [some({ ...reason, workerAgrees: true })],
  COMMITMENT_CHECKED: [some({ item: 'M04', kept: true })],
  SERVED: [...both('person'), ...both('employer')],
  DISPUTE: [({ today }) => ({ kind: 'suit', on: today })],
  UPHELD: [({ today }) => ({ instrument: { ...instrument, on: today } })],
  REDO: [some({ instrument, ...reason })],
  CORRECT: [some(corrected('yes')), some(corrected('no'))],
  CLOSE: [some({})],
};

/** The sample of an event, as a line of a story. */
export const line = (event: string, by: Line['by'], data?: unknown, more: Partial<Line> = {}): Line => ({
  event,
  ...(by === undefined ? {} : { by }),
  data: data ?? samples[event]?.[0]?.({ state: '', facts: {}, today: FROM }),
  ...more,
});

/** Materials that another department answered with while the case was open. */
export const fetched = (...ids: readonly string[]): Line[] =>
  ids.map((item) => line('FETCH', 'officer', { item, source: '有关部门', outcome: 'got', attempts: 1 }));

/** A worker's application of 24 July in the ordinary procedure, not yet accepted. */
export const APPLIED: readonly Line[] = [
  line('START_DRAFT', 'applicant'),
  line('SUBMIT', 'applicant', application(), { on: '2026-07-24' }),
];
export const ACCEPTED: readonly Line[] = [...APPLIED, line('ACCEPT', 'officer', {})];
export const DECIDED: readonly Line[] = [
  ...ACCEPTED,
  line('PROPOSE', 'officer', yes()),
  line('DECIDE_YES', 'chief', {}),
];

/** The service of the papers of the step that decided; `event`: of another. */
export const served = (recipient: string, on: string, event = 'DECIDE_YES'): Line =>
  line('SERVED', 'system', {}, { on, dataFrom: (facts) => ({ recipient, event, on, ...eventIdIn(facts) }) });
