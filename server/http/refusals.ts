/** Every way in which the centre says no, as data: status, a sentence for the person, a hint for staff, a short code. */
import type { Refusal, RefusalDetails } from '../contract/common.ts';

export const REFUSALS = {
  malformed: {
    status: 400,
    code: 'S01',
    message: '请求内容不正确',
    hint: 'the body does not have the shape of the contract',
  },
  'digest-missing': {
    status: 400,
    code: 'S02',
    message: '请求内容不正确',
    hint: 'Content-Digest with sha-256 is needed',
  },
  'signature-invalid': {
    status: 401,
    code: 'S03',
    message: '终端签名无效',
    hint: 'missing, malformed or wrong RFC 9421 signature',
  },
  'signature-old': {
    status: 401,
    code: 'S04',
    message: '终端时间不准',
    hint: 'created is more than 300 s off: set the clock of the terminal',
  },
  'nonce-used': { status: 401, code: 'S05', message: '重复的请求', hint: 'a nonce is good for one request' },
  'terminal-unknown': { status: 401, code: 'S06', message: '终端未登记', hint: 'enrol it: anban terminal code' },
  'terminal-revoked': { status: 401, code: 'S07', message: '终端已停用', hint: 'revoked by an operator' },
  'digest-mismatch': {
    status: 401,
    code: 'S08',
    message: '请求内容被改动',
    hint: 'Content-Digest does not fit the body',
  },
  'record-not-yours': {
    status: 401,
    code: 'S09',
    message: '记录不属于本终端',
    hint: "terminalId or regionCode is another terminal's",
  },
  'record-signature': {
    status: 401,
    code: 'S10',
    message: '记录签名无效',
    hint: "the record's Ed25519 signature does not fit",
  },
  'code-refused': { status: 403, code: 'S11', message: '登记码无效', hint: 'unknown, used or older than an hour' },
  'chain-broken': { status: 409, code: 'S20', message: '记录顺序不连续', hint: 'send from expectedSequence on' },
  'not-identified': {
    status: 409,
    code: 'S21',
    message: '没有通过的人证核验',
    hint: 'the identity check is missing, not passed, of another visit, or names officers whom the region does not have',
  },
  'wrong-session': {
    status: 409,
    code: 'S22',
    message: '日期或地点与评估安排不符',
    hint: 'the session is of another day or site',
  },
  'e-card-stale': {
    status: 409,
    code: 'S60',
    message: '二维码已过期，请在手机上刷新后马上再扫',
    hint: 'older than 60 seconds, or the clocks differ',
  },
  'e-card-replayed': {
    status: 409,
    code: 'S61',
    message: '这个二维码已经用过，请在手机上刷新，不要用截图',
    hint: 'the code was used before',
  },
  'e-card-forged': {
    status: 403,
    code: 'S62',
    message: '核验不了这个二维码，请打开电子社保卡重新出示',
    hint: "the signature is not the issuer's",
  },
  'ssc-unknown': {
    status: 404,
    code: 'S63',
    message: '查不到这张社会保障卡，请使用身份证',
    hint: 'the platform of the cards does not know it, or its number and 卡识别码 are not of one card',
  },
  'ssc-blocked': {
    status: 409,
    code: 'S64',
    message: '这张社会保障卡已挂失或注销，请使用身份证',
    hint: 'reported lost, or cancelled, at the platform of the cards',
  },
  'partner-unconnected': {
    status: 501,
    code: 'S65',
    message: '本机构尚未接通社保卡平台，请使用身份证',
    hint: 'no platform of (electronic) social security cards is connected to this centre',
  },
  'examinee-unknown': { status: 404, code: 'S23', message: '不在评估名单中', hint: 'no such examinee in this session' },
  'other-content': {
    status: 422,
    code: 'S24',
    message: '同一编号的记录内容不同',
    hint: 'this id was stored with other content',
  },
  'not-found': { status: 404, code: 'S30', message: '没有这个地址', hint: 'see /openapi.json' },
  'not-signed-in': { status: 401, code: 'S31', message: '请先登录', hint: 'sign in at /' },
  'cross-site': { status: 403, code: 'S32', message: '请求来源不正确', hint: 'Origin is not this server' },
  'too-large': { status: 413, code: 'S33', message: '请求内容过大', hint: 'see the limit in the contract' },
  'too-many': { status: 429, code: 'S34', message: '尝试次数过多，请稍后再试', hint: 'wait ten minutes' },
  'loopback-only': { status: 403, code: 'S35', message: '只能在本机查看', hint: 'ask from 127.0.0.1' },
  'sign-in-refused': {
    status: 401,
    code: 'S36',
    message: '工号或密码不正确',
    hint: 'unknown staff number or wrong PIN',
  },
  'wrong-role': { status: 403, code: 'S40', message: '您的岗位不能进行此操作', hint: 'not for a role of the caller' },
  'identity-needed': {
    status: 403,
    code: 'S41',
    message: '请先在本终端完成身份核验',
    hint: 'no passed identity check of this person at this terminal in the last 30 minutes',
  },
  'case-unknown': { status: 404, code: 'S42', message: '没有这个案件', hint: 'none of this id for the caller' },
  'part-unknown': { status: 404, code: 'S43', message: '案件没有这个环节', hint: 'the case has no part of this id' },
  'version-conflict': {
    status: 409,
    code: 'S44',
    message: '案件已被他人办理，请刷新后再办',
    hint: 'expectedVersion is not the version of the part',
  },
  'illegal-step': {
    status: 409,
    code: 'S45',
    message: '当前状态不能进行此操作',
    hint: 'the state does not know the event',
  },
  guard: { status: 409, code: 'S46', message: '不符合办理条件', hint: 'a guard refused; see details' },
  'clock-behind': {
    status: 409,
    code: 'S47',
    message: '系统时间早于案件的最新记录，请联系技术人员',
    hint: "the server's clock is before the newest event of the case",
  },
  'document-unknown': {
    status: 404,
    code: 'S48',
    message: '没有这份文书',
    hint: 'the case has none of this id for the caller',
  },
  'document-unmade': { status: 409, code: 'S49', message: '文书正在制作，请稍后再试', hint: 'ordered, not sealed yet' },
  'alarm-unknown': { status: 404, code: 'S52', message: '没有这条提醒', hint: 'none for a role of the caller' },
  'item-unknown': { status: 404, code: 'S53', message: '没有这项宣传内容', hint: 'none of this id in the region' },
  'playlist-full': {
    status: 409,
    code: 'S54',
    message: '宣传内容已满，请先删除一些',
    hint: 'a region has at most 50 items',
  },
  'recording-list-broken': {
    status: 409,
    code: 'S66',
    message: '录音录像清单不完整或被改动',
    hint: 'the hash list does not hold together: chain, signed head or order of entries',
  },
  'recording-list-differs': {
    status: 409,
    code: 'S67',
    message: '录音录像清单与已存清单不一致',
    hint: 'what was stored before is not the beginning of this list: somebody changed it on site',
  },
  'segment-unknown': {
    status: 404,
    code: 'S68',
    message: '没有这段录音录像的记录',
    hint: 'no recording of the region has a file of this SHA-256: another file, or a changed one',
  },
  internal: { status: 500, code: 'S50', message: '系统出错，请联系技术人员', hint: 'see the log at this time' },
  unavailable: {
    status: 503,
    code: 'S51',
    message: '数据库暂时无法访问，请稍后重试',
    hint: 'the database does not answer; send again',
  },
} as const satisfies Record<string, { status: number; code: string; message: string; hint: string }>;

export type RefusalName = keyof typeof REFUSALS;

export interface Refused {
  readonly name: RefusalName;
  readonly expectedSequence?: number;
  readonly details?: RefusalDetails;
  /** Instead of the table's, where the reason has its own words. */
  readonly message?: string;
  readonly hint?: string;
}

export const refused = (name: RefusalName, details?: RefusalDetails): Refused =>
  details === undefined ? { name } : { name, details };

export function refusalBody({ name, expectedSequence, details, ...own }: Refused): Refusal {
  const { code, message, hint } = REFUSALS[name];
  return {
    error: {
      name,
      message: own.message ?? message,
      hint: own.hint ?? hint,
      code,
      ...(expectedSequence === undefined ? {} : { expectedSequence }),
      ...(details === undefined ? {} : { details }),
    },
  };
}
