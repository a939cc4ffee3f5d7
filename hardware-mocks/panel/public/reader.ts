/** The ID card reader: its bed, the card on it, its plug and its faults. */

import { CARD_TYPE, idCard, lay, lift } from './cards.ts';
import { make, part } from './dom.ts';
import { READER_FAULT_KINDS } from './kinds.ts';
import { drawPlug, drawStatus, type Mood, personOf, type View } from './view.ts';

function status({ state, words }: View): [Mood, string] {
  const { plugged, card, fault } = state.reader;
  const { text } = words;
  if (!plugged) return ['bad', text.unplugged];
  if (fault !== null) return ['warn', `${text.faulty}: ${words.faults[fault.kind].name}`];
  return card === null ? ['idle', text.noCard] : ['good', text.cardOn];
}

/** The card is put down anew only when it is another one, so that it does not fall again with every change. */
function drawLaid(view: View): void {
  const place = part('laid', HTMLDivElement);
  const person = personOf(view, view.state.reader.card);
  const key = person === undefined ? '' : `${person.id} ${view.words.language}`;
  if (place.dataset.key === key) return;
  const sameCard = place.dataset.key?.split(' ')[0] === person?.id;
  place.dataset.key = key;
  if (person === undefined) {
    place.replaceChildren();
    return;
  }
  const card = idCard(view, person);
  card.classList.toggle('falls', !sameCard);
  place.replaceChildren(card);
}

function drawFaults(view: View): void {
  const { state, words, client } = view;
  const select = part('fault', HTMLSelectElement);
  const times = part('times', HTMLSelectElement);
  const current = state.reader.fault?.kind ?? 'none';
  if (select.dataset.language !== words.language) {
    select.dataset.language = words.language;
    const kept = times.value === '' ? '1' : times.value;
    const kinds = ['none', ...READER_FAULT_KINDS] as const;
    select.replaceChildren(...kinds.map((kind) => make('option', { value: kind }, words.faults[kind].name)));
    const counts = ['1', '3', 'ever'] as const;
    times.replaceChildren(...counts.map((count) => make('option', { value: count }, words.times[count])));
    times.value = kept;
  }
  select.value = current;
  const left = state.reader.fault?.times;
  part('fault-explained', HTMLParagraphElement).textContent =
    words.faults[current].effect + (typeof left === 'number' ? ` (× ${left})` : '');
  const apply = (): void => {
    const kind = READER_FAULT_KINDS.find((one) => one === select.value);
    if (kind === undefined) void client.reader({ action: 'clear-fault' });
    else if (times.value === 'ever') void client.reader({ action: 'fault', kind });
    else void client.reader({ action: 'fault', kind, times: Number(times.value) });
  };
  select.onchange = apply;
  times.onchange = () => {
    if (select.value !== 'none') apply();
  };
}

function acceptDrop(view: View): void {
  const slab = part('slab', HTMLDivElement);
  slab.ondragover = (event) => {
    if (event.dataTransfer?.types.includes(CARD_TYPE)) event.preventDefault();
    slab.classList.add('over');
  };
  slab.ondragleave = () => slab.classList.remove('over');
  slab.ondrop = (event) => {
    event.preventDefault();
    slab.classList.remove('over');
    const id = event.dataTransfer?.getData(CARD_TYPE);
    if (id) void lay(view, id);
  };
}

export function drawReader(view: View): void {
  const { state, words, client } = view;
  const { plugged, card } = state.reader;
  const device = part('reader', HTMLElement);
  device.dataset.plugged = String(plugged);
  device.dataset.card = String(card !== null);
  device.dataset.fault = String(state.reader.fault !== null);
  drawStatus(part('reader-status', HTMLParagraphElement), ...status(view));
  drawPlug(part('reader-plug', HTMLButtonElement), words, words.text.readerTitle, plugged, () => {
    void client.reader({ action: plugged ? 'unplug' : 'replug' });
  });
  drawLaid(view);
  drawFaults(view);
  acceptDrop(view);
  const liftButton = part('lift', HTMLButtonElement);
  liftButton.disabled = card === null;
  liftButton.onclick = () => void lift(view);
}
