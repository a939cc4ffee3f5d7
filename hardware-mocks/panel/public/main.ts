/** Composes the page: what is known of the desk, the language, and the parts that draw both. */
import type { DeskState } from '../state.ts';
import { drawCamera } from './camera.ts';
import { drawTray } from './cards.ts';
import { Client, getLinks, getPeople, getStories, listen } from './client.ts';
import { part } from './dom.ts';
import { drawFurther } from './further.ts';
import { drawOthers } from './others.ts';
import { drawPrinter } from './printer.ts';
import { drawReader } from './reader.ts';
import { drawStories } from './stories.ts';
import type { View } from './view.ts';
import { dictionary, fillTexts, type Language } from './words.ts';

const LANGUAGE_KEY = 'anban-panel-language';

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(LANGUAGE_KEY);
  return asked === 'en' ? 'en' : 'zh';
}

const news = part('news', HTMLParagraphElement);
let newsTimer: ReturnType<typeof setTimeout> | undefined;

/** One line at the bottom of the window, for a while or until the next. */
function tell(words: string, stays = false): void {
  clearTimeout(newsTimer);
  news.textContent = words;
  if (!stays) newsTimer = setTimeout(() => tell('', true), 4000);
}

let words = dictionary(firstLanguage());
const client = new Client((reason) => tell(words.text.failed + reason));
const [people, stories, links] = await Promise.all([getPeople(), getStories(), getLinks()]);

let state: DeskState | undefined;
let playing: string | null = null;
let played: string | null = null;

function draw(): void {
  if (state === undefined) return;
  const view: View = { state, words, people, client };
  drawTray(view);
  drawCamera(view, links.camera);
  drawReader(view);
  drawOthers(view);
  drawPrinter(view);
  drawStories(view, stories, { playing, played }, play);
}

async function play(id: string): Promise<void> {
  playing = played = id;
  draw();
  await client.scenario(id);
  if (playing === id) playing = null;
  draw();
}

function speak(language: Language): void {
  words = dictionary(language);
  localStorage.setItem(LANGUAGE_KEY, language);
  fillTexts(words);
  part('language', HTMLButtonElement).textContent = words.text.language;
  drawFurther(language);
  draw();
}

function link(id: string, address: string | null): void {
  const anchor = part(id, HTMLAnchorElement);
  anchor.hidden = address === null;
  if (address !== null) anchor.href = address;
}

link('kiosk-link', links.kiosk);
link('officer-link', links.officer);
part('language', HTMLButtonElement).onclick = () => speak(words.language === 'zh' ? 'en' : 'zh');
part('reset', HTMLButtonElement).onclick = () => {
  playing = played = null;
  void client.reset();
};
const dialog = part('ticket', HTMLDialogElement);
part('ticket-close', HTMLButtonElement).onclick = () => dialog.close();
dialog.onclick = (event) => {
  if (event.target === dialog) dialog.close();
};
document.addEventListener('visibilitychange', draw);

speak(words.language);
let lost = false;
listen(
  (next) => {
    state = next;
    draw();
  },
  (connected) => {
    if (!connected) tell(words.text.offline, true);
    else if (lost) tell(words.text.online);
    lost = !connected;
  },
);
