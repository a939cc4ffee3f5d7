/** What the session tells a visit at any moment, whatever its service. */
import { DEVICE_NAMES } from '@anban/terminal-bridge/protocol/state';
import type { VisitEvent } from '../services/service.ts';

export const WHATEVER_IN_A_VISIT: readonly VisitEvent[] = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED' },
  { type: 'CARD_LAID' },
  ...DEVICE_NAMES.flatMap((device): readonly VisitEvent[] => [
    { type: 'DEVICE_LOST', device, reason: null },
    { type: 'DEVICE_BACK', device },
  ]),
];
