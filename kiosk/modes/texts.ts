/** The words of the settings: how the terminal is seen, heard and worked. */
import type { Texts } from '../i18n/translate.ts';

const zh = {
  title: '显示与声音',
  lead: '点一下就换，马上生效。办理结束后自动恢复原样。',
  on: '已打开',
  off: '已关闭',
  text: '长辈模式',
  contrast: '高对比度',
  voice: '语音提示',
  headphones: '戴着耳机',
  pace: '慢一点',
  reach: '按钮放低',
  control: '按键操作',
  curtain: '遮住屏幕',
  volume: '音量 {step}，共 5 档',
  louder: '大声一点',
  softer: '小声一点',
  'scan.keys': '两个键',
  'scan.slow': '一个键，慢',
  'scan.medium': '一个键，中',
  'scan.fast': '一个键，快',
  done: '好了，继续',
  reset: '全部恢复原样',
  voiceMissing: '这台终端没有语音，其他都可以选。',
  voiceAloud: '现在从喇叭播放：不会读出您的姓名和证件号码。戴上耳机后，请点“戴着耳机”，会读出证件号码的末几位。',
  voicePrivate: '现在按戴着耳机播放：证件号码的末几位也会读出来。摘下耳机请关闭这一项。',
  curtainHow: '屏幕已遮住，只有您能听到。要恢复画面，请在屏幕中间点三下，或按键盘上的退出键。',
} as const;
export type ModesKey = keyof typeof zh;

const en = {
  title: 'Display and sound',
  lead: 'One touch changes it at once. Everything goes back after your visit.',
  on: 'on',
  off: 'off',
  text: 'Large text',
  contrast: 'High contrast',
  voice: 'Voice guidance',
  headphones: 'Headphones',
  pace: 'More time',
  reach: 'Lower buttons',
  control: 'Keys or switches',
  curtain: 'Blank screen',
  volume: 'Volume {step} of 5',
  louder: 'Louder',
  softer: 'Softer',
  'scan.keys': 'Two keys',
  'scan.slow': 'One key, slow',
  'scan.medium': 'One key, medium',
  'scan.fast': 'One key, fast',
  done: 'Done, carry on',
  reset: 'Reset all',
  voiceMissing: 'This terminal has no voice. Everything else can be chosen.',
  voiceAloud:
    'The loudspeaker never says your name or card number. With headphones on, touch “Headphones”: the end of your card number is then spoken.',
  voicePrivate: 'Headphones: the end of your card number is spoken too. Turn this off before you take them off.',
  curtainHow:
    'The screen is blank, only you can follow. To see it again, touch its middle three times, or press the escape key.',
} as const satisfies Record<ModesKey, string>;

export const MODES_TEXTS: Texts<ModesKey> = { name: 'modes', zh, en };
