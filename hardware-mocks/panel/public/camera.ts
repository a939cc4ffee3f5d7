/** The camera: what it sees right now, who stands before it, and what is wrong with the picture. */
import type { Condition } from '../../camera/scene.ts';
import { drawChoices, make, part } from './dom.ts';
import { CONDITION_KINDS, POSE_KINDS, PRESENTATION_KINDS } from './kinds.ts';
import { drawPlug, drawStatus, type Mood, nameOf, personOf, type View } from './view.ts';
import { currentWho, sceneOf } from './who.ts';
import type { Who } from './words.ts';

function status({ state, words }: View): [Mood, string] {
  const { plugged, dropped, condition } = state.camera;
  if (!plugged) return ['bad', words.text.unplugged];
  if (dropped) return ['bad', words.text.dropped];
  return condition === 'normal' ? ['good', words.text.plugged] : ['warn', words.conditions[condition]];
}

function caption(view: View): string {
  const { show } = view.state.camera;
  const ids = show.kind === 'person' ? [show.id] : show.kind === 'two' ? show.ids : [];
  const names = ids.map((id) => personOf(view, id)).map((person) => (person === undefined ? '' : nameOf(view, person)));
  return names.length > 0 ? names.join(' + ') : view.words.who[currentWho(view)];
}

/** The real stream of the emulated camera, opened anew each time it comes back, closed while nobody looks. */
function drawLive(view: View, stream: string): void {
  const live = part('live', HTMLImageElement);
  const { plugged, dropped } = view.state.camera;
  const on = plugged && !dropped && !document.hidden;
  part('no-signal', HTMLParagraphElement).hidden = on;
  live.alt = `${view.words.text.liveNow}: ${caption(view)}`;
  live.hidden = !on;
  if (!on) live.removeAttribute('src');
  else if (!live.hasAttribute('src')) live.src = `${stream}?${Date.now()}`;
  live.onerror = () => live.removeAttribute('src');
  part('live-caption', HTMLElement).textContent = caption(view);
}

function drawFaces(view: View): void {
  const row = part('faces', HTMLFieldSetElement);
  const { show } = view.state.camera;
  const shown: readonly string[] = show.kind === 'person' ? [show.id] : show.kind === 'two' ? show.ids : [];
  for (const [index, person] of view.people.entries()) {
    const old = row.children[index];
    const button =
      old instanceof HTMLButtonElement
        ? old
        : row.appendChild(
            make('button', { type: 'button' }, make('img', { src: `api/people/${person.id}.jpg`, alt: '' })),
          );
    button.title = nameOf(view, person);
    button.setAttribute('aria-label', nameOf(view, person));
    button.setAttribute('aria-pressed', String(shown.includes(person.id)));
    button.onclick = () => void view.client.camera({ show: { kind: 'person', id: person.id } });
  }
}

function drawConditions(view: View): void {
  const { state, words, client } = view;
  const kinds: readonly (Condition | 'dropped')[] = [...CONDITION_KINDS, 'dropped'];
  const choices = kinds.map((value) => ({ value, label: words.conditions[value] }));
  const chosen = state.camera.dropped ? 'dropped' : state.camera.condition;
  drawChoices(part('conditions', HTMLFieldSetElement), choices, chosen, (value) => {
    if (value === 'dropped') {
      void client.camera({ action: state.camera.dropped ? 'restore' : 'drop' });
      return;
    }
    if (state.camera.dropped) void client.camera({ action: 'restore' });
    void client.camera({ condition: value });
  });
}

/** How the face comes before the lens, and what the person (or who holds the artefact) does. */
function drawPresentation({ state, words, client }: View): void {
  const { presentation, pose } = state.camera;
  drawSelect('presentation', words.language, PRESENTATION_KINDS, words.presentations, presentation, (value) => {
    void client.camera({ presentation: value });
  });
  drawSelect('pose', words.language, POSE_KINDS, words.poses, pose, (value) => {
    void client.camera({ pose: value });
  });
}

function drawSelect<T extends string>(
  id: string,
  language: string,
  kinds: readonly T[],
  names: Readonly<Record<T, string>>,
  chosen: T,
  choose: (value: T) => void,
): void {
  const select = part(id, HTMLSelectElement);
  if (select.dataset.language !== language) {
    select.dataset.language = language;
    select.replaceChildren(...kinds.map((kind) => make('option', { value: kind }, names[kind])));
  }
  select.value = chosen;
  select.onchange = () => {
    const value = kinds.find((kind) => kind === select.value);
    if (value !== undefined) choose(value);
  };
}

export function drawCamera(view: View, stream: string): void {
  const { state, words, client } = view;
  const { plugged } = state.camera;
  const device = part('camera', HTMLElement);
  device.dataset.plugged = String(plugged);
  drawStatus(part('camera-status', HTMLParagraphElement), ...status(view));
  drawPlug(part('camera-plug', HTMLButtonElement), words, words.text.cameraTitle, plugged, () => {
    void client.camera({ action: plugged ? 'unplug' : 'replug' });
  });
  drawLive(view, stream);
  const everyWho: readonly Who[] = ['same', 'other', 'two', 'nobody', 'landscape'];
  const noCard = state.reader.card === null;
  const choices = everyWho.map((value) => ({ value, label: words.who[value], disabled: value === 'same' && noCard }));
  drawChoices(part('who', HTMLFieldSetElement), choices, currentWho(view), (value) => {
    void client.camera({ show: sceneOf(view, value) });
  });
  drawFaces(view);
  drawConditions(view);
  drawPresentation(view);
}
