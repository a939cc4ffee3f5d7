/** What every part of the page is drawn from. */
import type { DeskState } from '../state.ts';
import type { Client, Person } from './client.ts';
import type { Dictionary } from './words.ts';

export type View = {
  readonly state: DeskState;
  readonly words: Dictionary;
  readonly people: readonly Person[];
  readonly client: Client;
};

export const personOf = ({ people }: View, id: string | null): Person | undefined =>
  people.find((person) => person.id === id);

/** 王建华, or with its romanised form: the ids are pinyin. */
export function nameOf({ words }: View, person: Person): string {
  return words.language === 'zh' ? person.name : romanised(person.id);
}

export const romanised = (id: string): string =>
  id
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join(' ');

export const noteOf = ({ words }: View, person: Person): string =>
  words.language === 'zh' ? person.note : person.noteEn;

const PLUG = `<svg viewBox="0 0 76 30" aria-hidden="true">
  <rect class="wall" x="50" y="2" width="24" height="26" rx="6"/>
  <path class="holes" d="M58 11h5M58 19h5"/>
  <g class="cord"><path class="cable" d="M0 15C8 15 10 15 18 15"/><rect class="head" x="18" y="6" width="22" height="18" rx="5"/>
  <path class="prongs" d="M40 11h10M40 19h10"/></g></svg>`;

/** The plug of a device: a button that pulls it out of the wall or pushes it back. */
export function drawPlug(
  button: HTMLButtonElement,
  { text }: Dictionary,
  device: string,
  plugged: boolean,
  toggle: () => void,
): void {
  if (button.childElementCount === 0) button.innerHTML = `${PLUG}<span></span>`;
  const label = button.querySelector('span');
  const action = plugged ? text.pullOut : text.plugIn;
  if (label !== null) label.textContent = action;
  button.setAttribute('aria-label', `${device}: ${action}`);
  button.onclick = toggle;
}

export type Mood = 'good' | 'warn' | 'bad' | 'idle';

/** The short word beside a device's name. */
export function drawStatus(element: HTMLElement, mood: Mood, word: string): void {
  element.dataset.mood = mood;
  if (element.textContent !== word) element.textContent = word;
}
