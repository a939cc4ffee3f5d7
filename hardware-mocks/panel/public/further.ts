/** The devices beside the check-in, each a row of buttons. */
import { make, part } from './dom.ts';
import type { Language } from './words.ts';

type Action = { readonly zh: string; readonly en: string; readonly request: () => object };

const row = (device: string, actions: readonly (readonly [string, string, string])[]): Action[] =>
  actions.map(([action, zh, en]) => ({ zh, en, request: () => ({ device, action }) }));

const sights = [
  ['good', '放好一页', 'A sheet that lies well'],
  ['askew', '略歪', 'A little askew'],
  ['skewed', '放歪', 'Askew'],
  ['blurred', '模糊', 'Blurred'],
  ['shadow', '有阴影', 'In a shadow'],
  ['cut-off', '没放全', 'Cut off'],
  ['nothing', '空着', 'Nothing'],
] as const;

const plug = [
  ['unplug', '拔掉', 'Unplug'],
  ['replug', '插回去', 'Plug in'],
] as const;

const DEVICES: readonly { readonly zh: string; readonly en: string; readonly actions: readonly Action[] }[] = [
  {
    zh: 'A4 打印机',
    en: 'A4 printer',
    actions: row('page-printer', [
      ['paper-out', '没纸', 'Paper out'],
      ['refill', '加纸', 'Refill'],
      ['open-cover', '开盖', 'Open the cover'],
      ['close-cover', '合盖', 'Close it'],
      ['jam', '卡纸', 'Jam'],
      ['clear-jam', '取出卡纸', 'Clear it'],
      ['toner-low', '墨粉少', 'Toner low'],
      ['toner-out', '墨粉尽', 'Toner out'],
      ['change-toner', '换墨粉', 'Change toner'],
      ...plug,
    ]),
  },
  {
    zh: '高拍仪',
    en: 'Document camera',
    actions: [
      ...sights.map(([sight, zh, en]) => ({
        zh,
        en,
        request: () => ({ device: 'document-camera', action: 'show', sight }),
      })),
      ...row('document-camera', plug),
    ],
  },
];

async function ask(request: object | null): Promise<void> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) };
  const answer = await fetch('api/further', request === null ? {} : post);
  const area = part('further', HTMLElement);
  area.hidden = answer.status === 204;
  if (answer.status === 200)
    part('further-state', HTMLPreElement).textContent = JSON.stringify(await answer.json(), null, 1);
}

/** Draws the rows in the language, and shows how the devices are. */
export function drawFurther(language: Language): void {
  part('further-title', HTMLHeadingElement).textContent = language === 'zh' ? '更多设备' : 'More devices';
  const rows = DEVICES.map(({ actions, ...name }) => {
    const buttons = actions.map(({ request, ...text }) => {
      const button = make('button', { type: 'button', class: 'button' }, text[language]);
      button.onclick = () => void ask(request());
      return button;
    });
    return make('div', { class: 'row' }, make('h3', {}, name[language]), ...buttons);
  });
  part('further-rows', HTMLDivElement).replaceChildren(...rows);
  void ask(null);
}
