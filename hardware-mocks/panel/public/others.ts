/** The other two readers: the slot for social security cards, and the window before which a phone is held. */
import type { Person } from './client.ts';
import { make, part } from './dom.ts';
import { drawPlug, drawStatus, nameOf, personOf, type View } from './view.ts';

const KINDS = ['2.0', '1.0', '3.0', 'bank', 'other', 'locked'] as const;
const SCREENS = ['bright', 'dark', 'cracked'] as const;

function options(select: HTMLSelectElement, language: string, labels: readonly (readonly [string, string])[]): void {
  if (select.dataset.language === language) return;
  select.dataset.language = language;
  const kept = select.value;
  select.replaceChildren(...labels.map(([value, label]) => make('option', { value }, label)));
  if (kept !== '') select.value = kept;
}

/** Whose card or phone it is; the owner comes along, as with a card from the tray. */
async function bring(view: View, person: Person): Promise<void> {
  await view.client.camera({ show: { kind: 'person', id: person.id } });
}

function drawSlot(view: View): void {
  const { state, words, client } = view;
  const { slot } = state;
  const owner = personOf(view, slot?.card ?? null);
  part('slot-area', HTMLDivElement).hidden = slot === null;
  const status = owner === undefined ? words.text.slotEmpty : `${nameOf(view, owner)} · ${words.sscKinds[slot?.kind ?? '2.0']}`;
  drawStatus(part('slot-status', HTMLParagraphElement), owner === undefined ? 'idle' : 'good', status);
  const insert = part('slot-insert', HTMLButtonElement);
  const remove = part('slot-remove', HTMLButtonElement);
  insert.disabled = owner !== undefined;
  remove.disabled = owner === undefined;
  insert.onclick = async () => {
    const person = personOf(view, part('other-person', HTMLSelectElement).value);
    const kind = KINDS.find((one) => one === part('slot-kind', HTMLSelectElement).value);
    if (person === undefined || kind === undefined) return;
    await bring(view, person);
    await client.slot({ action: 'insert', person: person.id, kind });
  };
  remove.onclick = () => void client.slot({ action: 'remove' });
}

function drawScanner(view: View): void {
  const { state, words, client } = view;
  const { plugged, phone, issues } = state.scanner;
  const { text } = words;
  const [mood, word] = !plugged
    ? (['bad', text.unplugged] as const)
    : phone === null
      ? (['idle', text.noPhone] as const)
      : (['good', words.screens[phone]] as const);
  drawStatus(part('scanner-status', HTMLParagraphElement), mood, word);
  drawPlug(part('scanner-plug', HTMLButtonElement), words, text.scannerTitle, plugged, () => {
    void client.scanner({ action: plugged ? 'unplug' : 'replug' });
  });
  const show = part('phone-show', HTMLButtonElement);
  show.disabled = !issues;
  show.onclick = async () => {
    const person = personOf(view, part('other-person', HTMLSelectElement).value);
    const screen = SCREENS.find((one) => one === part('phone-screen', HTMLSelectElement).value);
    if (person === undefined || screen === undefined) return;
    await bring(view, person);
    await client.scanner({ action: 'show', person: person.id, screen });
  };
  const take = part('phone-take', HTMLButtonElement);
  take.disabled = phone === null;
  take.onclick = () => void client.scanner({ action: 'take' });
}

export function drawOthers(view: View): void {
  const { words, people } = view;
  options(
    part('other-person', HTMLSelectElement),
    words.language,
    people.map((person) => [person.id, nameOf(view, person)]),
  );
  options(
    part('slot-kind', HTMLSelectElement),
    words.language,
    KINDS.map((kind) => [kind, words.sscKinds[kind]]),
  );
  options(
    part('phone-screen', HTMLSelectElement),
    words.language,
    SCREENS.map((screen) => [screen, words.screens[screen]]),
  );
  drawSlot(view);
  drawScanner(view);
}
