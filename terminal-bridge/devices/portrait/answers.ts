/** The decoder's output as answers: u32 big-endian length, then so many bytes. Bounded; says when it is nonsense. */
import { PORTRAIT_BMP_BYTES } from './wlt.ts';

export class AnswerReader {
  #held: Buffer = Buffer.alloc(0);

  /** The answers that `chunk` completes, or null when the output cannot be answers: the decoder must be ended. */
  push(chunk: Uint8Array): Buffer[] | null {
    this.#held = Buffer.concat([this.#held, chunk]);
    const answers: Buffer[] = [];
    while (this.#held.length >= 4) {
      const length = this.#held.readUInt32BE(0);
      if (length !== 0 && length !== PORTRAIT_BMP_BYTES) return null;
      if (this.#held.length < 4 + length) break;
      answers.push(this.#held.subarray(4, 4 + length));
      this.#held = this.#held.subarray(4 + length);
    }
    return answers;
  }
}
