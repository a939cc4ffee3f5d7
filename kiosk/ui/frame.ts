/** What surrounds every screen, handed down once by the page: where we are, the language, help, the way out. */
import { createContext } from 'preact';
import type { Language } from '../i18n/language.ts';

export interface Frame {
  readonly siteName: string;
  /** By the calendar on the wall. */
  readonly thisYear: number;
  /** Say what a phone needs to be read. */
  readonly phoneHint: boolean;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}

export const FrameContext = createContext<Frame>({
  siteName: '',
  thisYear: 0,
  phoneHint: false,
  language: 'zh',
  onLanguage: () => {},
  onHelp: () => {},
  onLeave: () => {},
});
