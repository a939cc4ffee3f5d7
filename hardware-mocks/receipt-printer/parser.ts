/** Bytes in, commands out: never throws, holds a bounded amount, and the same whatever pieces the bytes come in. */
import { type Command, type CommandName, commandNamed, commandStart, LENGTHS } from './commands.ts';

/** A command larger than this (a picture of 576 × 3600 dots) is passed over instead of being kept. */
export const MOST_PARAMETER_BYTES = 256 * 1024;

const isText = (byte: number): boolean => byte >= 0x20;

/** One step of the parser: what was found, and how many bytes of the input it used. */
type Step = { readonly used: number; readonly command?: Command; readonly skip?: number };

/** The text at the beginning of `bytes`. GB 18030 has no byte under 0x20 in any position, so text ends at the first. */
function takeText(bytes: Uint8Array): Step {
  const end = bytes.findIndex((byte) => !isText(byte));
  const used = end < 0 ? bytes.length : end;
  return { used, command: { kind: 'text', bytes: bytes.slice(0, used) } };
}

function takeNamed(name: CommandName, nameLength: number, bytes: Uint8Array): Step | undefined {
  const come = bytes.subarray(nameLength);
  const needed = LENGTHS[name](come);
  if (needed > MOST_PARAMETER_BYTES) return { used: nameLength, skip: needed };
  if (needed > come.length) return undefined;
  return { used: nameLength + needed, command: { kind: 'command', name, params: come.slice(0, needed) } };
}

/** The next step, or nothing while more bytes must come first. */
function step(bytes: Uint8Array): Step | undefined {
  const [first, second] = bytes;
  if (first === undefined) return undefined;
  if (isText(first)) return takeText(bytes);
  const start = commandStart(first);
  if (start === undefined) return { used: 1, command: { kind: 'discarded', count: 1 } };
  if ('control' in start) return takeNamed(start.control, 1, bytes);
  if (second === undefined) return undefined;
  const name = commandNamed(start.prefix, second);
  // An unknown command costs its two bytes; whatever follows is read afresh, as the hardware does it.
  if (name === undefined) return { used: 2, command: { kind: 'discarded', count: 2 } };
  return takeNamed(name, 2, bytes);
}

export class EscPosParser {
  #held: Uint8Array = new Uint8Array(0);
  #toSkip = 0;

  /** Bytes kept because their command is not complete. Never more than a command may have. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Takes the next bytes of the stream and answers every command that is complete now, in order. */
  push(chunk: Uint8Array): Command[] {
    const commands: Command[] = [];
    let rest = this.#skip(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), commands);
    for (let next = step(rest); next !== undefined; next = step(rest)) {
      if (next.command !== undefined) commands.push(next.command);
      rest = rest.subarray(next.used);
      this.#toSkip = next.skip ?? 0;
      rest = this.#skip(rest, commands);
    }
    this.#held = rest.slice();
    return commands;
  }

  /** Forgets a half-received command: the job it belonged to has ended. */
  reset(): void {
    this.#held = new Uint8Array(0);
    this.#toSkip = 0;
  }

  #skip(bytes: Uint8Array, commands: Command[]): Uint8Array {
    const count = Math.min(this.#toSkip, bytes.length);
    if (count === 0) return bytes;
    this.#toSkip -= count;
    commands.push({ kind: 'discarded', count });
    return bytes.subarray(count);
  }
}
