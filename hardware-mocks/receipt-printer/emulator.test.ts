import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import receiptline from 'receiptline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RECEIVE_BUFFER_BYTES, ReceiptPrinterEmulator } from './emulator.ts';

let printer: ReceiptPrinterEmulator;
const hosts: Socket[] = [];

beforeEach(async () => {
  printer = new ReceiptPrinterEmulator({ port: 0, millimetresPerSecond: Number.POSITIVE_INFINITY });
  await printer.start();
});

afterEach(async () => {
  for (const host of hosts.splice(0)) host.destroy();
  await printer.close();
});

async function host(): Promise<Socket> {
  const socket = connect(printer.port, '127.0.0.1');
  socket.on('error', () => {});
  hosts.push(socket);
  await once(socket, 'connect');
  return socket;
}

const ticket = (document: string): Buffer =>
  Buffer.from(receiptline.transform(document, { cpl: 48, encoding: 'gb18030', command: 'escpos' }), 'latin1');

/** The next `count` bytes from the printer. */
async function answer(socket: Socket, count: number): Promise<number[]> {
  const bytes: number[] = [];
  while (bytes.length < count) {
    const [chunk]: Uint8Array[] = await once(socket, 'data');
    bytes.push(...(chunk ?? []));
  }
  return bytes;
}

async function asked(socket: Socket, question: string, count = 1): Promise<number[]> {
  const answered = answer(socket, count);
  socket.write(question, 'latin1');
  return answered;
}

/** Answers when what was sent before has been taken in: DLE EOT is answered in the order of arrival. */
const received = (socket: Socket): Promise<number[]> => asked(socket, '\x10\x04\x03');

async function tickets(count: number): Promise<string[]> {
  while (printer.tickets.length < count) await changed();
  return printer.tickets.map(({ text }) => text.trim());
}

function changed(): Promise<void> {
  return new Promise((resolve) => {
    const stop = printer.onChange(() => {
      stop();
      resolve();
    });
  });
}

const allStatus = (socket: Socket): Promise<number[]> =>
  asked(socket, '\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04', 4);

describe('a printer in order', () => {
  it('prints a ticket from cut to cut and tells when it is out', async () => {
    const socket = await host();
    expect(await asked(socket, `${ticket('潍城区').toString('latin1')}`)).toEqual([0x00]);
    expect(await tickets(1)).toEqual(['潍城区']);
    expect((await printer.png('1')).subarray(1, 4).toString()).toBe('PNG');
    await expect(printer.png('2')).rejects.toThrow('No ticket 2');
  });

  it('answers every status request', async () => {
    expect(await allStatus(await host())).toEqual([0x12, 0x12, 0x12, 0x12]);
  });

  it('tells who it is', async () => {
    const socket = await host();
    expect(await asked(socket, '\x1dI\x02')).toEqual([0x03]);
    expect(Buffer.from(await asked(socket, '\x1dI\x43', 8)).toString('latin1')).toBe('_EMU-80\0');
  });

  it('does not print a ticket for a cut without paper moved', async () => {
    const socket = await host();
    socket.write('\x1dV\x00A\n\x1dV\x00', 'latin1');
    expect(await tickets(1)).toEqual(['A']);
  });
});

describe('the roll comes near its end', () => {
  it('says so and prints on', async () => {
    printer.paperLow();
    const socket = await host();
    expect(await allStatus(socket)).toEqual([0x12, 0x12, 0x12, 0x1e]);
    expect(await asked(socket, `A\n\x1dV\x00\x1dr1`)).toEqual([0x03]);
    expect(printer.tickets).toHaveLength(1);
  });
});

describe('the paper is out', () => {
  it('says so, prints nothing, and does not confirm', async () => {
    const socket = await host();
    printer.paperOut();
    socket.write('\x1b@A\n\x1dV\x00\x1dr1', 'latin1');
    expect(await allStatus(socket)).toEqual([0x1a, 0x32, 0x12, 0x7e]);
    expect(printer.tickets).toEqual([]);
  });

  it('prints what waited when a new roll is in', async () => {
    const socket = await host();
    printer.paperOut();
    socket.write('A\n\x1dV\x00', 'latin1');
    await received(socket);
    printer.refill();
    expect(await tickets(1)).toEqual(['A']);
  });

  it('forgets what waited when the host clears the buffer', async () => {
    const socket = await host();
    printer.paperOut();
    socket.write('A\n\x1dV\x00\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08', 'latin1');
    await received(socket);
    printer.refill();
    socket.write('B\n\x1dV\x00', 'latin1');
    expect(await tickets(1)).toEqual(['B']);
  });

  it('takes no more than its buffer holds, and goes on after the refill', async () => {
    const socket = await host();
    printer.paperOut();
    const line = `${'A'.repeat(47)}\n`;
    const lines = 3000;
    socket.write(`${line.repeat(lines)}\x1dV\x00`, 'latin1');
    while (printer.waitingBytes < RECEIVE_BUFFER_BYTES) await turn();
    const full = printer.waitingBytes;
    await turn();
    await turn();
    expect(printer.waitingBytes).toBe(full);
    expect(full).toBeLessThan(line.length * lines);
    printer.refill();
    const [text = ''] = await tickets(1);
    expect(text.split('\n')).toHaveLength(lines);
    expect(printer.waitingBytes).toBe(0);
  });

  it('ends inside a ticket: the rest follows on the new roll', async () => {
    const socket = await host();
    socket.write('first half\n', 'latin1');
    await received(socket);
    printer.paperOut();
    socket.write('second half\n\x1dV\x00', 'latin1');
    await received(socket);
    expect(printer.tickets).toEqual([]);
    printer.refill();
    expect(await tickets(1)).toEqual(['first half\nsecond half']);
  });
});

describe('the cover is open', () => {
  it('says so and prints after it is closed', async () => {
    const socket = await host();
    printer.openCover();
    socket.write('A\n\x1dV\x00', 'latin1');
    expect(await allStatus(socket)).toEqual([0x1a, 0x16, 0x12, 0x12]);
    expect(printer.tickets).toEqual([]);
    printer.closeCover();
    expect(await tickets(1)).toEqual(['A']);
  });

  it('is told unasked to a host that wants to know', async () => {
    const socket = await host();
    expect(await asked(socket, '\x1da\xff', 4)).toEqual([0x14, 0x00, 0x00, 0x0f]);
    const told = answer(socket, 4);
    printer.openCover();
    expect(await told).toEqual([0x3c, 0x00, 0x00, 0x0f]);
  });
});

describe('the plug is pulled', () => {
  it('cuts the line, refuses new ones, and comes back on the same port', async () => {
    const socket = await host();
    const { port } = printer;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await printer.unplug();
    await closed;
    expect(printer.state.plugged).toBe(false);
    await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await printer.replug();
    expect(printer.port).toBe(port);
    expect(await allStatus(await host())).toEqual([0x12, 0x12, 0x12, 0x12]);
  });

  it('forgets what waited', async () => {
    const socket = await host();
    printer.paperOut();
    socket.write('lost\n\x1dV\x00', 'latin1');
    await received(socket);
    await printer.unplug();
    printer.refill();
    await printer.replug();
    (await host()).write('kept\n\x1dV\x00', 'latin1');
    expect(await tickets(1)).toEqual(['kept']);
  });
});

describe('several hosts', () => {
  it('are served one after the other, so that tickets never mix', async () => {
    const first = await host();
    const second = await host();
    second.write('second\n\x1dV\x00', 'latin1');
    first.write('fir', 'latin1');
    await received(first);
    first.end('st\n\x1dV\x00', 'latin1');
    expect(await tickets(2)).toEqual(['first', 'second']);
  });

  it('do not suffer from one that went away inside a command', async () => {
    const first = await host();
    first.end('\x1dv0\x00\x10\x00\x10\x00', 'latin1');
    await once(first, 'close');
    (await host()).write('next\n\x1dV\x00', 'latin1');
    expect(await tickets(1)).toEqual(['next']);
  });
});

describe('a port in use', () => {
  it('is an error that names itself', async () => {
    const other = new ReceiptPrinterEmulator({ port: printer.port });
    await expect(other.start()).rejects.toMatchObject({ code: 'EADDRINUSE', port: printer.port });
  });
});
