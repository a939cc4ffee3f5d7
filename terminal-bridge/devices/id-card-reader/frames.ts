/**
 * Frames of the SAM_V module ("SDT" command set, GA 450): what goes over the wire, and nothing of what it means.
 *
 *     host → SAM   AA AA AA 96 69 | LenHi LenLo | CMD | PARA | data… | CHK
 *     SAM  → host  AA AA AA 96 69 | LenHi LenLo | SW1 SW2 SW3 | data… | CHK
 *
 * Len counts everything after itself, CHK included. CHK is the XOR of everything from LenHi to the byte before it, so
 * that the XOR from LenHi to CHK inclusive is 0.
 */

export const PREAMBLE = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
/** Len of the shortest reply: SW1 SW2 SW3 CHK. Anything shorter is no reply (an echo of our own command, say). */
export const SHORTEST_REPLY = 4;
/** Len of the longest reply: text, photo and two fingerprints (3010), 2321 bytes on the wire. */
export const LONGEST_REPLY = 2314;

/** CMD and PARA. */
export const COMMANDS = {
  resetSam: [0x10, 0xff],
  samStatus: [0x11, 0xff],
  samId: [0x12, 0xff],
  findCard: [0x20, 0x01],
  selectCard: [0x20, 0x02],
  /** Text and photo. */
  readCard: [0x30, 0x01],
  /** Text, photo and fingerprints. */
  readCardAndFingerprints: [0x30, 0x10],
  /** Addresses written to the chip after the card was issued. */
  readNewestAddress: [0x30, 0x03],
  /** 卡体管理号 */
  readManagementNumber: [0x30, 0x05],
  /** Speed of the serial line; the answer still comes at the old one. */
  setSpeed115200: [0x60, 0x00],
  setSpeed57600: [0x60, 0x01],
  setSpeed38400: [0x60, 0x02],
  setSpeed19200: [0x60, 0x03],
  setSpeed9600: [0x60, 0x04],
} as const satisfies Record<string, readonly [number, number]>;
export type SdtCommand = keyof typeof COMMANDS;

/** One answer of the SAM, checksum verified. SW1 and SW2 are normally 0 and say nothing that we use. */
export interface Reply {
  readonly sw3: number;
  readonly data: Uint8Array;
}

/** The complete bytes of `command`. */
export function commandFrame(command: SdtCommand): Uint8Array {
  const body = COMMANDS[command];
  const length = body.length + 1;
  const counted = Uint8Array.of(length >> 8, length & 0xff, ...body);
  return Uint8Array.of(...PREAMBLE, ...counted, xor(counted));
}

/** XOR of all bytes. */
export function xor(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}
