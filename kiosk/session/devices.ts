/** Reading the terminal's state for what matters to a person. */
import {
  DEVICE_NAMES,
  type DeviceName,
  type DeviceStatus,
  DOCUMENT_READERS,
  type TerminalState,
} from '@anban/terminal-bridge/protocol/state';
import type { VisitEvent } from '../services/service.ts';

const WELL: readonly DeviceStatus['status'][] = ['ready', 'card-present', 'busy'];

/** Whether the device can be worked with now. */
export const usable = (terminal: TerminalState, device: DeviceName): boolean =>
  WELL.includes(terminal.devices[device].status);

/** It works, or this terminal has none: nothing for staff to do. */
export const isAsWanted = (terminal: TerminalState, device: DeviceName): boolean =>
  usable(terminal, device) || terminal.devices[device].status === 'absent';

/** A document lies on this reader. `busy` is a reader at work, with or without a card: not an answer either way. */
export const cardLies = (terminal: TerminalState, reader: DeviceName): boolean =>
  terminal.devices[reader].status === 'card-present';

/**
 * This reader says for certain that nothing lies on it, or cannot say anything. One that still starts, after a bridge
 * that was started anew, will find in a moment what has lain there all the time.
 */
export const cardGone = (terminal: TerminalState, reader: DeviceName): boolean =>
  !['card-present', 'busy', 'starting'].includes(terminal.devices[reader].status);

/** The documents that this terminal can take, whether their readers work now or not. */
export const accepts = (terminal: TerminalState, device: DeviceName): boolean =>
  terminal.devices[device].status !== 'absent';

/** Whether a person can show who they are at all; a reader that still starts will be there in a moment. */
export const canReadDocuments = (terminal: TerminalState): boolean =>
  DOCUMENT_READERS.some((device) => usable(terminal, device) || terminal.devices[device].status === 'starting');

/** Why a device cannot be worked with, if it says so. */
const reasonOf = (terminal: TerminalState, device: DeviceName) => terminal.devices[device].reason ?? null;

/** What happened between two pictures of the terminal, device by device. */
export function deviceEvents(before: TerminalState, after: TerminalState): VisitEvent[] {
  return DEVICE_NAMES.flatMap((device): VisitEvent[] => {
    const now = usable(after, device);
    if (usable(before, device) === now) return [];
    return [now ? { type: 'DEVICE_BACK', device } : lost(after, device)];
  });
}

/** The event that says so, for a device that is away. */
export const lost = (terminal: TerminalState, device: DeviceName): VisitEvent => ({
  type: 'DEVICE_LOST',
  device,
  reason: reasonOf(terminal, device),
});
