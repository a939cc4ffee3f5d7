/** The tray of ID cards, and what a card looks like. */
import type { Person } from './client.ts';
import { make, part } from './dom.ts';
import { nameOf, noteOf, type View } from './view.ts';
import { currentWho } from './who.ts';

/** What a dragged card carries. */
export const CARD_TYPE = 'application/x-anban-card';

const SILHOUETTE = `<svg viewBox="0 0 48 60" aria-hidden="true"><circle cx="24" cy="22" r="11"/><path d="M4 60c0-14 8-22 20-22s20 8 20 22z"/></svg>`;

/** The photo as it is on the card: nothing but an outline when the chip has none. */
function portrait(person: Person): HTMLElement {
  const frame = make('span', { class: person.hasPortrait ? 'portrait' : 'portrait none' });
  if (person.hasPortrait)
    frame.append(make('img', { src: `api/people/${person.id}.jpg`, alt: '', draggable: 'false' }));
  else frame.innerHTML = SILHOUETTE;
  return frame;
}

/** Lays the card; the owner comes along unless somebody was sent before the camera on purpose. */
export async function lay(view: View, id: string): Promise<void> {
  const who = currentWho(view);
  if (who === 'same' || who === 'nobody') await view.client.camera({ show: { kind: 'person', id } });
  await view.client.reader({ action: 'lay', person: id });
}

/** Takes the card away; its owner leaves with it. */
export async function lift(view: View): Promise<void> {
  const who = currentWho(view);
  await view.client.reader({ action: 'lift' });
  if (who === 'same') await view.client.camera({ show: { kind: 'nobody' } });
}

function trayCard(view: View, person: Person): HTMLLIElement {
  const { text, language } = view.words;
  const laid = view.state.reader.card === person.id;
  const other = language === 'zh' ? '' : person.name;
  const button = make(
    'button',
    {
      type: 'button',
      class: 'tray-card',
      draggable: 'true',
      'aria-pressed': String(laid),
      'data-person': person.id,
    },
    portrait(person),
    make('span', { class: 'name' }, nameOf(view, person), make('small', { lang: 'zh-CN' }, other)),
    make('span', { class: 'note' }, noteOf(view, person)),
  );
  if (laid) button.append(make('span', { class: 'badge' }, text.onReader));
  button.onclick = () => void (laid ? lift(view) : lay(view, person.id));
  button.ondragstart = (event) => {
    event.dataTransfer?.setData(CARD_TYPE, person.id);
    document.body.classList.add('dragging');
  };
  button.ondragend = () => document.body.classList.remove('dragging');
  return make('li', {}, button);
}

/** Draws the tray anew, and gives the keyboard focus back to the card that had it. */
export function drawTray(view: View): void {
  const list = part('people', HTMLUListElement);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.person : undefined;
  list.replaceChildren(...view.people.map((person) => trayCard(view, person)));
  if (focused !== undefined) list.querySelector<HTMLElement>(`[data-person="${focused}"]`)?.focus();
}

const masked = (number: string): string => `${number.slice(0, 6)}********${number.slice(-4)}`;
const day = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;

/** The card as it lies on the reader. */
export function idCard(view: View, person: Person): HTMLElement {
  const { text } = view.words;
  const field = (label: string, value: string, name: string): HTMLElement =>
    make('p', { class: name }, make('span', {}, label), value);
  return make(
    'div',
    { class: 'id-card' },
    field(text.labelName, person.name, 'name'),
    field(text.labelSex, person.sex === '1' ? text.sex1 : text.sex2, 'sex'),
    field(text.labelBirth, day(person.birthDate), 'birth'),
    field(text.labelNumber, masked(person.number), 'number'),
    portrait(person),
    make('p', { class: 'sample', lang: 'en' }, 'SAMPLE 样例'),
  );
}
