import { createServer } from 'node:net';
import { systemClock } from '@anban/foundation/clock';
import { expect, it } from 'vitest';
import { VpcdTransport } from './vpcd-transport.ts';

// Bug: a port that another program held while the bridge started kept the reader out of service for good.
it('listens when the port is free again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const transport = new VpcdTransport(address.port, systemClock);
  await expect.poll(async () => (await transport.readers()).ok).toBe(false);
  expect((await transport.readers()).ok).toBe(false);
  await new Promise((resolve) => other.close(resolve));
  await expect.poll(async () => (await transport.readers()).ok).toBe(true);
  await transport.close();
});
