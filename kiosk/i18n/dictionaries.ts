/**
 * Every dictionary of the kiosk, one line each. A text's id is `<dictionary>.<key>`: a clip of the voice has that name.
 * Imports nothing that needs a page or a bundler: the set-up reads it too.
 */
import { INPUT_TEXTS } from '../input/texts.ts';
import { MODES_TEXTS } from '../modes/texts.ts';
import { CHECK_IN_TEXTS } from '../services/check-in/texts.ts';
import { ROOM_ENTRY_TEXTS } from '../services/room-entry/texts.ts';
import { SESSION_TEXTS } from '../session/texts.ts';
import { COMMON_TEXTS } from './common.ts';
import { FAULT_TEXTS } from './faults.ts';
import { STAFF_TEXTS } from './staff.ts';
import type { LanguageInfo } from './written-languages.ts';

export const DICTIONARIES = {
  common: COMMON_TEXTS,
  input: INPUT_TEXTS,
  modes: MODES_TEXTS,
  faults: FAULT_TEXTS,
  checkIn: CHECK_IN_TEXTS,
  roomEntry: ROOM_ENTRY_TEXTS,
  staff: STAFF_TEXTS,
  session: SESSION_TEXTS,
} as const;
export type DictionaryName = keyof typeof DICTIONARIES;

/** A language in one file: `export default { … } satisfies LanguagePack`. A missing or unknown key does not compile. */
export interface LanguagePack extends LanguageInfo {
  readonly texts: {
    readonly [D in DictionaryName]: Readonly<Record<keyof (typeof DICTIONARIES)[D]['zh'], string>>;
  };
}
