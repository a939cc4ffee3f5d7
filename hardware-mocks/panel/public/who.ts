/** Who stands before the camera, said in relation to the card on the reader. */
import type { Scene } from '../../camera/scene.ts';
import { personOf, type View } from './view.ts';
import type { Who } from './words.ts';

export function currentWho({ state }: View): Who {
  const { show } = state.camera;
  if (show.kind === 'nobody') return 'nobody';
  if (show.kind === 'two') return 'two';
  if (show.kind === 'photo-of-landscape') return 'landscape';
  return show.id === state.reader.card ? 'same' : 'other';
}

/** The person whose card lies there, or the first of all. */
const owner = (view: View): string => view.state.reader.card ?? view.people[0]?.id ?? '';

export function sceneOf(view: View, who: Who): Scene {
  const id = owner(view);
  const stranger = personOf(view, id)?.stranger ?? id;
  switch (who) {
    case 'nobody':
      return { kind: 'nobody' };
    case 'landscape':
      return { kind: 'photo-of-landscape' };
    case 'same':
      return { kind: 'person', id };
    case 'other':
      return { kind: 'person', id: stranger };
    case 'two':
      return { kind: 'two', ids: [id, stranger] };
  }
}
