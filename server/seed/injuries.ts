/** What happens to people at work, in believable shares: scenario, wound, grade. All texts are invented. */
import type { ClaimCode } from '../rules/scenarios/catalogue.ts';
import type { Random, Weighted } from './random.ts';

export interface Wound {
  readonly part: string;
  readonly diagnosis: string;
  /** ICD-10. */
  readonly code: string;
  /** Of the experts (assessment/experts/specialties.json). */
  readonly specialty: 'HAND' | 'ORTHO' | 'NSURG' | 'BURN' | 'OPHTH' | 'RESP' | 'ENT' | 'CARD';
  readonly loss: string;
}

const wound = (part: string, diagnosis: string, code: string, specialty: Wound['specialty'], loss: string): Wound => ({
  part,
  diagnosis,
  code,
  specialty,
  loss,
});

const WOUNDS: readonly [Weighted<Wound>, ...Weighted<Wound>[]] = [
  [20, wound('左手食指', '左手食指末节开放性骨折', 'S62.6', 'HAND', '食指远节缺失')],
  [12, wound('右手中指', '右手中指指骨骨折', 'S62.6', 'HAND', '中指关节活动受限')],
  [8, wound('右手', '右手多发肌腱断裂', 'S66.9', 'HAND', '右手抓握力下降')],
  [12, wound('左前臂', '左桡骨远端骨折', 'S52.5', 'ORTHO', '左腕关节活动受限')],
  [10, wound('右小腿', '右胫腓骨骨折', 'S82.2', 'ORTHO', '右踝关节活动受限')],
  [9, wound('腰部', '腰1椎体压缩性骨折', 'S32.0', 'ORTHO', '腰椎活动受限')],
  [7, wound('左足', '左足跖骨骨折', 'S92.3', 'ORTHO', '左足负重疼痛')],
  [5, wound('头部', '脑挫裂伤', 'S06.2', 'NSURG', '轻度认知功能下降')],
  [4, wound('双上肢', '双上肢Ⅱ度烧伤', 'T22.2', 'BURN', '瘢痕形成，无明显功能障碍')],
  [3, wound('右眼', '右眼角膜穿通伤', 'S05.6', 'OPHTH', '右眼视力下降')],
];
const DUST = wound('双肺', '职业性尘肺病壹期', 'J60', 'RESP', '轻度肺功能损伤');
const DEAFNESS = wound('双耳', '职业性轻度噪声聋', 'H83.3', 'ENT', '双耳听力下降');
const SUDDEN = wound('心脏', '急性心肌梗死', 'I21.9', 'CARD', '—');

/** As an office sees them: accidents at work first, then the way to work, occupational diseases, sudden deaths. */
const SCENARIOS: readonly [Weighted<ClaimCode>, ...Weighted<ClaimCode>[]] = [
  [720, 'G14_1'],
  [25, 'G14_2'],
  [12, 'G14_3'],
  [45, 'G14_4'],
  [35, 'G14_5'],
  [130, 'G14_6'],
  [20, 'G15_1'],
  [8, 'G15_2'],
  [5, 'G15_3'],
];

const STORIES: Readonly<Record<ClaimCode, string>> = {
  G14_1: '在车间操作设备时受伤。',
  G14_2: '上班前在工作场所做准备工作时受伤。',
  G14_3: '履行工作职责时受到他人暴力伤害。',
  G14_4: '长期接触职业病危害因素，经诊断患职业病。',
  G14_5: '因公外出期间由于工作原因受伤。',
  G14_6: '下班途中受到非本人主要责任的交通事故伤害。',
  G14_7: '法律、行政法规规定应当认定为工伤的情形。',
  G15_1: '在工作岗位突发疾病，经抢救无效在48小时之内死亡。',
  G15_2: '在抢险救灾等维护公共利益的活动中受伤。',
  G15_3: '旧伤复发。',
};

export interface Injury {
  readonly scenario: ClaimCode;
  readonly wound: Wound;
  readonly story: string;
  readonly death: boolean;
  readonly place: string;
  readonly hospital: string;
}

const PLACES = ['一车间', '二车间', '仓库', '装卸区', '施工工地', '厨房操作间', '检修平台'] as const;
const HOSPITALS = ['样例市第三虚构医院', '样例市第四虚构医院', '样例县虚构中心医院', '样例镇虚构卫生院'] as const;

export function injuryOf(random: Random): Injury {
  const scenario = random.weighted(SCENARIOS);
  const common = random.weighted(WOUNDS);
  const disease = random.chance(0.8) ? DUST : DEAFNESS;
  return {
    scenario,
    wound: scenario === 'G14_4' ? disease : scenario === 'G15_1' ? SUDDEN : common,
    story: STORIES[scenario],
    death: scenario === 'G15_1' || random.chance(0.008),
    place: random.pick(PLACES),
    hospital: random.pick(HOSPITALS),
  };
}

export type Grade = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 'below-grade';

/** Most people keep a little, few keep much. */
const GRADES: readonly [Weighted<Grade>, ...Weighted<Grade>[]] = [
  [380, 10],
  [220, 9],
  [120, 8],
  [70, 7],
  [30, 6],
  [20, 5],
  [15, 4],
  [10, 3],
  [6, 2],
  [4, 1],
  [125, 'below-grade'],
];
export const gradeOf = (random: Random): Grade => random.weighted(GRADES);
