/** SW3 of a reply to what it means for us: who is at fault, and whether trying again can help. GA 450 status table. */

/**
 * `retry`: passing trouble, find the card again. `no-card`: nothing on the reader. `suspect`: card and SAM do not accept
 * each other, or the data are damaged. `damaged`: the card's data make no sense. `wrong-card`: a type that the SAM does
 * not know. `device`: the reader's own fault. `not-authorised`: the police-issued module may not work. `software`: the reader does not do what we ask.
 */
export type SwClass =
  | 'retry'
  | 'no-card'
  | 'suspect'
  | 'damaged'
  | 'wrong-card'
  | 'device'
  | 'not-authorised'
  | 'software';

export const SW = { success: 0x90, cardFound: 0x9f, noContent: 0x91, noCard: 0x80, selectFailed: 0x81 } as const;

const CLASSES: ReadonlyMap<number, SwClass> = new Map([
  [0x10, 'retry'], // our frame arrived with a wrong checksum
  [0x11, 'retry'], // our frame arrived with a wrong length
  [0x21, 'software'], // command not recognised
  [0x23, 'software'], // operation over privilege
  [0x24, 'device'], // unrecognised error
  [0x31, 'suspect'], // the card did not accept the SAM
  [0x32, 'suspect'], // the SAM did not accept the card
  [0x33, 'suspect'], // integrity check of the data failed
  [0x37, 'suspect'], // integrity check of the fingerprint failed
  [0x3f, 'damaged'], // information length wrong
  [0x40, 'wrong-card'], // card type unknown or unsupported
  [0x41, 'retry'], // reading failed
  [0x47, 'retry'], // random number failed
  [0x60, 'device'], // self-test failed
  [0x66, 'not-authorised'],
  [SW.noCard, 'no-card'],
  [SW.selectFailed, 'retry'],
]);

/** A code outside the table is taken for passing trouble: if it stays, the card counts as unreadable in the end. */
export const classOf = (sw3: number): SwClass => CLASSES.get(sw3) ?? 'retry';
