/**
 * Everything that can go wrong at a terminal, with what staff can do about it. A file of its own beside the codes, because
 * the page shows codes only and is not to load the hints.
 */
import { FAULT_CODES, type FaultName } from './fault-codes.ts';

export { FAULT_NAMES, type FaultName } from './fault-codes.ts';

export interface FaultEntry {
  /** Shown small on the screen, so that a phone call to support can begin with it. */
  readonly code: string;
  /** What staff can do. */
  readonly hint: string;
}

export const FAULTS = {
  readerUnplugged: {
    code: FAULT_CODES.readerUnplugged,
    hint: 'ID card reader not found: check its cable; it comes back by itself',
  },
  readerSilent: { code: FAULT_CODES.readerSilent, hint: 'ID card reader does not answer: unplug and replug it' },
  readerFault: {
    code: FAULT_CODES.readerFault,
    hint: 'ID card reader reports a fault of its own (self-test or SAM): call its vendor',
  },
  readerBusy: {
    code: FAULT_CODES.readerBusy,
    hint: "Another program holds the ID card reader's port: end it; the reader comes back by itself",
  },
  readerDenied: {
    code: FAULT_CODES.readerDenied,
    hint: "This program may not open the ID card reader's port: add its user to the group that owns the device",
  },
  readerNotAuthorised: {
    code: FAULT_CODES.readerNotAuthorised,
    hint: 'The SAM of the ID card reader is not authorised (66): call its vendor',
  },
  readerLibraryMissing: {
    code: FAULT_CODES.readerLibraryMissing,
    hint: 'The npm package node-hid, which an ID card reader on USB HID needs, is not installed or has no prebuilt binary for this machine: install it, restart the bridge, or use the reader on a serial port',
  },
  cardLifted: { code: FAULT_CODES.cardLifted, hint: 'The card left the reader before it was read' },
  cardUnreadable: {
    code: FAULT_CODES.cardUnreadable,
    hint: 'The card could not be read: clean it, try another reader, manual route',
  },
  cardUnsupported: { code: FAULT_CODES.cardUnsupported, hint: 'Not a card of a kind that this terminal reads' },
  cardSuspect: {
    code: FAULT_CODES.cardSuspect,
    hint: 'Card and reader could not authenticate each other, or the data are damaged: look at the card',
  },
  numberInvalid: {
    code: FAULT_CODES.numberInvalid,
    hint: 'The number on the chip fails the GB 11643 check: look at the card',
  },
  cardTimeout: { code: FAULT_CODES.cardTimeout, hint: 'No card was laid down in time' },
  cardExpired: {
    code: FAULT_CODES.cardExpired,
    hint: 'The card is past its validity: two officers decide by looking at the person',
  },
  cardDoubtful: {
    code: FAULT_CODES.cardDoubtful,
    hint: 'The dates on the card contradict each other, its number, or today: two officers look at card and person',
  },
  guardianNeeded: {
    code: FAULT_CODES.guardianNeeded,
    hint: 'Under 14: no face comparison without a guardian (Order 19 art 7); manual route',
  },
  decoderMissing: {
    code: FAULT_CODES.decoderMissing,
    hint: 'No photo decoder is configured on this terminal: manual route',
  },
  decoderFailed: {
    code: FAULT_CODES.decoderFailed,
    hint: 'The photo decoder could not decode this portrait: manual route',
  },
  portraitMissing: {
    code: FAULT_CODES.portraitMissing,
    hint: 'The document holds no portrait (social security cards and their codes never do): manual route',
  },
  portraitNoFace: { code: FAULT_CODES.portraitNoFace, hint: 'No face was found in the card portrait: manual route' },
  cameraLost: {
    code: FAULT_CODES.cameraLost,
    hint: 'No picture from the camera: check its cable; it comes back by itself',
  },
  cameraFrozen: {
    code: FAULT_CODES.cameraFrozen,
    hint: 'The camera repeats one picture: unplug and replug it; do not trust it until then',
  },
  noFaceSeen: { code: FAULT_CODES.noFaceSeen, hint: 'No face in time, or too few good pictures of one: manual route' },
  severalFaces: { code: FAULT_CODES.severalFaces, hint: 'More than one person before the camera: manual route' },
  faceUnsure: { code: FAULT_CODES.faceUnsure, hint: 'The comparison is in the officer band: two officers decide' },
  faceMismatch: { code: FAULT_CODES.faceMismatch, hint: 'The face does not match the card: look at person and card' },
  padStream: {
    code: FAULT_CODES.padStream,
    hint: 'The pictures do not come from a living camera (they repeat, or their times cannot be): look at its cable',
  },
  padScreen: {
    code: FAULT_CODES.padScreen,
    hint: 'A screen may have been held before the camera: two officers look at the person',
  },
  padFlat: {
    code: FAULT_CODES.padFlat,
    hint: 'A photo or mask may have been held before the camera: two officers decide',
  },
  padSwapped: {
    code: FAULT_CODES.padSwapped,
    hint: 'The face changed during the check: two officers look at the person',
  },
  padUnanswered: {
    code: FAULT_CODES.padUnanswered,
    hint: 'The movements were not seen in time, which can have a harmless reason: two officers decide',
  },
  padUnsure: {
    code: FAULT_CODES.padUnsure,
    hint: 'Too few usable pictures to tell a person from a picture: two officers decide',
  },
  impactAssessmentMissing: {
    code: FAULT_CODES.impactAssessmentMissing,
    hint: 'Face comparison is off: impactAssessmentId and impactAssessmentDate (个人信息保护影响评估, Order 19 art 9) are not both configured, or the date is to come. Every visit takes the manual route',
  },
  guardianSame: { code: FAULT_CODES.guardianSame, hint: "It is the person's own document: the guardian's is wanted" },
  guardianUnfit: {
    code: FAULT_CODES.guardianUnfit,
    hint: 'A guardian is of age and shows a valid document that says so: otherwise the manual route',
  },
  ticketForeign: {
    code: FAULT_CODES.ticketForeign,
    hint: 'A code was read that is no ticket of this region, or was changed',
  },
  ticketOtherDay: { code: FAULT_CODES.ticketOtherDay, hint: 'The ticket is of another day' },
  ticketOtherSite: {
    code: FAULT_CODES.ticketOtherSite,
    hint: 'The ticket is of another site, or its session is no longer on the roster',
  },
  ticketOtherPerson: {
    code: FAULT_CODES.ticketOtherPerson,
    hint: 'Ticket and document are of two different people: recorded, and an alert on the list',
  },
  ticketUsed: { code: FAULT_CODES.ticketUsed, hint: 'Somebody went in with this ticket before: look who it was' },
  ticketNotCalled: {
    code: FAULT_CODES.ticketNotCalled,
    hint: 'The number has not been called on the list of arrivals',
  },
  ticketUnverified: {
    code: FAULT_CODES.ticketUnverified,
    hint: 'The centre cannot be reached, and this terminal did not print the ticket: look at ticket and document',
  },
  ticketTimeout: { code: FAULT_CODES.ticketTimeout, hint: 'No ticket was shown in time' },
  ticketOtherRoom: {
    code: FAULT_CODES.ticketOtherRoom,
    hint: 'The ticket is for another room than the one at whose door this terminal stands',
  },
  roomOccupied: {
    code: FAULT_CODES.roomOccupied,
    hint: 'The examination before is still being recorded: end it (anban recording stop) when it is over',
  },
  recorderOff: {
    code: FAULT_CODES.recorderOff,
    hint: 'The examination cannot be recorded, so nobody goes in: anban recording status says why (disk, camera, microphone)',
  },
  matcherFailed: {
    code: FAULT_CODES.matcherFailed,
    hint: 'The matching engine is not running: manual route; see the log',
  },
  consentRefused: {
    code: FAULT_CODES.consentRefused,
    hint: 'The person prefers a check without the camera: manual route',
  },
  officerUnknown: { code: FAULT_CODES.officerUnknown, hint: 'Staff number or PIN is wrong' },
  officerSame: { code: FAULT_CODES.officerSame, hint: 'The second officer must be somebody else' },
  officerLocked: {
    code: FAULT_CODES.officerLocked,
    hint: 'Too many wrong PINs for this staff number: wait ten minutes',
  },
  officerLastTry: {
    code: FAULT_CODES.officerLastTry,
    hint: 'Wrong again (number, card or PIN): one try is left, then this number or card waits ten minutes',
  },
  officerTimeOver: {
    code: FAULT_CODES.officerTimeOver,
    hint: 'Both officers have 180 seconds from the first sign-in: begin again',
  },
  officerTriesOver: {
    code: FAULT_CODES.officerTriesOver,
    hint: 'Five refused sign-ins in one visit: take the person to the counter; a new visit can be begun there',
  },
  staffCardNeeded: {
    code: FAULT_CODES.staffCardNeeded,
    hint: 'This terminal is set to sign-in with the card of the officer and PIN',
  },
  staffCardUnknown: {
    code: FAULT_CODES.staffCardUnknown,
    hint: 'The card is registered for no officer of the roster (anban officer add --card), or the PIN is wrong',
  },
  printerPaperOut: { code: FAULT_CODES.printerPaperOut, hint: 'Receipt printer: paper is out' },
  printerCoverOpen: { code: FAULT_CODES.printerCoverOpen, hint: 'Receipt printer: the cover is open' },
  printerUnreachable: {
    code: FAULT_CODES.printerUnreachable,
    hint: 'Receipt printer does not answer: check its cable and power',
  },
  scannerUnplugged: {
    code: FAULT_CODES.scannerUnplugged,
    hint: 'QR scanner not found: check its cable; it comes back by itself',
  },
  scannerSilent: { code: FAULT_CODES.scannerSilent, hint: 'QR scanner does not answer: unplug and replug it' },
  scannerBusy: {
    code: FAULT_CODES.scannerBusy,
    hint: "Another program holds the QR scanner's port: end it; the scanner comes back by itself",
  },
  scannerDenied: {
    code: FAULT_CODES.scannerDenied,
    hint: "This program may not open the QR scanner's port: add its user to the group that owns the device",
  },
  codeUnreadable: {
    code: FAULT_CODES.codeUnreadable,
    hint: 'Nothing could be decoded: screen too dark, cracked, too near, or no code before the window',
  },
  codeForeign: {
    code: FAULT_CODES.codeForeign,
    hint: 'A code was read that is no electronic social security card (length or characters)',
  },
  codeTimeout: { code: FAULT_CODES.codeTimeout, hint: 'No code was shown in time' },
  eCardStale: {
    code: FAULT_CODES.eCardStale,
    hint: 'The code is older than its life of 60 seconds: the person refreshes it',
  },
  eCardReplayed: { code: FAULT_CODES.eCardReplayed, hint: 'The code was used before: somebody may show a screenshot' },
  eCardForged: { code: FAULT_CODES.eCardForged, hint: "The code is not the issuer's: its signature does not fit" },
  eCardUnresolved: {
    code: FAULT_CODES.eCardUnresolved,
    hint: 'The centre or the issuer cannot be reached: nothing was decided and the code was not used up',
  },
  eCardUnconnected: {
    code: FAULT_CODES.eCardUnconnected,
    hint: 'The centre is connected to no issuer of electronic social security cards: another card',
  },
  sscLibraryMissing: {
    code: FAULT_CODES.sscLibraryMissing,
    hint: 'The package "smartcard" is not built: install libpcsclite-dev and a compiler, then npm rebuild smartcard',
  },
  sscServiceMissing: { code: FAULT_CODES.sscServiceMissing, hint: 'The smart card service does not run: start pcscd' },
  sscReaderMissing: {
    code: FAULT_CODES.sscReaderMissing,
    hint: 'No reader for social security cards found: check its cable and name',
  },
  sscReaderFailed: { code: FAULT_CODES.sscReaderFailed, hint: 'The smart card service reports a fault: see its log' },
  sscReaderBusy: {
    code: FAULT_CODES.sscReaderBusy,
    hint: 'Another program holds the social security card exclusively: end it',
  },
  sscCardMute: {
    code: FAULT_CODES.sscCardMute,
    hint: 'No answer to reset: upside down, dirty contacts, or a broken chip',
  },
  sscCardRemoved: {
    code: FAULT_CODES.sscCardRemoved,
    hint: 'The social security card left the reader before it was read',
  },
  sscCardUnreadable: {
    code: FAULT_CODES.sscCardUnreadable,
    hint: 'The card answers and cannot be read: the identity card, or the manual route',
  },
  sscBankCard: { code: FAULT_CODES.sscBankCard, hint: 'A bank card without a social security application' },
  sscOtherCard: { code: FAULT_CODES.sscOtherCard, hint: 'A smart card without a social security application' },
  sscCardLocked: { code: FAULT_CODES.sscCardLocked, hint: 'The social security card is locked by its issuer' },
  sscCardBlocked: {
    code: FAULT_CODES.sscCardBlocked,
    hint: 'The card was reported lost (挂失) or cancelled (注销): another card',
  },
  sscCardUnknown: {
    code: FAULT_CODES.sscCardUnknown,
    hint: 'The platform of the cards (持卡库) knows no card with this number and card id: look at the card; another card',
  },
  sscCardNotGenuine: {
    code: FAULT_CODES.sscCardNotGenuine,
    hint: 'The card did not prove itself to the centre: look at the card',
  },
  sscCentreRefused: {
    code: FAULT_CODES.sscCentreRefused,
    hint: 'The centre did not authorise the read of a third-generation card',
  },
  sscCentreUnreachable: {
    code: FAULT_CODES.sscCentreUnreachable,
    hint: 'The centre, which authorises the read of this card, cannot be reached',
  },
  sscHolderHidden: {
    code: FAULT_CODES.sscHolderHidden,
    hint: 'A third-generation card shows its holder only to the centre, which cannot resolve it yet: another card',
  },
  pagePrinterPaperOut: { code: FAULT_CODES.pagePrinterPaperOut, hint: 'Page printer: paper is out' },
  pagePrinterCoverOpen: { code: FAULT_CODES.pagePrinterCoverOpen, hint: 'Page printer: a cover or door is open' },
  pagePrinterJammed: { code: FAULT_CODES.pagePrinterJammed, hint: 'Page printer: paper is jammed' },
  pagePrinterTonerOut: { code: FAULT_CODES.pagePrinterTonerOut, hint: 'Page printer: toner or ink is used up' },
  pagePrinterUnreachable: {
    code: FAULT_CODES.pagePrinterUnreachable,
    hint: 'Page printer does not answer: check its cable, network and power; it is looked for',
  },
  pagePrinterStopped: {
    code: FAULT_CODES.pagePrinterStopped,
    hint: 'Page printer stopped for a reason of its own: look at its display',
  },
  printRefused: {
    code: FAULT_CODES.printRefused,
    hint: 'The page printer refused or aborted the document: see its display and the log',
  },
  printTimeout: {
    code: FAULT_CODES.printTimeout,
    hint: 'The document did not come out in time and was withdrawn from the page printer',
  },
  printCancelled: { code: FAULT_CODES.printCancelled, hint: 'The print was cancelled' },
  documentCameraLost: {
    code: FAULT_CODES.documentCameraLost,
    hint: 'No picture from the document camera: check its cable; it comes back by itself',
  },
  documentMissing: { code: FAULT_CODES.documentMissing, hint: 'No sheet with four edges was found in the picture' },
  documentCutOff: { code: FAULT_CODES.documentCutOff, hint: 'The sheet runs over the edge of the picture' },
  documentBlurred: {
    code: FAULT_CODES.documentBlurred,
    hint: 'The picture is not sharp: the sheet moved, or the lens is dirty',
  },
  documentShadowed: { code: FAULT_CODES.documentShadowed, hint: 'A shadow lies on the sheet, or it is too dark' },
  documentSkewed: { code: FAULT_CODES.documentSkewed, hint: 'The sheet lies at more than 15 degrees' },
  documentTooSmall: {
    code: FAULT_CODES.documentTooSmall,
    hint: 'The sheet fills too little of the picture: less than 200 dpi; set the camera nearer or to a higher resolution',
  },
  rosterMissing: {
    code: FAULT_CODES.rosterMissing,
    hint: 'This terminal has never fetched a roster: connect it to the centre once',
  },
  visitOver: { code: FAULT_CODES.visitOver, hint: 'The visit has ended; begin again' },
  stepOutOfOrder: { code: FAULT_CODES.stepOutOfOrder, hint: 'A step came before the one it needs; begin again' },
  storeFailed: {
    code: FAULT_CODES.storeFailed,
    hint: 'The terminal cannot write to its own store (disk full?): do not use it',
  },
  checkInRefused: {
    code: FAULT_CODES.checkInRefused,
    hint: "The centre refused this check-in: look at the officer's list and the log",
  },
  diagnosticsOver: { code: FAULT_CODES.diagnosticsOver, hint: 'Diagnostics were open for ten minutes: sign in again' },
  claimedElsewhere: { code: FAULT_CODES.claimedElsewhere, hint: 'Another page already drives this terminal: close it' },
} as const satisfies Record<FaultName, FaultEntry>;
