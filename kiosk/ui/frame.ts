/** What surrounds every screen, handed down once by the page: where we are, how it is shown, help, the way out. */
import type { Office } from '@anban/terminal-bridge/protocol/state';
import { createContext } from 'preact';
import { FIRST_PREFERENCES, type Preferences } from '../session/preferences.ts';

export interface Frame {
  readonly siteName: string;
  /** Who answers for this terminal, where the configuration names them. */
  readonly office: Office | null;
  /** By the calendar on the wall. */
  readonly thisYear: number;
  /** Say what a phone needs to be read. */
  readonly phoneHint: boolean;
  readonly preferences: Preferences;
  readonly onPrefer: (choice: Partial<Preferences>) => void;
  /** A finger on the name of the site, and its end: for staff (session/staff-hold.ts). */
  readonly staffHold: { readonly begin: () => void; readonly end: () => void };
  readonly onHelp: () => void;
  /** Opens the choices of display and sound (kiosk/modes). */
  readonly onDisplay: () => void;
  readonly onLeave: () => void;
}

export const FrameContext = createContext<Frame>({
  siteName: '',
  office: null,
  thisYear: 0,
  phoneHint: false,
  preferences: FIRST_PREFERENCES,
  onPrefer: () => {},
  staffHold: { begin: () => {}, end: () => {} },
  onHelp: () => {},
  onDisplay: () => {},
  onLeave: () => {},
});
