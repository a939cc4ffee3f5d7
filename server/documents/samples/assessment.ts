/** Specimens of D18–D30. */
import type { DocumentFields } from '../fields.ts';
import { APPLICANT, COMMON, CONTACT, SELF, SIGNATURE } from './common.ts';

const KINDS = ['劳动功能障碍程度初次鉴定', '生活自理障碍程度鉴定'];
const CONCLUSION = {
  determinationNumber: '潍城人社工认字〔2026〕0001号',
  appliedOn: '2026-07-25',
  examinedOn: '2026-07-31',
  injury: {
    part: '右手食指',
    functionalLoss: '右手食指末节缺失，远侧指间关节活动受限。',
    diagnosis: '右手食指末节开放性骨折术后。',
  },
  standard: 'GB/T 16180-2014《劳动能力鉴定 职工工伤与职业病致残等级》',
  clauses: ['5.10.2 条款 11）：一手指除拇指外，任何一指远侧指间关节离断或功能丧失。'],
};

export const ASSESSMENT: { readonly [K in 'D18' | 'D19' | 'D20' | 'D21' | 'D22' | 'D23']: DocumentFields<K> } & {
  readonly [K in 'D24' | 'D25' | 'D26' | 'D27' | 'D28' | 'D29' | 'D30']: DocumentFields<K>;
} = {
  D18: {
    ...COMMON,
    documents: [{ name: '认定工伤决定书', number: '潍城人社工认字〔2026〕0001号' }],
    receiver: { name: '王建华', relation: '受送达人本人' },
    method: '自助终端直接送达',
    place: '潍坊银行潍城支行自助终端 T-A',
    servedAt: '2026-07-25T01:00:00Z',
    server: '李示例',
    proof: '身份证芯片核验通过，屏幕签名',
    signature: SIGNATURE,
  },
  D19: {
    ...COMMON,
    kinds: KINDS,
    applicant: SELF,
    determinationNumber: '潍城人社工认字〔2026〕0001号',
    injuredPart: '右手食指',
    hospital: '潍坊市示例人民医院',
    condition: '治疗已经结束，伤情相对稳定，右手食指活动受限。',
    request: '申请评定伤残等级。',
    signature: SIGNATURE,
  },
  D20: {
    ...COMMON,
    applicant: SELF,
    appliedOn: '2026-07-25',
    items: [{ name: '出院记录', form: '原件或者照片', note: '医院共享未能取得' }],
    days: 15,
    consequence: '无正当理由逾期未补正的，视为放弃本次申请；以后可以重新申请。',
    contact: CONTACT,
  },
  D21: { ...COMMON, kinds: KINDS, applicant: SELF, receivedOn: '2026-07-25', concludeBy: '2026-09-23' },
  D22: {
    ...COMMON,
    kinds: KINDS,
    at: '2026-07-31T01:00:00Z',
    site: '潍城区劳动能力鉴定中心',
    address: '潍坊市潍城区示例路8号三楼',
    room: 'A',
    bring: ['居民身份证或者社会保障卡', '近期影像资料'],
    contact: CONTACT,
  },
  D23: {
    ...COMMON,
    session: { day: '2026-07-31', site: '潍城区劳动能力鉴定中心' },
    drawnAt: '2026-07-29T02:00:00Z',
    specialties: ['手外科', '骨科'],
    counts: [
      { label: '专家库', count: 136 },
      { label: '专业相符', count: 24 },
      { label: '除去回避、请假和超出次数', count: 19 },
    ],
    commitment: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    seed: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    seats: [
      { position: 1, expert: '陈示例', specialty: '手外科', result: '组长' },
      { position: 2, expert: '孙示例', specialty: '骨科', result: '成员' },
      { position: 3, expert: '周示例', specialty: '手外科', result: '成员' },
    ],
    reserves: [{ position: 4, expert: '吴示例', specialty: '骨科', result: '候补' }],
    operator: '刘示例',
  },
  D24: {
    ...COMMON,
    at: '2026-07-31T00:50:00Z',
    site: '潍城区劳动能力鉴定中心',
    terminal: 'T-A',
    method: '身份证芯片与人脸1:1比对',
    result: '核验通过',
    score: '0.82（阈值0.60）',
    officers: ['刘示例'],
  },
  D25: {
    ...COMMON,
    kinds: KINDS,
    examinedOn: '2026-07-31',
    findings: '右手食指末节缺失，残端愈合良好；远侧指间关节活动丧失。\n日常生活能够自理。',
    experts: [
      { name: '陈示例', specialty: '手外科', opinion: '十级；无生活自理障碍', signedAt: '2026-07-31T02:00:00Z' },
      { name: '孙示例', specialty: '骨科', opinion: '十级；无生活自理障碍', signedAt: '2026-07-31T02:01:00Z' },
      { name: '周示例', specialty: '手外科', opinion: '九级；无生活自理障碍', signedAt: '2026-07-31T02:03:00Z' },
    ],
    standard: CONCLUSION.standard,
    clauses: CONCLUSION.clauses,
    opinions: [
      { kind: '劳动功能障碍程度', conclusion: '十级', votes: '2 : 1' },
      { kind: '生活自理障碍程度', conclusion: '无生活自理障碍', votes: '3 : 0' },
    ],
  },
  D26: {
    ...COMMON,
    ...CONCLUSION,
    conclusions: [
      { kind: '劳动功能障碍程度', conclusion: '十级' },
      { kind: '生活自理障碍程度', conclusion: '无生活自理障碍' },
    ],
  },
  D27: {
    ...COMMON,
    kinds: KINDS,
    scheduledAt: '2026-07-31T01:00:00Z',
    reason: '被鉴定人未说明理由，未参加现场鉴定；工作人员当日两次电话联系，未接通。',
    clause: '《劳动能力鉴定管理办法》第十四条',
    endedOn: '2026-07-31',
    contact: CONTACT,
  },
  D28: {
    ...COMMON,
    request: '再次鉴定',
    applicant: SELF,
    previous: { number: '潍城劳鉴结字〔2026〕0001号', conclusion: '十级', receivedOn: '2026-08-02' },
    reason: '认为右手食指功能丧失的程度重于所评等级。',
    signature: { ...SIGNATURE, at: '2026-08-10T01:00:00Z' },
  },
  D29: {
    ...COMMON,
    ...CONCLUSION,
    examinedOn: '2026-09-10',
    previous: {
      number: '潍城劳鉴结字〔2026〕0001号',
      authority: '潍坊市劳动能力鉴定委员会',
      conclusion: '十级',
      issuedOn: '2026-08-01',
    },
    conclusions: [{ kind: '劳动功能障碍程度', conclusion: '九级' }],
  },
  D30: {
    ...COMMON,
    addressee: APPLICANT.name,
    diagnosis: '右手食指末节开放性骨折。',
    from: '2026-07-11',
    to: '2026-10-10',
    months: 3,
    clause: '《工伤保险条例》第三十三条',
  },
};
