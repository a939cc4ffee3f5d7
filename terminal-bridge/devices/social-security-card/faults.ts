/**
 * What can go wrong with a social security card. The card's own part (`SscFault`) names it without the terminal around
 * it; what the person and the staff are told stands under the terminal's name in `protocol/faults.ts`.
 */
import type { FaultName } from '../../protocol/faults.ts';
import type { ConnectFault, LinkFault, ReadersFault } from '../smart-card/transport.ts';

/** Of a read. */
export type SscReadFault =
  | 'bankCard'
  | 'otherCard'
  | 'cardLocked'
  | 'cardUnreadable'
  | 'cardNotGenuine'
  | 'centreRefused'
  | 'centreUnreachable';
/** Of the PIN; no command and no screen asks for one yet. `pinTriesLow`: two or fewer are left, which are never used. */
export type PinFaultName = 'pinWrong' | 'pinTriesLow' | 'pinTriesUnknown' | 'pinBlocked' | 'pinMalformed';
export type SscFault = SscReadFault | PinFaultName;

/** Another try changes nothing. */
export const FINAL: ReadonlySet<FaultName> = new Set([
  'sscBankCard',
  'sscOtherCard',
  'sscCardLocked',
  'sscCardNotGenuine',
  'sscCentreRefused',
  'sscCentreUnreachable',
]);
/** The person puts the card in anew, or another one: that is waited for. */
export const MENDABLE: ReadonlySet<FaultName> = new Set(['sscCardMute', 'sscCardRemoved', 'sscReaderBusy']);

export const READERS_FAULTS: Readonly<Record<ReadersFault['kind'], FaultName>> = {
  'library-missing': 'sscLibraryMissing',
  'service-missing': 'sscServiceMissing',
  failed: 'sscReaderFailed',
};
export const CONNECT_FAULTS: Readonly<Record<ConnectFault['kind'], FaultName>> = {
  removed: 'sscCardRemoved',
  mute: 'sscCardMute',
  busy: 'sscReaderBusy',
  failed: 'sscCardUnreadable',
};
const READ_FAULTS: Readonly<Record<SscReadFault, FaultName>> = {
  bankCard: 'sscBankCard',
  otherCard: 'sscOtherCard',
  cardLocked: 'sscCardLocked',
  cardUnreadable: 'sscCardUnreadable',
  cardNotGenuine: 'sscCardNotGenuine',
  centreRefused: 'sscCentreRefused',
  centreUnreachable: 'sscCentreUnreachable',
};

/** The person is told what the card is; a link that broke off is a card that was pulled, or one that cannot be read. */
export function faultOf(fault: SscReadFault | LinkFault): FaultName {
  if (typeof fault !== 'string') return fault.kind === 'removed' ? 'sscCardRemoved' : 'sscCardUnreadable';
  return READ_FAULTS[fault];
}
