/** The other two ways to say who one is: a card in the slot, a phone before the scanner. */
import type { Person } from './client.ts';
import { make, part } from './dom.ts';
import { nameOf, type View } from './view.ts';

const WORDS = {
  zh: {
    title: '社保卡',
    whose: '谁的',
    insert: '插入社保卡',
    remove: '拔出社保卡',
    phone: '出示电子社保卡',
    dark: '屏幕太暗',
    take: '拿走手机',
    unplug: '拔掉扫码器',
    replug: '插回扫码器',
  },
  en: {
    title: 'Social security cards',
    whose: 'Whose',
    insert: 'Put the card in',
    remove: 'Take it out',
    phone: 'Show the card on the phone',
    dark: 'Screen too dark',
    take: 'Take the phone away',
    unplug: 'Unplug the scanner',
    replug: 'Plug the scanner in',
  },
} as const;
const KINDS = [
  ['2.0', '第二代', '2nd generation'],
  ['1.0', '第一代', '1st generation'],
  ['3.0', '第三代', '3rd generation'],
  ['bank', '银行卡', 'A bank card'],
  ['other', '其他卡', 'Another card'],
  ['locked', '已锁定', 'Locked'],
] as const;

async function ask(request: object | null): Promise<void> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) };
  const answer = await fetch('api/social-security-cards', request === null ? {} : post);
  part('others', HTMLElement).hidden = answer.status === 204;
  if (answer.status === 200) part('others-state', HTMLPreElement).textContent = JSON.stringify(await answer.json());
}

const select = (choices: readonly (readonly [string, string])[], label: string): HTMLSelectElement =>
  make('select', { 'aria-label': label }, ...choices.map(([value, name]) => make('option', { value }, name)));

function button(label: string, press: () => Promise<void>): HTMLButtonElement {
  const made = make('button', { type: 'button', class: 'button' }, label);
  made.onclick = () => void press();
  return made;
}

/** The owner comes along, as with a card from the tray. */
async function bring(view: View, person: string, request: object): Promise<void> {
  await view.client.camera({ show: { kind: 'person', id: person } });
  await ask({ ...request, person });
}

/** Drawn anew only for another language: what was chosen stays chosen. */
export function drawOthers(view: View): void {
  const { language } = view.words;
  const rows = part('others-rows', HTMLDivElement);
  if (rows.dataset.language === language) return;
  rows.dataset.language = language;
  const words = WORDS[language];
  part('others-title', HTMLHeadingElement).textContent = words.title;
  const who = select(
    view.people.map((person: Person) => [person.id, nameOf(view, person)]),
    words.whose,
  );
  const kind = select(
    KINDS.map(([value, zh, en]) => [value, language === 'zh' ? zh : en]),
    words.title,
  );
  rows.replaceChildren(
    who,
    kind,
    button(words.insert, () => bring(view, who.value, { action: 'insert', kind: kind.value })),
    button(words.remove, () => ask({ action: 'remove' })),
    button(words.phone, () => bring(view, who.value, { action: 'phone' })),
    button(words.dark, () => bring(view, who.value, { action: 'phone', screen: 'dark' })),
    button(words.take, () => ask({ action: 'take-phone' })),
    button(words.unplug, () => ask({ action: 'unplug-scanner' })),
    button(words.replug, () => ask({ action: 'replug-scanner' })),
  );
  void ask(null);
}
