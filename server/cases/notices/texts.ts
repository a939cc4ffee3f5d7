/**
 * What people are told by a short message, by template. A text has the case's number and what to do, nothing else: no
 * names, no grade, no amounts, nothing of health, because anybody may read a telephone lying on a table (BZ-14). The
 * document itself says the rest.
 */
export const NOTICE_TEXTS = {
  'application-received': '已收到该案工伤认定申请，请关注后续举证、送达事项并配合调查。',
  'assessment-abandoned': '未在期限内补正材料，本次劳动能力鉴定申请视为放弃，可以重新申请。',
  'assessment-absent': '未按时参加现场鉴定，请在规定期限内到服务窗口或自助终端说明原因。',
  'assessment-commissioned': '现场鉴定已委托其他地方的鉴定委员会办理，请等候通知。',
  'assessment-extended': '劳动能力鉴定期限已依法延长，请等候通知。',
  'assessment-home-visit': '已同意安排上门鉴定，请保持电话畅通。',
  'assessment-prepared': '已为您备好劳动能力鉴定申请，请到服务窗口或自助终端核对并提交。',
  'assessment-province': '再次鉴定申请已提交省级鉴定委员会，请等候通知。',
  'assessment-rescheduled': '现场鉴定正在改期，请以新的鉴定通知为准。',
  'assessment-test': '需要进一步检查，请按通知到指定机构检查。',
  'benefit-ended': '相关待遇已停止发放，如有异议请到社会保险经办机构咨询。',
  'benefit-paid': '待遇已经支付，请查收。',
  'benefit-recovery': '有需要退回的待遇，请到社会保险经办机构办理。',
  'benefit-resumed': '相关待遇已恢复发放，请查收。',
  'benefit-returned': '待遇支付未成功，请到服务窗口核对收款账户。',
  'benefit-revised': '待遇核定有变更，请查收有关文书。',
  'benefit-suspension-ahead': '相关待遇可能停发，请在告知期限内到社会保险经办机构说明情况。',
  'commitment-false': '告知承诺的核查未通过，请到服务窗口说明情况。',
  'decision-in-60-days': '已转为普通程序办理，六十日内作出决定，请等候通知。',
  'determination-corrected': '工伤认定文书已更正，请以更正后的文书为准。',
  'documents-sent': '有文书已经送出，请注意查收；也可以到自助终端查看。',
  'employer-late': '用人单位未在规定期限内申请工伤认定，职工、近亲属或者工会可以直接申请。',
  'employer-limit-extended': '用人单位申请工伤认定的期限已经延长，请在新的期限内申请。',
  'file-amended': '案件登记信息已由工作人员更正，请到服务窗口或自助终端核对。',
  'simple-broken': '已由简易程序转为普通程序办理，请等候通知。',
  'supplement-reminder': '补正材料的期限即将届满，请尽快提交。',
} as const;

export type NoticeTemplate = keyof typeof NOTICE_TEXTS;

export const isNoticeTemplate = (text: string): text is NoticeTemplate => Object.hasOwn(NOTICE_TEXTS, text);

/** `【安办】案件370702-2026-000001：…`. */
export const noticeText = (template: NoticeTemplate, caseNumber: string): string =>
  `【安办】案件${caseNumber}：${NOTICE_TEXTS[template]}`;
