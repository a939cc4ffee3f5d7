/** The texts around a visit: why the terminal serves nobody, a forgotten card, a helper, publicity. */
import type { Texts } from '../i18n/translate.ts';

const zh = {
  'out.disconnected': '终端程序正在重新启动，通常几秒钟就好。恢复后这里会自动继续。',
  'out.claimedElsewhere': '这台终端正由另一个页面使用。关闭那个页面后，这里会自动恢复。',
  'out.readersDown': '读卡器和扫码器现在都不能用，正在恢复。',
  'out.maintenance': '工作人员正在维护这台终端。',
  'out.clock-wrong': '终端的时间不准，暂时不能办理，正在校正。',
  'out.centre-refuses': '中心已停用这台终端，请工作人员处理。',
  'out.not-enrolled': '这台终端还没有登记启用，请工作人员处理。',
  outElsewhere: '请用旁边的终端，或者到工作人员处办理。',
  outBack: '恢复后，这里会自动继续。',
  pageIncomplete: '终端的页面没有装载完整，请再试一次，或者用旁边的终端。',
  takeCard: '请别忘了取走您的证件',
  assist: '工作人员协助',
  assistLogin: '请协助人员登录',
  assistChecking: '正在核对…',
  recording: '正在录音录像',
  assisting: '工作人员正在协助',
  assistEnd: '结束协助',
  assistCovered: '协助期间不显示人脸画面，照常核对，请看镜头。',
  diagnose: '终端诊断（工作人员）',
  maintain: '暂停服务',
  maintainEnd: '恢复服务',
  publicity: '通知公告',
  publicityPause: '暂停播放',
  publicityPlay: '继续播放',
} as const;
export type SessionKey = keyof typeof zh;

const en = {
  'out.disconnected': 'The terminal is restarting, which usually takes a few seconds. It carries on by itself.',
  'out.claimedElsewhere': 'Another page is using this terminal. It comes back by itself once that page is closed.',
  'out.readersDown': 'Neither the card readers nor the scanner can be used now. They are being recovered.',
  'out.maintenance': 'The staff are looking after this terminal.',
  'out.clock-wrong': 'The clock of this terminal is wrong. It is being corrected.',
  'out.centre-refuses': 'The centre has taken this terminal out of use. The staff will see to it.',
  'out.not-enrolled': 'This terminal has not been registered yet. The staff will see to it.',
  outElsewhere: 'Please use the terminal next to this one, or go to the staff.',
  outBack: 'It carries on here by itself.',
  pageIncomplete: 'A part of the page did not come. Please try once more, or use the terminal next to this one.',
  takeCard: 'Please do not forget to take your card',
  assist: 'Staff assistance',
  assistLogin: 'The helper signs in, please',
  assistChecking: 'Checking…',
  recording: 'Sound and picture are being recorded',
  assisting: 'A member of staff is helping',
  assistEnd: 'End the help',
  assistCovered: 'Your picture is not shown while somebody helps. It is compared as usual: please look at the camera.',
  diagnose: 'Diagnostics (staff)',
  maintain: 'Out of service',
  maintainEnd: 'Back into service',
  publicity: 'Notices',
  publicityPause: 'Pause',
  publicityPlay: 'Play',
} as const satisfies Record<SessionKey, string>;

export const SESSION_TEXTS: Texts<SessionKey> = { name: 'session', zh, en };
