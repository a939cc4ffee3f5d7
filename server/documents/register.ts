/**
 * The register of documents (文书): what each of the 37 is called, how it is numbered, who signs, whose seal it bears,
 * who gets it, by when and how long it is kept. A kind of document is a row here, its fields (`fields.ts`) and a
 * template (`templates/D14.typ`).
 */

/** Who speaks in the document: the department, the assessment committee, the agency, the province's committee. */
export type SignerRole = 'department' | 'committee' | 'agency' | 'province' | 'party';
/** 工伤认定专用章, 劳动能力鉴定专用章, 社保经办专用章; forms and records of the parties bear none. */
export type SealKind = 'determination' | 'assessment' | 'agency' | 'none';
export type Recipient = 'person' | 'employer' | 'agency' | 'file';
/** Timers of service, by their ids in the catalogue of time limits; null: handed over at once, or only filed. */
export type ServiceTimer = 'DLV20' | 'LA_DLV15' | 'LA_NOTICE5' | 'DEV_DLV20' | null;

export interface DocumentRule {
  /** Chinese name, the title on the paper. */
  readonly name: string;
  /** The English word for it in code and on the English half of pages. */
  readonly english: string;
  /** Word of the number series: 潍城人社工认字〔2026〕0001号. */
  readonly series: string;
  readonly signer: SignerRole;
  readonly seal: SealKind;
  readonly recipients: readonly Recipient[];
  readonly timer: ServiceTimer;
  /** Years after closing; 50 for determination (办法 24), the same for assessment (Order 55), 30 for the agency's. */
  readonly retentionYears: number;
  /** Raised whenever the template or its fields change what is printed. */
  readonly templateVersion: number;
  /** Articles on which the document stands. */
  readonly basis: string;
}

type Row = readonly [name: string, english: string, series: string, recipients: readonly Recipient[], basis: string];
const rule =
  (signer: SignerRole, seal: SealKind, timer: ServiceTimer, retentionYears: number) =>
  (...[name, english, series, recipients, basis]: Row): DocumentRule => ({
    name,
    english,
    series,
    signer,
    seal,
    recipients,
    timer,
    retentionYears,
    templateVersion: 1,
    basis,
  });

const notice = rule('department', 'determination', null, 50);
const decision = rule('department', 'determination', 'DLV20', 50);
const determinationForm = rule('party', 'none', null, 50);
const committeeNotice = rule('committee', 'assessment', null, 50);
const assessmentRecord = rule('committee', 'none', null, 50);
const agencyPaper = rule('agency', 'agency', null, 30);

const BOTH: readonly Recipient[] = ['person', 'employer'];
const ALL: readonly Recipient[] = ['person', 'employer', 'agency'];
const PERSON: readonly Recipient[] = ['person'];
const FILE: readonly Recipient[] = ['file'];

const REGISTER = {
  D01: notice('工伤事故备案表', 'accident report', '工备字', ['employer', 'file'], '《工伤保险条例》第四条、第十七条'),
  D02: notice('提交材料通知单', 'list of materials', '工材字', PERSON, '《工伤认定办法》第六条'),
  D03: notice('收件回执', 'receipt of materials', '工收字', PERSON, '《工伤认定办法》第八条'),
  D04: determinationForm('告知承诺书', 'commitment', '工诺字', ['person', 'file'], '国办发〔2020〕42号'),
  D05: determinationForm('工伤认定申请表', 'application for determination', '工申字', FILE, '《工伤保险条例》第十八条'),
  // 2: counts the days from receipt.
  D06: {
    ...notice('工伤认定申请补正材料告知书', 'notice to supplement', '工补字', PERSON, '《工伤认定办法》第八条'),
    templateVersion: 2,
  },
  D07: notice('工伤认定申请受理决定书', 'decision to accept', '工受字', BOTH, '《工伤认定办法》第八条'),
  D08: decision('工伤认定申请不予受理决定书', 'decision not to accept', '工不受字', BOTH, '《工伤认定办法》第八条'),
  D09: notice('工伤认定举证通知书', 'call for evidence', '工举字', ['employer'], '《工伤保险条例》第十九条'),
  D10: rule('department', 'none', null, 50)(
    '工伤认定调查笔录',
    'record of investigation',
    '工调字',
    FILE,
    '《工伤认定办法》第十条、第十一条',
  ),
  D11: notice('工伤认定委托调查函', 'letter of commission', '工委字', FILE, '《工伤认定办法》第十四条'),
  D12: notice('工伤认定中止通知书', 'notice of suspension', '工中字', BOTH, '《工伤保险条例》第二十条'),
  D13: notice('恢复工伤认定通知书', 'notice of resumption', '工恢字', BOTH, '《工伤保险条例》第二十条'),
  D14: decision('认定工伤决定书', 'determination', '工认字', ALL, '《工伤认定办法》第十八条、第十九条'),
  D15: decision('不予认定工伤决定书', 'negative determination', '工不认字', ALL, '《工伤认定办法》第十八条、第十九条'),
  D16: notice('工伤认定终止通知书', 'notice of termination', '工终字', BOTH, '《工伤认定办法》第八条'),
  D17: decision(
    '工伤认定更正（撤销）决定书',
    'correction or revocation',
    '工更字',
    ALL,
    '《工伤保险条例》第五十三条至第五十五条',
  ),
  D18: rule('party', 'none', null, 50)('送达回证', 'proof of service', '送证字', FILE, '《民事诉讼法》第八十七条'),
  D19: determinationForm(
    '劳动能力鉴定申请表',
    'application for assessment',
    '劳申字',
    FILE,
    '《劳动能力鉴定管理办法》第七条至第九条',
  ),
  D20: committeeNotice(
    '劳动能力鉴定材料补正告知书',
    'notice to supplement the assessment',
    '补字',
    PERSON,
    '《劳动能力鉴定管理办法》第十条',
  ),
  D21: committeeNotice(
    '劳动能力鉴定受理通知书',
    'notice of acceptance of the assessment',
    '受字',
    BOTH,
    '《劳动能力鉴定管理办法》第十条',
  ),
  D22: rule('committee', 'assessment', 'LA_NOTICE5', 50)(
    '劳动能力现场鉴定通知书',
    'notice of examination',
    '通字',
    BOTH,
    '《劳动能力鉴定管理办法》第十二条',
  ),
  D23: assessmentRecord(
    '鉴定专家抽取记录',
    'record of the draw',
    '抽字',
    FILE,
    '《劳动能力鉴定管理办法》第十一条、第二十八条',
  ),
  D24: assessmentRecord(
    '鉴定现场身份核验记录',
    'record of the identity check',
    '验字',
    FILE,
    '《劳动能力鉴定管理办法》第十二条',
  ),
  D25: assessmentRecord(
    '专家组鉴定意见（评审表）',
    'opinion of the experts',
    '评字',
    FILE,
    '《劳动能力鉴定管理办法》第十五条',
  ),
  D26: rule('committee', 'assessment', 'LA_DLV15', 50)(
    '劳动能力鉴定结论书',
    'assessment conclusion',
    '结字',
    ALL,
    '《劳动能力鉴定管理办法》第十六条、第十七条',
  ),
  D27: committeeNotice(
    '终止劳动能力鉴定通知书',
    'notice of the end of the assessment',
    '终字',
    BOTH,
    '《劳动能力鉴定管理办法》第十四条',
  ),
  D28: determinationForm(
    '劳动能力再次（复查）鉴定申请表',
    'application for re-assessment',
    '再申字',
    FILE,
    '《劳动能力鉴定管理办法》第十九条、第二十条',
  ),
  D29: rule('province', 'assessment', 'LA_DLV15', 50)(
    '劳动能力再次鉴定结论书',
    're-assessment conclusion',
    '再结字',
    ALL,
    '《劳动能力鉴定管理办法》第十九条、第二十二条',
  ),
  D30: committeeNotice(
    '停工留薪期确认通知书',
    'confirmation of stay with pay',
    '停字',
    BOTH,
    '《工伤保险条例》第三十三条',
  ),
  D31: rule('committee', 'assessment', 'DEV_DLV20', 50)(
    '辅助器具配置确认结论及费用核付通知单',
    'confirmation of a device',
    '辅字',
    ALL,
    '《工伤保险辅助器具配置管理办法》第八条、第十一条',
  ),
  D32: agencyPaper('工伤保险待遇核定表', 'statement of benefits', '工核字', BOTH, '《工伤保险条例》第五章'),
  D33: agencyPaper(
    '工伤保险待遇支付决定书',
    'decision on payment',
    '工付字',
    BOTH,
    '《工伤保险经办规程》《工伤保险条例》第五十五条',
  ),
  D34: agencyPaper(
    '工伤保险先行支付与追偿通知书',
    'notice of advance payment',
    '工先字',
    BOTH,
    '《社会保险法》第四十一条、第四十二条',
  ),
  D35: agencyPaper(
    '工伤保险异地就医备案表',
    'filing of treatment elsewhere',
    '工异字',
    PERSON,
    '《工伤保险条例》第三十条',
  ),
  D36: agencyPaper('社会保险待遇资格认证凭证', 'proof of eligibility', '工证字', PERSON, '《工伤保险条例》第四十二条'),
  D37: agencyPaper(
    '评价（投诉）受理单',
    'receipt of a complaint',
    '工诉字',
    PERSON,
    '《政务服务“好差评”制度》国办发〔2019〕51号',
  ),
} as const satisfies Record<string, DocumentRule>;

export type DocumentKind = keyof typeof REGISTER;
/** D01…D37 in order, with their rules. */
export const DOCUMENT_KINDS: Readonly<Record<DocumentKind, DocumentRule>> = REGISTER;

export const isDocumentKind = (text: string): text is DocumentKind => Object.hasOwn(REGISTER, text);
/** The ids in order. */
export const documentKinds = (): readonly DocumentKind[] => Object.keys(REGISTER).filter(isDocumentKind);
