/** Status words of the card (ISO 7816-4 and LD/T 32) to what they mean for a read. */
import type { SscReadFault } from './faults.ts';

export const SW = {
  ok: 0x9000,
  /** Authentication or PIN needed first. */
  protected: 0x6982,
  recordMissing: 0x6a83,
  pinBlocked: 0x6983,
} as const;

/** The application, or the whole card, was locked by its issuer. */
export const isLocked = (sw: number): boolean => sw === 0x6283 || sw === 0x9303;
/** Also "function not supported": locked only if the card says it to every application. */
export const mayBeLocked = (sw: number): boolean => sw === 0x6a81;

/** No such application, or no such command: a card of another kind. Whatever else it says, it may be a good one of ours. */
export const isNoSuchApplication = (sw: number): boolean => [0x6a82, 0x6a81, 0x6d00, 0x6e00].includes(sw);

/** 63Cx: the tries that are left; null for another status word. */
export const triesOf = (sw: number): number | null => ((sw & 0xfff0) === 0x63c0 ? sw & 0x0f : null);

/** What a status word in the middle of a read means for the person. Null: good. */
export function readFaultOf(sw: number): SscReadFault | null {
  if (sw === SW.ok) return null;
  return isLocked(sw) ? 'cardLocked' : 'cardUnreadable';
}
