/** Whether the terminal can serve anybody, and why not. */
import type { OutOfServiceReason, TerminalState } from '@anban/terminal-bridge/protocol/state';
import type { Link } from '../bridge/client.ts';
import { canReadDocuments } from './devices.ts';

/** `readersDown`: nothing is left with which a person could show who they are. */
export type OutCause = Extract<Link, { phase: 'offline' }>['reason'] | OutOfServiceReason | 'readersDown';

/** What staff tell support on the telephone; no fault of the bridge has a code of this letter. */
export const CAUSE_CODES: Readonly<Record<OutCause, string>> = {
  disconnected: 'X01',
  claimedElsewhere: 'X02',
  readersDown: 'X03',
  maintenance: 'X04',
  'clock-wrong': 'X05',
  'centre-refuses': 'X06',
  'not-enrolled': 'X07',
};

/** Why a terminal that answers serves nobody; null: it does. What staff or the centre said goes before a device. */
export const causeOf = (terminal: TerminalState): OutCause | null =>
  terminal.outOfService ?? (canReadDocuments(terminal) ? null : 'readersDown');

/** Of a visit that could not begin because a part of the page did not come. */
export const PAGE_INCOMPLETE_CODE = 'X08';
