/** What the organisation of an assessment may refuse: a name for programs, words for the person, a hint for staff. */

const FAULTS = {
  'kind-unknown': ['AS01', '没有这种鉴定事项', 'unknown kind code: see assessment/kinds/kinds.json'],
  'kind-repeated': ['AS02', '同一鉴定事项只能申请一次', 'each kind once per application'],
  'kinds-empty': ['AS03', '请至少选择一个鉴定事项', 'no kind given'],
  'kinds-incompatible': ['AS04', '这些鉴定事项不能在同一次申请中提出', 'see excludes in kinds.json'],
  'conclusion-invalid': ['AS05', '结论与鉴定事项不符', 'the conclusion does not fit the schema of its kind'],
  'site-unplanned': ['AS10', '该鉴定地点尚未设置场次安排', 'set a site plan first (setSitePlan)'],
  'room-unsuitable': ['AS11', '该地点没有符合专科要求的诊室', 'no room of the site plan takes these specialties'],
  'not-queued': ['AS12', '该鉴定尚未排队', 'the assessment is not in the queue'],
  'not-scheduled': ['AS13', '该鉴定尚未安排场次', 'the assessment has no place to give back'],
  'already-checked-in': ['AS14', '被鉴定人已签到，不能改期或取消', 'checked in: the place can no longer be released'],
  'no-workday': ['AS17', '期限内没有可用的工作日', 'no working day between notice and the longest wait'],
  'recusal-unknown': ['AS21', '没有该回避申请', 'no such recusal'],
  'recusal-decided': ['AS22', '该回避申请已作出决定', 'decided before, otherwise'],
  'self-decided': ['AS23', '不能决定与自己有关的回避', 'the one who is to step aside may not decide it (令55 art 28)'],
  'must-recuse': ['AS24', '存在利害关系，应当回避', 'recused from this assessment (令55 art 28)'],
  'draw-too-early': ['AS30', '专家应在鉴定前3日内抽取', 'at most 3 days before the session'],
  'draw-too-late': ['AS31', '鉴定场次已过', 'the session is over'],
  'draw-unannounced': ['AS32', '尚未公布抽取承诺值', 'announce the draw (commitment) first'],
  'draw-made': ['AS33', '专家已抽取，不能重新抽取', 'redraw only for recusal or absence, by substitution'],
  'draw-not-made': ['AS34', '专家尚未抽取', 'announced, not yet drawn'],
  'too-few-experts': ['AS35', '符合条件的专家不足', 'see counts; ask another region for experts (令55 art 25)'],
  'no-fitting-reserve': ['AS36', '没有可递补的候补专家', 'announce another round with its cause'],
  'not-on-panel': ['AS37', '该专家不是本次专家组成员', 'not on this panel'],
  'seed-broken': ['AS38', '随机种子与公布的承诺值不符', 'SHA-256(seed) differs from the commitment'],
  'replay-differs': ['AS39', '重放结果与抽取记录不一致', 'the record was changed, or made by another program'],
  'record-malformed': ['AS40', '抽取记录格式不正确', 'not a draw record'],
  'panel-size': ['AS41', '专家组应为3人或5人', '令55 art 11'],
  'opinion-repeated': ['AS50', '该专家已签署意见', 'one opinion per expert and round'],
  'opinions-missing': ['AS51', '尚有专家未签署意见', 'every expert signs (令55 art 15)'],
  'kind-unanswered': ['AS52', '意见没有覆盖全部鉴定事项', 'every kind of the application needs a conclusion'],
  'no-majority': ['AS53', '专家意见未形成多数', 'another round of opinions is recorded'],
  'clause-unknown': ['AS55', '引用的标准条款不正确', 'format 5.<grade>.2-<number> of GB/T 16180-2014'],
  'clause-unfit': ['AS56', '引用的条款与等级不符', 'a grade needs a clause of that grade'],
  'round-ended': ['AS58', '本轮意见已结束', 'the round has ended'],
  'reason-missing': ['AS61', '请填写理由', 'a reason is needed'],
} as const;

export type FaultName = keyof typeof FAULTS;

export interface AssessmentFault {
  readonly name: FaultName;
  /** Chinese, for the person. */
  readonly message: string;
  /** English, for staff. */
  readonly hint: string;
  readonly code: string;
  /** Codes, counts and ids; never a name or a number of a person. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The fault with its texts. */
export function fault(name: FaultName, details: Readonly<Record<string, unknown>> = {}): AssessmentFault {
  const [code, message, hint] = FAULTS[name];
  return { name, message, hint, code, details };
}
