/** Specimens of D31–D37; the amounts of D32 are those of the published example. */
import type { DocumentFields } from '../fields.ts';
import { APPLICANT, COMMON, CONTACT, SELF } from './common.ts';

const FUND = '工伤保险基金';

export const BENEFIT: {
  readonly [K in 'D31' | 'D32' | 'D33' | 'D34' | 'D35' | 'D36' | 'D37']: DocumentFields<K>;
} = {
  D31: {
    ...COMMON,
    appliedOn: '2026-08-05',
    devices: [
      { name: '食指美容指套', reason: '右手食指末节缺失，改善外观和保护残端。', limit: '3000', usefulYears: 2 },
    ],
    validUntil: '2027-02-05',
  },
  D32: {
    ...COMMON,
    determinationNumber: '潍城人社工认字〔2026〕0001号',
    conclusionNumber: '潍城劳鉴结字〔2026〕0001号',
    grade: '十级',
    injuryOn: '2026-07-11',
    wage: { amount: '3083.2', explanation: '受伤前12个月平均月缴费工资，在统筹地区职工平均工资的60%至300%之间。' },
    items: [
      {
        name: '一次性伤残补助金',
        amount: '21582.40',
        payer: FUND,
        period: '一次性',
        formula: '7 × 3083.20 = 21582.40',
        article: '《工伤保险条例》第三十七条第（一）项',
        table: '全国 2011-01-01 十级',
      },
      {
        name: '住院伙食补助费',
        amount: '600',
        payer: FUND,
        period: '一次性',
        formula: '20天 × 30元 = 600元',
        article: '《工伤保险条例》第三十条第四款',
      },
    ],
    totals: [{ payer: FUND, period: '一次性', amount: '22182.40' }],
    calculatedBy: '系统（规则版本2026-11）',
    checkedBy: '郑示例',
  },
  D33: {
    ...COMMON,
    decision: '支付',
    statementNumber: '潍城社保工核字〔2026〕0001号',
    items: [{ name: '一次性伤残补助金', amount: '21582.40', payer: FUND, period: '一次性' }],
    total: '21582.40',
    account: '社会保障卡金融账户 6217****0012',
    payBy: '2026-08-03',
    clause: '《工伤保险条例》第三十七条',
  },
  D34: {
    ...COMMON,
    applicant: SELF,
    advanced: [{ name: '工伤医疗费', amount: '12800.55', payer: FUND, period: '一次性' }],
    total: '12800.55',
    debtor: APPLICANT.name,
    reason: '用人单位未依法缴纳工伤保险费，且不支付工伤医疗费用。',
    repayBy: '2026-09-30',
    clause: '《社会保险法》第四十一条',
    contact: CONTACT,
  },
  D35: {
    ...COMMON,
    kind: '异地长期居住',
    region: '浙江省杭州市',
    hospitals: ['杭州市示例医院'],
    reason: '随子女长期居住。',
    from: '2026-09-01',
    phone: '12333',
  },
  D36: {
    ...COMMON,
    benefit: '伤残津贴（一级至四级）',
    method: '数据比对',
    at: '2026-11-01T02:00:00Z',
    result: '认证通过',
    validUntil: '2027-10-31',
    channel: '自助终端',
  },
  D37: {
    ...COMMON,
    type: '投诉',
    receivedAt: '2026-08-06T03:00:00Z',
    channel: '自助终端',
    subject: '工伤认定办理',
    content: '窗口要求再次提交已经由系统取得的营业执照。',
    handler: '潍城区人力资源和社会保障局',
    due: '2026-08-27',
    contact: CONTACT,
  },
};
