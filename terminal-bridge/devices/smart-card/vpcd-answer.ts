/** An answer of an emulated card: two bytes of length, big-endian, then so many bytes. */

export class VpcdAnswer {
  #received: Buffer = Buffer.alloc(0);

  /** What the answer says, once it is whole; what follows it is nobody's. Holds at most a length's worth and one piece. */
  push(piece: Uint8Array): Uint8Array | null {
    this.#received = Buffer.concat([this.#received, piece]);
    if (this.#received.length < 2) return null;
    const end = 2 + this.#received.readUInt16BE(0);
    return this.#received.length < end ? null : Uint8Array.from(this.#received.subarray(2, end));
  }
}
