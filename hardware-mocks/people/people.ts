/** The sample people: their cards, and what they look like. All invented; see README.md for the faces. */
import { z } from 'zod';
import OTHER_FILE from './other-cards.json' with { type: 'json' };
import PEOPLE_FILE from './people.json' with { type: 'json' };
import { Person } from './person.ts';

export { liveFace, turnedFace } from './live.ts';
export { loadPeople, type Person } from './person.ts';
export { portraitBmp, portraitJpeg } from './portrait.ts';

/** The people of `people.json`, in the order in which the panel shows them. */
export const PEOPLE: readonly Person[] = z.array(Person).parse(PEOPLE_FILE);

/** Holders of other cards: foreigners (2017, 2023), residents of Hong Kong and of Taiwan, newer addresses, a child. */
export const OTHER_CARDS: readonly Person[] = z.array(Person).parse(OTHER_FILE);
