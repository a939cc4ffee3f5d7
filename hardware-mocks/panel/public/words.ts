/** Every word on the page, in both languages; a missing one does not compile. */

import type { Presentation } from '../../camera/presentation.ts';
import type { Condition } from '../../camera/scene.ts';
import type { ReaderFaultKind } from '../../id-card-reader/faults.ts';
import type { Pose } from '../../people/posed.ts';

export type Language = 'zh' | 'en';

const zh = {
  title: '安办 · 模拟设备台',
  emulated: '这里的设备和人物都是模拟的：没有真实硬件，也没有真实的人',
  skipToDesk: '跳到设备',
  openKiosk: '打开自助终端（另一个窗口）↗',
  openOfficer: '工作人员名单 ↗',
  reset: '全部复原',
  language: 'English',
  trayTitle: '一盒身份证',
  trayHint: '点一张，或拖到读卡器上。',
  onReader: '在读卡器上',
  storiesTitle: '试试这些',
  storiesHint: '点一个，设备就摆好；然后看自助终端。',
  playing: '正在摆放…',
  cameraTitle: '摄像头',
  whoTitle: '谁站在镜头前',
  anyoneTitle: '或者任选一位',
  conditionTitle: '画面',
  presentationTitle: '真人还是冒充',
  poseTitle: '动作',
  noSignal: '没有画面',
  liveNow: '此刻镜头里的画面',
  readerTitle: '身份证读卡器',
  bedHint: '把身份证放在这里',
  lift: '拿走身份证',
  faultTitle: '让它出错',
  timesTitle: '几次',
  printerTitle: '凭条打印机',
  paperTitle: '纸卷',
  coverTitle: '上盖',
  earlierTitle: '之前的凭条',
  noSlip: '还没有打印。凭条会从这里出来。',
  slipOpen: '放大凭条',
  ticket: '凭条',
  ticketText: '打印机收到的文字',
  close: '关闭',
  plugIn: '插回去',
  pullOut: '拔掉',
  unplugged: '线已拔掉',
  plugged: '已连接',
  cardOn: '有卡',
  noCard: '等待放卡',
  faulty: '会出错',
  dropped: '网络断开',
  paperOut: '没纸了',
  paperLow: '纸快用完',
  coverOpen: '上盖开着',
  ready: '就绪',
  offline: '面板与模拟设备失去联系，正在重连…',
  online: '已重新连上',
  failed: '没有成功：',
  noPortrait: '芯片里无照片',
  sex1: '男',
  sex2: '女',
  labelName: '姓名',
  labelSex: '性别',
  labelBirth: '出生',
  labelNumber: '公民身份号码',
};

type Key = keyof typeof zh;

const en: Record<Key, string> = {
  title: 'Anban · the emulated desk',
  emulated: 'All devices and people here are emulated: nothing and nobody real',
  skipToDesk: 'Skip to the devices',
  openKiosk: 'Open the kiosk (second window) ↗',
  openOfficer: "Officer's list ↗",
  reset: 'Put all back',
  language: '中文',
  trayTitle: 'A tray of ID cards',
  trayHint: 'Click one, or drag it onto the reader.',
  onReader: 'on the reader',
  storiesTitle: 'Try this',
  storiesHint: 'One click sets the desk; then look at the kiosk.',
  playing: 'setting up…',
  cameraTitle: 'Camera',
  whoTitle: 'Who stands before it',
  anyoneTitle: 'or pick anyone',
  conditionTitle: 'Picture',
  presentationTitle: 'In person, or a trick',
  poseTitle: 'Does what',
  noSignal: 'No picture',
  liveNow: 'What it sees right now',
  readerTitle: 'ID card reader',
  bedHint: 'Lay an ID card here',
  lift: 'Take the card away',
  faultTitle: 'Make it fail',
  timesTitle: 'How often',
  printerTitle: 'Receipt printer',
  paperTitle: 'Paper roll',
  coverTitle: 'Cover',
  earlierTitle: 'Earlier tickets',
  noSlip: 'Nothing printed yet. Tickets come out here.',
  slipOpen: 'Enlarge the ticket',
  ticket: 'Ticket',
  ticketText: 'The text the printer got',
  close: 'Close',
  plugIn: 'Plug in',
  pullOut: 'Unplug',
  unplugged: 'Unplugged',
  plugged: 'Connected',
  cardOn: 'Card on it',
  noCard: 'Waiting for a card',
  faulty: 'Will fail',
  dropped: 'Connection cut',
  paperOut: 'Out of paper',
  paperLow: 'Paper low',
  coverOpen: 'Cover open',
  ready: 'Ready',
  offline: 'The panel has lost the emulated devices and is trying again…',
  online: 'Connected again',
  failed: 'That did not work: ',
  noPortrait: 'No photo on the chip',
  sex1: 'Male',
  sex2: 'Female',
  labelName: 'Name',
  labelSex: 'Sex',
  labelBirth: 'Born',
  labelNumber: 'ID number',
};

export type Who = 'same' | 'other' | 'two' | 'nobody' | 'landscape';

type Named<T extends string> = Readonly<Record<T, string>>;
/** A fault in a few words, and what it does. */
type Explained = { readonly name: string; readonly effect: string };

const WHO: Record<Language, Named<Who>> = {
  zh: { same: '持卡人本人', other: '另一个人', two: '两个人', nobody: '没有人', landscape: '一张风景照' },
  en: {
    same: "The card's owner",
    other: 'Somebody else',
    two: 'Two people',
    nobody: 'Nobody',
    landscape: 'A landscape photo',
  },
};

const CONDITIONS: Record<Language, Named<Condition | 'dropped'>> = {
  zh: {
    normal: '正常',
    frozen: '卡住不动',
    dark: '太暗',
    bright: '太亮',
    blurred: '模糊',
    far: '站得远',
    turned: '侧着脸',
    dropped: '网络断开',
  },
  en: {
    normal: 'Normal',
    frozen: 'Frozen',
    dark: 'Too dark',
    bright: 'Too bright',
    blurred: 'Blurred',
    far: 'Far away',
    turned: 'Turned away',
    dropped: 'Connection cut',
  },
};

const PRESENTATIONS: Record<Language, Named<Presentation>> = {
  zh: {
    live: '真人',
    print: '打印照片',
    'bent-print': '弯的照片',
    'near-print': '照片贴近',
    'cut-out': '挖孔照片',
    screen: '手机屏幕',
    'fine-screen': '换脸屏幕',
    film: '放录像',
    loop: '循环画面',
    injected: '注入画面',
  },
  en: {
    live: 'In person',
    print: 'Printed photo',
    'bent-print': 'Bent photo',
    'near-print': 'Photo held near',
    'cut-out': 'Photo with holes',
    screen: 'Phone screen',
    'fine-screen': 'Animated face',
    film: 'Recorded film',
    loop: 'Looped stream',
    injected: 'Injected stream',
  },
};

const POSES: Record<Language, Named<Pose>> = {
  zh: { front: '看正前方', left: '向左转头', right: '向右转头', 'mouth-open': '张开嘴' },
  en: { front: 'Looks ahead', left: 'Turns left', right: 'Turns right', 'mouth-open': 'Opens the mouth' },
};

const FAULTS: Record<Language, Readonly<Record<ReaderFaultKind | 'none', Explained>>> = {
  zh: {
    none: { name: '不出错', effect: '读卡器一切正常。' },
    'lift-mid-read': { name: '读到一半把卡拿走', effect: '数据只发了一半，卡就离开了读卡器。' },
    'corrupt-byte': { name: '错一个字节', effect: '回答里有一个字节被干扰改变。' },
    'missing-byte': { name: '丢一个字节', effect: '回答里少了一个字节。' },
    checksum: { name: '校验和不对', effect: '回答完整，但最后的校验字节是错的。' },
    garbage: { name: '一片杂音', effect: '来的不是回答，是一串没有意义的字节。' },
    'split-chunks': { name: '碎成小块', effect: '数据没有错，只是一小块一小块地来。' },
    'slow-chunks': { name: '很慢', effect: '数据没有错，但比线路慢得多。' },
    silent: { name: '不回答', effect: '收到命令，却一声不吭。' },
    'read-fails': { name: '读卡失败', effect: '读卡器回答：读不出来（状态字 41）。' },
    'card-auth-fails': { name: '像是假卡', effect: '读卡器与卡互相认证不通过（状态字 32）。' },
    'unsupported-card': { name: '不认识的卡', effect: '读卡器不认识这种卡（状态字 40）。' },
    'find-fails': { name: '找不到卡', effect: '卡放着，读卡器却说没有（状态字 80）。' },
    'select-fails': { name: '选卡失败', effect: '找到了卡，却选不中（状态字 81）。' },
    'self-test-fails': { name: '读卡器坏了', effect: '读卡器自检失败，并且说了出来（状态字 60）。' },
  },
  en: {
    none: { name: 'Nothing', effect: 'The reader works as it should.' },
    'lift-mid-read': { name: 'The card is lifted mid-read', effect: 'Half the data, then the card is gone.' },
    'corrupt-byte': { name: 'One wrong byte', effect: 'Noise on the line changes a byte of the answer.' },
    'missing-byte': { name: 'One lost byte', effect: 'The answer is one byte short.' },
    checksum: { name: 'Wrong checksum', effect: 'A complete answer whose last byte is wrong.' },
    garbage: { name: 'Nothing but noise', effect: 'Meaningless bytes come instead of the answer.' },
    'split-chunks': { name: 'Small pieces', effect: 'Right data, in many small pieces.' },
    'slow-chunks': { name: 'Slow', effect: 'Right data, far slower than the line.' },
    silent: { name: 'No answer', effect: 'It hears the command and says nothing.' },
    'read-fails': { name: 'Cannot read', effect: 'It answers that it cannot read the card (status 41).' },
    'card-auth-fails': { name: 'Looks like a forgery', effect: 'Reader and card cannot trust each other (status 32).' },
    'unsupported-card': { name: 'Unknown kind of card', effect: 'The reader does not know such cards (status 40).' },
    'find-fails': { name: 'Card not found', effect: 'The card lies there, the reader sees none (status 80).' },
    'select-fails': { name: 'Card not selected', effect: 'Found, but it cannot be selected (status 81).' },
    'self-test-fails': { name: 'The reader is broken', effect: 'Its self-test fails, and it says so (status 60).' },
  },
};

const TIMES: Record<Language, Named<'1' | '3' | 'ever'>> = {
  zh: { '1': '一次', '3': '三次', ever: '一直' },
  en: { '1': 'once', '3': 'three times', ever: 'always' },
};

const PAPER: Record<Language, Named<'ok' | 'low' | 'out'>> = {
  zh: { ok: '足够', low: '快用完', out: '用完了' },
  en: { ok: 'Full', low: 'Low', out: 'Out' },
};

const COVER: Record<Language, Named<'closed' | 'open'>> = {
  zh: { closed: '盖好', open: '打开' },
  en: { closed: 'Closed', open: 'Open' },
};

/** The words of one language. */
export type Dictionary = {
  readonly language: Language;
  readonly text: Readonly<Record<Key, string>>;
  readonly who: Named<Who>;
  readonly conditions: Named<Condition | 'dropped'>;
  readonly presentations: Named<Presentation>;
  readonly poses: Named<Pose>;
  readonly faults: Readonly<Record<ReaderFaultKind | 'none', Explained>>;
  readonly times: Named<'1' | '3' | 'ever'>;
  readonly paper: Named<'ok' | 'low' | 'out'>;
  readonly cover: Named<'closed' | 'open'>;
};

export const dictionary = (language: Language): Dictionary => ({
  language,
  text: language === 'zh' ? zh : en,
  who: WHO[language],
  conditions: CONDITIONS[language],
  presentations: PRESENTATIONS[language],
  poses: POSES[language],
  faults: FAULTS[language],
  times: TIMES[language],
  paper: PAPER[language],
  cover: COVER[language],
});

const isKey = (key: string | undefined): key is Key => key !== undefined && Object.hasOwn(zh, key);

/** Fills every element of index.html that carries `data-text`. */
export function fillTexts({ language, text }: Dictionary): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = text.title;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const key = element.dataset.text;
    if (isKey(key)) element.textContent = text[key];
  }
}
