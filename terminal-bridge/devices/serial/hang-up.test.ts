import { expect, it } from 'vitest';
import { failWhenHungUp, type PolledPort } from './hang-up.ts';

const NOTHING_YET = Object.assign(new Error('EAGAIN: resource temporarily unavailable'), { code: 'EAGAIN' });
const GONE = Object.assign(new Error('ENXIO: no such device'), { code: 'ENXIO' });

/** A port whose terminal answers in turn: so many bytes, or an error. `wake` tells that there is something to read. */
function portAnswering(...answers: readonly (number | Error)[]) {
  const asked: number[] = [];
  const waiting: ((error: Error | null) => void)[] = [];
  const state = { isOpen: true, fd: 7 };
  const port: PolledPort = {
    get isOpen() {
      return state.isOpen;
    },
    get fd() {
      return state.isOpen ? state.fd : null;
    },
    poller: { once: (_event, listener) => waiting.push(listener) },
    read: () => Promise.reject(new Error('the unmended read')),
  };
  failWhenHungUp(port, async (fd, buffer) => {
    const answer = answers[asked.length] ?? 0;
    asked.push(fd);
    if (answer instanceof Error) throw answer;
    return { buffer, bytesRead: answer };
  });
  const wake = async (error: Error | null = null) => {
    await new Promise(setImmediate);
    for (const listener of waiting.splice(0)) listener(error);
  };
  return { read: () => port.read(Buffer.alloc(8), 0, 8), asked, wake, close: () => (state.isOpen = false) };
}

it('hands on what the terminal answers, and waits while it has nothing', async () => {
  const { read, asked, wake } = portAnswering(3, NOTHING_YET, 5);
  expect((await read()).bytesRead).toBe(3);
  const second = read();
  await wake();
  expect((await second).bytesRead).toBe(5);
  expect(asked).toEqual([7, 7, 7]);
});

it('takes an answer of no bytes for a device that is gone, and asks no more', async () => {
  const { read, asked, wake } = portAnswering(NOTHING_YET, 0);
  const reading = read();
  await Promise.all([expect(reading).rejects.toThrow('hung up'), wake()]);
  await expect(reading).rejects.not.toHaveProperty('canceled');
  expect(asked).toHaveLength(2);
});

it('hands on what the system says of a device that is gone', async () => {
  await expect(portAnswering(GONE).read()).rejects.toBe(GONE);
  const { read, wake } = portAnswering(NOTHING_YET);
  await Promise.all([expect(read()).rejects.toBe(GONE), wake(GONE)]);
});

it('ends quietly when our side has closed the port, also in the middle of a question', async () => {
  const { read, asked, close } = portAnswering(NOTHING_YET);
  const reading = read();
  close();
  await expect(reading).rejects.toMatchObject({ canceled: true });
  await expect(read()).rejects.toMatchObject({ canceled: true });
  expect(asked).toHaveLength(1);
});
