/** What a host says to the scanner: trigger commands (SYN T CR, SYN U CR) and menu commands (SYN M CR tag data . or !). */
export type HostCommand =
  | { readonly kind: 'trigger-on' }
  | { readonly kind: 'trigger-off' }
  | { readonly kind: 'menu'; readonly tag: string; readonly data: string; readonly storage: '.' | '!' };

const SYN = 0x16;
const PREFIX_BYTES = 3;
const LONGEST = 64;

/** The whole commands in `bytes`, and what is left of one that has only begun. Other bytes are passed over. */
export function takeCommands(bytes: Buffer): { readonly commands: HostCommand[]; readonly rest: Buffer } {
  const commands: HostCommand[] = [];
  let at = bytes.indexOf(SYN);
  while (at !== -1) {
    if (bytes.length < at + PREFIX_BYTES) return { commands, rest: bytes.subarray(at) };
    const letter = bytes.toString('latin1', at + 1, at + PREFIX_BYTES);
    let end = at + PREFIX_BYTES;
    if (letter === 'T\r') commands.push({ kind: 'trigger-on' });
    else if (letter === 'U\r') commands.push({ kind: 'trigger-off' });
    else if (letter === 'M\r') {
      const stop = bytes.subarray(end).findIndex((byte) => byte === 0x2e || byte === 0x21);
      if (stop === -1 && bytes.length - end < LONGEST) return { commands, rest: bytes.subarray(at) };
      if (stop !== -1) commands.push(menuCommand(bytes.toString('latin1', end, end + stop + 1)));
      end += stop + 1;
    } else end = at + 1;
    at = bytes.indexOf(SYN, end);
  }
  return { commands, rest: Buffer.alloc(0) };
}

function menuCommand(text: string): HostCommand {
  const storage = text.endsWith('!') ? '!' : '.';
  return { kind: 'menu', tag: text.slice(0, 6).toUpperCase(), data: text.slice(6, -1), storage };
}
