/** The receiving end of sd_notify(3), as systemd has it: a UNIX datagram socket. Node has none, so libc is asked. */
import { rmSync } from 'node:fs';
import koffi from 'koffi';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const MSG_DONTWAIT = 0x40;
const LONGEST = 4096;

const libc = koffi.load('libc.so.6');
const Address = koffi.struct({ family: 'uint16', path: koffi.array('char', 108, 'String') });
const socket = libc.func('socket', 'int', ['int', 'int', 'int']);
const bind = libc.func('bind', 'int', ['int', koffi.pointer(Address), 'int']);
const recv = libc.func('recv', 'long', ['int', koffi.out(koffi.pointer('uint8_t')), 'size_t', 'int']);
const close = libc.func('close', 'int', ['int']);

export class NotifySocket {
  readonly #descriptor: number;
  readonly #path: string;

  constructor(path: string) {
    rmSync(path, { force: true });
    this.#path = path;
    this.#descriptor = Number(socket(AF_UNIX, SOCK_DGRAM, 0));
    const bound = Number(bind(this.#descriptor, { family: AF_UNIX, path }, koffi.sizeof(Address)));
    if (bound !== 0) throw new Error(`no socket at ${path}`);
  }

  /** What has arrived since the last time, oldest first. */
  take(): string[] {
    const messages: string[] = [];
    for (;;) {
      const bytes = Buffer.alloc(LONGEST);
      const length = Number(recv(this.#descriptor, bytes, LONGEST, MSG_DONTWAIT));
      if (length <= 0) return messages;
      messages.push(bytes.toString('utf8', 0, length));
    }
  }

  close(): void {
    close(this.#descriptor);
    rmSync(this.#path, { force: true });
  }
}
