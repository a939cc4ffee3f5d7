/** The list of one-click stories. */
import type { Story } from './client.ts';
import { make, part } from './dom.ts';
import type { View } from './view.ts';

/** Draws the list; `playing` is being set up, `played` was the last one. */
export function drawStories(
  view: View,
  stories: readonly Story[],
  { playing, played }: { readonly playing: string | null; readonly played: string | null },
  play: (id: string) => void,
): void {
  const list = part('stories', HTMLOListElement);
  const { language, text } = view.words;
  for (const [index, { id, title, see }] of stories.entries()) {
    const old = list.children[index]?.firstElementChild;
    const button = old instanceof HTMLButtonElement ? old : make('button', { type: 'button', class: 'story' });
    if (button.parentElement === null) list.append(make('li', {}, button));
    button.setAttribute('aria-pressed', String(id === played));
    button.setAttribute('aria-busy', String(id === playing));
    button.dataset.story = id;
    button.replaceChildren(
      make('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
      make('strong', {}, title[language]),
      make('span', { class: 'see' }, id === playing ? text.playing : see[language]),
    );
    button.onclick = () => play(id);
  }
}
