/**
 * The end of a line that hangs up. `serialport` asks a terminal that answers "end of file" again and again, for ever: the
 * device would be missed at the next write only, and a thread that all devices share would be kept busy meanwhile.
 */
import { read } from 'node:fs';
import { promisify } from 'node:util';

type Chunk = { readonly buffer: Buffer; readonly bytesRead: number };

/** What `serialport` has under an open port on Linux and macOS; elsewhere there is no poller. */
export interface PolledPort {
  readonly isOpen: boolean;
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', listener: (error: Error | null) => void): unknown };
  /** Rejects with `canceled: true` when our side closed the port, otherwise because the device is gone. */
  read(buffer: Buffer, offset: number, length: number): Promise<Chunk>;
}

type ReadFrom = (fd: number, buffer: Buffer, offset: number, length: number, position: null) => Promise<Chunk>;

/**
 * Makes reading from `port` fail once the terminal has hung up. The port is opened without waiting and with `VMIN` 1, so
 * that no bytes are no answer (`EAGAIN`) and an answer of no bytes is the end (termios(3), "non-canonical mode").
 */
export function failWhenHungUp(port: PolledPort, readFrom: ReadFrom = promisify(read)): void {
  port.read = async (buffer, offset, length) => {
    for (;;) {
      if (!port.isOpen || port.fd === null) throw Object.assign(new Error('the port is closed'), { canceled: true });
      try {
        const chunk = await readFrom(port.fd, buffer, offset, length, null);
        if (chunk.bytesRead > 0) return chunk;
      } catch (error) {
        if (!hasNothingYet(error)) throw error;
        await readable(port);
        continue;
      }
      throw new Error('the line hung up');
    }
  };
}

function readable({ isOpen, poller }: PolledPort): Promise<void> {
  return new Promise((resolve, reject) => {
    // Closed while the system was asked: its poller tells nothing any more.
    if (!isOpen) return resolve();
    poller.once('readable', (error) => (error === null ? resolve() : reject(error)));
  });
}

const hasNothingYet = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK' || error.code === 'EINTR');
