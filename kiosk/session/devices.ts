/** Reading the terminal's state for what matters to a person. */
import {
  DEVICE_NAMES,
  type DeviceName,
  type DeviceStatus,
  type TerminalState,
} from '@anban/terminal-bridge/protocol/state';
import type { VisitEvent } from '../services/service.ts';

const WELL: readonly DeviceStatus['status'][] = ['ready', 'card-present', 'busy'];

/** Whether the device can be worked with now. */
export const usable = (terminal: TerminalState, device: DeviceName): boolean =>
  WELL.includes(terminal.devices[device].status);

/** A card lies on the reader. `busy` is a reader at work, with or without a card: not an answer either way. */
export const cardLies = (terminal: TerminalState): boolean => terminal.devices.idCardReader.status === 'card-present';

/** The reader says for certain that no card lies on it, or cannot say anything. */
export const cardGone = (terminal: TerminalState): boolean => {
  const { status } = terminal.devices.idCardReader;
  return status !== 'card-present' && status !== 'busy';
};

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
