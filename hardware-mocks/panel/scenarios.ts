/** One-click stories: each sets the devices up, and says in one sentence what will be seen on the kiosk. */
import type { Desk } from './devices.ts';
import { layCard } from './lay.ts';

type Words = { readonly zh: string; readonly en: string };

export type Scenario = {
  readonly id: string;
  readonly title: Words;
  /** What will be seen on the kiosk. */
  readonly see: Words;
  /** `pause` ends early, by throwing, when another story begins. */
  readonly setUp: (desk: Desk, pause: (milliseconds: number) => Promise<void>) => Promise<void>;
};

/** Long enough for the camera to send pictures of a new scene. */
const CAMERA_SHOWS_MS = 1000;

/** This person's card, and the same person before the camera. */
const comes =
  (id: string): Scenario['setUp'] =>
  async (desk, pause) => {
    await desk.camera.show({ kind: 'person', id });
    await layCard(desk.reader, id, pause);
  };

/** Each with a card of its own: what happened to a person today would change the next story. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'happy-path',
    title: { zh: '顺利签到', en: 'A smooth check-in' },
    see: {
      zh: '王建华刷卡、同意、看一眼摄像头，几秒后凭条从打印机里出来。',
      en: 'Wang Jianhua lays her card, agrees and looks up: seconds later the ticket leaves the printer.',
    },
    setUp: comes('wang-jianhua'),
  },
  {
    id: 'impostor',
    title: { zh: '冒名顶替', en: "Somebody else's card" },
    see: {
      zh: '卡是陈淑芬的，人是赵敏：比对不通过，转人工核验，并通知工作人员。',
      en: "Chen Shufen's card, Zhao Min's face: no pass, the manual route opens and staff are told.",
    },
    setUp: async (desk, pause) => {
      await desk.camera.show({ kind: 'person', id: 'zhao-min' });
      await layCard(desk.reader, 'chen-shufen', pause);
    },
  },
  {
    id: 'two-people',
    title: { zh: '两个人同时入镜', en: 'Two people in the picture' },
    see: {
      zh: '屏幕请旁人让开；点李秀英的头像只留她一人，就能继续。',
      en: "The kiosk asks for one person only; click Li Xiuying's face to leave her alone there.",
    },
    setUp: async (desk, pause) => {
      await desk.camera.show({ kind: 'two', ids: ['li-xiuying', 'zhao-min'] });
      await layCard(desk.reader, 'li-xiuying', pause);
    },
  },
  {
    id: 'child',
    title: { zh: '孩子和监护人', en: 'A child with a guardian' },
    see: {
      zh: '何小雨不满十四岁：屏幕请监护人出示证件，这时把何静的卡放上去；她同意后，孩子再看摄像头。',
      en: "He Xiaoyu is under 14: the kiosk asks for a guardian. Lay He Jing's card then; she agrees, the child looks up.",
    },
    setUp: comes('he-xiaoyu'),
  },
  {
    id: 'no-portrait',
    title: { zh: '芯片里没有照片', en: 'A card without a photo' },
    see: {
      zh: '吴敏的卡没有照片可比：不开摄像头，直接走人工核验。',
      en: "Nothing on Wu Min's chip to compare with: straight to the manual route.",
    },
    setUp: comes('wu-min'),
  },
  {
    id: 'expired-card',
    title: { zh: '证件过期', en: 'An expired card' },
    see: {
      zh: '周婷的身份证已过有效期：屏幕直说，并告诉她接下来怎么办。',
      en: "Zhou Ting's card has run out: the kiosk says so, and what to do next.",
    },
    setUp: comes('zhou-ting'),
  },
  {
    id: 'not-on-roster',
    title: { zh: '不在名单上', en: 'Not on the roster' },
    see: {
      zh: '何静本人持真卡，但没有她的鉴定安排：请到窗口询问。',
      en: 'A real card and its owner, but He Jing has no assessment: she is sent to the desk.',
    },
    setUp: comes('he-jing'),
  },
  {
    id: 'wrong-day',
    title: { zh: '来错了日子', en: 'The wrong day' },
    see: {
      zh: '马兰的鉴定在另一天：屏幕告诉她正确的日期。',
      en: "Ma Lan's assessment is on another day: the kiosk names the right one.",
    },
    setUp: comes('ma-lan'),
  },
  {
    id: 'reader-unplugged',
    title: { zh: '读卡时线被拔了', en: "The reader's cable is pulled mid-read" },
    see: {
      zh: '读到一半断线，五秒后插回：屏幕先说明，再自己接着读，不用重启。',
      en: 'Unplugged half-way and back after five seconds: the kiosk explains, then reads on by itself.',
    },
    setUp: async (desk, pause) => {
      await desk.camera.show({ kind: 'person', id: 'zhao-min' });
      desk.reader.setFault({ kind: 'slow-chunks', times: Number.POSITIVE_INFINITY, on: 'read' });
      await layCard(desk.reader, 'zhao-min', pause);
      await pause(700);
      await desk.reader.unplug();
      desk.reader.setFault(null);
      await pause(5000);
      await desk.reader.replug();
      if (desk.reader.state.personId === null) desk.reader.lay('zhao-min');
    },
  },
  {
    id: 'paper-out',
    title: { zh: '打印机没纸了', en: 'The printer is out of paper' },
    see: {
      zh: '签到照样成功，号码大字显示在屏幕上，并提醒工作人员换纸。',
      en: 'The check-in still counts: the number stands large on the screen and staff are told.',
    },
    setUp: async (desk, pause) => {
      desk.printer.paperOut();
      await comes('liu-guilan')(desk, pause);
    },
  },
  {
    id: 'camera-frozen',
    title: { zh: '摄像头画面卡死', en: 'A frozen camera' },
    see: {
      zh: '画面是阿依努尔本人，却一动不动：绝不放行，提示后转人工。',
      en: 'It shows the right face, but never moves: no pass, guidance, then the manual route.',
    },
    setUp: async (desk, pause) => {
      await desk.camera.show({ kind: 'person', id: 'ayinuer' });
      // It freezes on what it shows: first it must have shown somebody.
      await pause(CAMERA_SHOWS_MS);
      await desk.camera.setCondition('frozen');
      await layCard(desk.reader, 'ayinuer', pause);
    },
  },
];
