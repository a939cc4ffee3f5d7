/** The receipt printer: its paper, its cover, and the slips that come out of it. */
import { getTickets } from './client.ts';
import { drawChoices, make, part } from './dom.ts';
import { drawPlug, drawStatus, type Mood, type View } from './view.ts';

function status({ state, words }: View): [Mood, string] {
  const { plugged, paper, cover } = state.printer;
  const { text } = words;
  if (!plugged) return ['bad', text.unplugged];
  if (cover === 'open') return ['bad', text.coverOpen];
  if (paper === 'out') return ['bad', text.paperOut];
  return paper === 'low' ? ['warn', text.paperLow] : ['good', text.ready];
}

const timeOf = (at: string): string => new Date(at).toLocaleTimeString('zh-CN', { hour12: false });

/** Shows a ticket large, with the text that the printer got. */
async function openTicket(view: View, id: string): Promise<void> {
  const ticket = (await getTickets()).find((one) => one.id === id);
  if (ticket === undefined) return;
  const { text } = view.words;
  part('ticket-title', HTMLHeadingElement).textContent = `${text.ticket} ${id} · ${timeOf(ticket.at)}`;
  const picture = part('ticket-picture', HTMLImageElement);
  picture.src = `api/tickets/${id}.png`;
  picture.alt = ticket.text;
  part('ticket-words', HTMLPreElement).textContent = ticket.text;
  part('ticket', HTMLDialogElement).showModal();
}

function slip(view: View, id: string, at: string): HTMLButtonElement {
  const { text } = view.words;
  const picture = make('img', { src: `api/tickets/${id}.png`, alt: '' });
  const label = `${text.slipOpen} ${id} · ${timeOf(at)}`;
  const button = make('button', { type: 'button', class: 'slip', 'aria-label': label, 'data-id': id }, picture);
  button.onclick = () => void openTicket(view, id);
  return button;
}

/** The last ticket stands in the slot; it slides out once, when it is new. */
function drawSlips(view: View): void {
  const slips = part('slips', HTMLDivElement);
  const tickets = view.state.tickets;
  const last = tickets.at(-1);
  const shown = slips.dataset.shown;
  slips.dataset.shown = `${last?.id ?? ''} ${view.words.language}`;
  if (shown === slips.dataset.shown) return;
  if (last === undefined) {
    slips.replaceChildren(make('p', { class: 'no-slip' }, view.words.text.noSlip));
    return;
  }
  const fresh = slip(view, last.id, last.at);
  fresh.classList.toggle('comes', shown !== undefined && !shown.startsWith(`${last.id} `));
  slips.replaceChildren(fresh);
}

function drawEarlier(view: View): void {
  const earlier = view.state.tickets.slice(0, -1).slice(-6).reverse();
  part('earlier-area', HTMLDivElement).hidden = earlier.length === 0;
  const row = part('earlier', HTMLFieldSetElement);
  const shown = earlier.map(({ id }) => id).join();
  if (row.dataset.shown === shown) return;
  row.dataset.shown = shown;
  row.replaceChildren(...earlier.map(({ id, at }) => slip(view, id, at)));
}

export function drawPrinter(view: View): void {
  const { state, words, client } = view;
  const { plugged, paper, cover } = state.printer;
  const device = part('printer', HTMLElement);
  device.dataset.plugged = String(plugged);
  device.dataset.paper = paper;
  device.dataset.cover = cover;
  drawStatus(part('printer-status', HTMLParagraphElement), ...status(view));
  drawPlug(part('printer-plug', HTMLButtonElement), words, words.text.printerTitle, plugged, () => {
    void client.printer({ action: plugged ? 'unplug' : 'replug' });
  });
  const rolls = (['ok', 'low', 'out'] as const).map((value) => ({ value, label: words.paper[value] }));
  drawChoices(part('paper', HTMLFieldSetElement), rolls, paper, (value) => {
    const actions = { ok: 'refill', low: 'paper-low', out: 'paper-out' } as const;
    void client.printer({ action: actions[value] });
  });
  const covers = (['closed', 'open'] as const).map((value) => ({ value, label: words.cover[value] }));
  drawChoices(part('cover', HTMLFieldSetElement), covers, cover, (value) => {
    void client.printer({ action: value === 'open' ? 'open-cover' : 'close-cover' });
  });
  drawSlips(view);
  drawEarlier(view);
}
