/**
 * Everything that can go wrong at a terminal and that a person or the staff can meet, in one table:
 * the short code shown on the screen and the hint for staff. The words for the person are in the kiosk's dictionary
 * under the same name, so that a missing sentence does not compile.
 */
export interface FaultEntry {
  /** Shown small on the screen, so that a phone call to support can begin with it. */
  readonly code: string;
  /** What staff can do. */
  readonly hint: string;
}

export const FAULTS = {
  readerUnplugged: { code: 'R01', hint: 'ID card reader not found: check its cable; it comes back by itself' },
  readerSilent: { code: 'R02', hint: 'ID card reader does not answer: unplug and replug it' },
  readerFault: { code: 'R03', hint: 'ID card reader reports a fault of its own (self-test or SAM): call its vendor' },
  readerBusy: {
    code: 'R04',
    hint: "Another program holds the ID card reader's port: end it; the reader comes back by itself",
  },
  readerDenied: {
    code: 'R05',
    hint: "This program may not open the ID card reader's port: add its user to the group that owns the device",
  },
  readerNotAuthorised: { code: 'R06', hint: 'The SAM of the ID card reader is not authorised (66): call its vendor' },
  readerLibraryMissing: {
    code: 'R07',
    hint: 'The npm package node-hid, which an ID card reader on USB HID needs, is not installed or has no prebuilt binary for this machine: install it, restart the bridge, or use the reader on a serial port',
  },
  cardLifted: { code: 'C01', hint: 'The card left the reader before it was read' },
  cardUnreadable: { code: 'C02', hint: 'The card could not be read: clean it, try another reader, manual route' },
  cardUnsupported: { code: 'C03', hint: 'Not a card of a kind that this terminal reads' },
  cardSuspect: {
    code: 'C04',
    hint: 'Card and reader could not authenticate each other, or the data are damaged: look at the card',
  },
  numberInvalid: { code: 'C05', hint: 'The number on the chip fails the GB 11643 check: look at the card' },
  cardTimeout: { code: 'C06', hint: 'No card was laid down in time' },
  cardExpired: { code: 'C07', hint: 'The card is past its validity: two officers decide by looking at the person' },
  cardDoubtful: {
    code: 'C09',
    hint: 'The dates on the card contradict each other, its number, or today: two officers look at card and person',
  },
  guardianNeeded: {
    code: 'C08',
    hint: 'Under 14: no face comparison without a guardian (Order 19 art 7); manual route',
  },
  decoderMissing: { code: 'P01', hint: 'No photo decoder is configured on this terminal: manual route' },
  decoderFailed: { code: 'P02', hint: 'The photo decoder could not decode this portrait: manual route' },
  portraitMissing: {
    code: 'P03',
    hint: 'The document holds no portrait (social security cards and their codes never do): manual route',
  },
  portraitNoFace: { code: 'P04', hint: 'No face was found in the card portrait: manual route' },
  cameraLost: { code: 'V01', hint: 'No picture from the camera: check its cable; it comes back by itself' },
  cameraFrozen: {
    code: 'V02',
    hint: 'The camera repeats one picture: unplug and replug it; do not trust it until then',
  },
  noFaceSeen: { code: 'V03', hint: 'No usable face in time: manual route' },
  severalFaces: { code: 'V04', hint: 'More than one person before the camera: manual route' },
  faceUnsure: { code: 'F01', hint: 'The comparison is in the officer band: two officers decide' },
  faceMismatch: { code: 'F02', hint: 'The face does not match the card: look at person and card' },
  padStream: {
    code: 'L01',
    hint: 'The pictures do not come from a living camera (they repeat, or their times cannot be): look at its cable',
  },
  padScreen: { code: 'L02', hint: 'A screen may have been held before the camera: two officers look at the person' },
  padFlat: { code: 'L03', hint: 'A photo or mask may have been held before the camera: two officers decide' },
  padSwapped: { code: 'L04', hint: 'The face changed during the check: two officers look at the person' },
  padUnanswered: {
    code: 'L05',
    hint: 'The movements were not seen in time, which can have a harmless reason: two officers decide',
  },
  padUnsure: { code: 'L06', hint: 'Too few usable pictures to tell a person from a picture: two officers decide' },
  impactAssessmentMissing: {
    code: 'F05',
    hint: 'Face comparison is off: impactAssessmentId and impactAssessmentDate (个人信息保护影响评估, Order 19 art 9) are not both configured, or the date is to come. Every visit takes the manual route',
  },
  guardianSame: { code: 'G01', hint: "It is the person's own document: the guardian's is wanted" },
  guardianUnfit: {
    code: 'G02',
    hint: 'A guardian is of age and shows a valid document that says so: otherwise the manual route',
  },
  ticketForeign: { code: 'E01', hint: 'A code was read that is no ticket of this region, or was changed' },
  ticketOtherDay: { code: 'E02', hint: 'The ticket is of another day' },
  ticketOtherSite: { code: 'E03', hint: 'The ticket is of another site, or its session is no longer on the roster' },
  ticketOtherPerson: {
    code: 'E04',
    hint: 'Ticket and document are of two different people: recorded, and an alert on the list',
  },
  ticketUsed: { code: 'E05', hint: 'Somebody went in with this ticket before: look who it was' },
  ticketNotCalled: { code: 'E06', hint: 'The number has not been called on the list of arrivals' },
  ticketUnverified: {
    code: 'E07',
    hint: 'The centre cannot be reached, and this terminal did not print the ticket: look at ticket and document',
  },
  ticketTimeout: { code: 'E08', hint: 'No ticket was shown in time' },
  ticketOtherRoom: {
    code: 'E09',
    hint: 'The ticket is for another room than the one at whose door this terminal stands',
  },
  roomOccupied: {
    code: 'E10',
    hint: 'The examination before is still being recorded: end it (anban recording stop) when it is over',
  },
  recorderOff: {
    code: 'E11',
    hint: 'The examination cannot be recorded, so nobody goes in: anban recording status says why (disk, camera, microphone)',
  },
  matcherFailed: { code: 'F03', hint: 'The matching engine is not running: manual route; see the log' },
  consentRefused: { code: 'F04', hint: 'The person prefers a check without the camera: manual route' },
  officerUnknown: { code: 'O01', hint: 'Staff number or PIN is wrong' },
  officerSame: { code: 'O02', hint: 'The second officer must be somebody else' },
  officerLocked: { code: 'O03', hint: 'Too many wrong PINs for this staff number: wait ten minutes' },
  officerLastTry: {
    code: 'O08',
    hint: 'Wrong again (number, card or PIN): one try is left, then this number or card waits ten minutes',
  },
  officerTimeOver: { code: 'O06', hint: 'Both officers have 180 seconds from the first sign-in: begin again' },
  officerTriesOver: {
    code: 'O07',
    hint: 'Five refused sign-ins in one visit: take the person to the counter; a new visit can be begun there',
  },
  staffCardNeeded: { code: 'O04', hint: 'This terminal is set to sign-in with the card of the officer and PIN' },
  staffCardUnknown: {
    code: 'O05',
    hint: 'The card is registered for no officer of the roster (anban officer add --card), or the PIN is wrong',
  },
  printerPaperOut: { code: 'T01', hint: 'Receipt printer: paper is out' },
  printerCoverOpen: { code: 'T02', hint: 'Receipt printer: the cover is open' },
  printerUnreachable: { code: 'T03', hint: 'Receipt printer does not answer: check its cable and power' },
  scannerUnplugged: { code: 'Q01', hint: 'QR scanner not found: check its cable; it comes back by itself' },
  scannerSilent: { code: 'Q02', hint: 'QR scanner does not answer: unplug and replug it' },
  scannerBusy: {
    code: 'Q03',
    hint: "Another program holds the QR scanner's port: end it; the scanner comes back by itself",
  },
  scannerDenied: {
    code: 'Q04',
    hint: "This program may not open the QR scanner's port: add its user to the group that owns the device",
  },
  codeUnreadable: {
    code: 'Q05',
    hint: 'Nothing could be decoded: screen too dark, cracked, too near, or no code before the window',
  },
  codeForeign: {
    code: 'Q06',
    hint: 'A code was read that is no electronic social security card (length or characters)',
  },
  codeTimeout: { code: 'Q07', hint: 'No code was shown in time' },
  eCardStale: { code: 'Q08', hint: 'The code is older than its life of 60 seconds: the person refreshes it' },
  eCardReplayed: { code: 'Q09', hint: 'The code was used before: somebody may show a screenshot' },
  eCardForged: { code: 'Q10', hint: "The code is not the issuer's: its signature does not fit" },
  eCardUnresolved: {
    code: 'Q11',
    hint: 'The centre or the issuer cannot be reached: nothing was decided and the code was not used up',
  },
  eCardUnconnected: {
    code: 'Q12',
    hint: 'The centre is connected to no issuer of electronic social security cards: another card',
  },
  sscLibraryMissing: {
    code: 'K01',
    hint: 'The package "smartcard" is not built: install libpcsclite-dev and a compiler, then npm rebuild smartcard',
  },
  sscServiceMissing: { code: 'K02', hint: 'The smart card service does not run: start pcscd' },
  sscReaderMissing: { code: 'K03', hint: 'No reader for social security cards found: check its cable and name' },
  sscReaderFailed: { code: 'K04', hint: 'The smart card service reports a fault: see its log' },
  sscReaderBusy: { code: 'K05', hint: 'Another program holds the social security card exclusively: end it' },
  sscCardMute: { code: 'K07', hint: 'No answer to reset: upside down, dirty contacts, or a broken chip' },
  sscCardRemoved: { code: 'K08', hint: 'The social security card left the reader before it was read' },
  sscCardUnreadable: {
    code: 'K09',
    hint: 'The card answers and cannot be read: the identity card, or the manual route',
  },
  sscBankCard: { code: 'K10', hint: 'A bank card without a social security application' },
  sscOtherCard: { code: 'K11', hint: 'A smart card without a social security application' },
  sscCardLocked: { code: 'K12', hint: 'The social security card is locked by its issuer' },
  sscCardBlocked: { code: 'K17', hint: 'The card was reported lost (挂失) or cancelled (注销): another card' },
  sscCardNotGenuine: { code: 'K13', hint: 'The card did not prove itself to the centre: look at the card' },
  sscCentreRefused: { code: 'K14', hint: 'The centre did not authorise the read of a third-generation card' },
  sscCentreUnreachable: { code: 'K15', hint: 'The centre, which authorises the read of this card, cannot be reached' },
  sscHolderHidden: {
    code: 'K16',
    hint: 'A third-generation card shows its holder only to the centre, which cannot resolve it yet: another card',
  },
  pagePrinterPaperOut: { code: 'A01', hint: 'Page printer: paper is out' },
  pagePrinterCoverOpen: { code: 'A02', hint: 'Page printer: a cover or door is open' },
  pagePrinterJammed: { code: 'A03', hint: 'Page printer: paper is jammed' },
  pagePrinterTonerOut: { code: 'A04', hint: 'Page printer: toner or ink is used up' },
  pagePrinterUnreachable: {
    code: 'A05',
    hint: 'Page printer does not answer: check its cable, network and power; it is looked for',
  },
  pagePrinterStopped: { code: 'A06', hint: 'Page printer stopped for a reason of its own: look at its display' },
  printRefused: { code: 'A07', hint: 'The page printer refused or aborted the document: see its display and the log' },
  printTimeout: { code: 'A08', hint: 'The document did not come out in time and was withdrawn from the page printer' },
  printCancelled: { code: 'A09', hint: 'The print was cancelled' },
  documentCameraLost: {
    code: 'D01',
    hint: 'No picture from the document camera: check its cable; it comes back by itself',
  },
  documentMissing: { code: 'D02', hint: 'No sheet with four edges was found in the picture' },
  documentCutOff: { code: 'D03', hint: 'The sheet runs over the edge of the picture' },
  documentBlurred: { code: 'D04', hint: 'The picture is not sharp: the sheet moved, or the lens is dirty' },
  documentShadowed: { code: 'D05', hint: 'A shadow lies on the sheet, or it is too dark' },
  documentSkewed: { code: 'D06', hint: 'The sheet lies at more than 15 degrees' },
  documentTooSmall: {
    code: 'D07',
    hint: 'The sheet fills too little of the picture: less than 200 dpi; set the camera nearer or to a higher resolution',
  },
  rosterMissing: { code: 'S01', hint: 'This terminal has never fetched a roster: connect it to the centre once' },
  visitOver: { code: 'S02', hint: 'The visit has ended; begin again' },
  stepOutOfOrder: { code: 'S03', hint: 'A step came before the one it needs; begin again' },
  storeFailed: { code: 'S04', hint: 'The terminal cannot write to its own store (disk full?): do not use it' },
  checkInRefused: { code: 'S06', hint: "The centre refused this check-in: look at the officer's list and the log" },
  diagnosticsOver: { code: 'S07', hint: 'Diagnostics were open for ten minutes: sign in again' },
  claimedElsewhere: { code: 'S05', hint: 'Another page already drives this terminal: close it' },
} as const satisfies Record<string, FaultEntry>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as [FaultName, ...FaultName[]];
