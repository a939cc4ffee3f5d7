import { ManualClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { expect, it } from 'vitest';
import { PcscTransport } from './pcsc-transport.ts';

// Disconnecting stands still natively behind a command under way, and every other call behind the service: the bridge did too.
it('while a command hangs nothing more is asked of the service, and the card is let go of when it ends', async () => {
  const clock = new ManualClock();
  const calls: string[] = [];
  const { promise: answer, resolve: end } = Promise.withResolvers<Uint8Array>();
  const card = {
    atr: new Uint8Array(),
    transmit: () => answer,
    disconnect: () => void calls.push('disconnect'),
  };
  class Context {
    listReaders() {
      calls.push('list');
      return [{ name: 'ACME', state: 0x20, connect: async () => card }];
    }
    close(): void {}
  }
  const transport = new PcscTransport(clock, async () => ({ Context }));
  const connected = unwrap(await transport.connect('ACME'));
  const sent = connected.transmit(Uint8Array.of(0, 0x84, 0, 0));
  await clock.advance(5000);
  expect(await sent).toMatchObject({ ok: false, fault: { kind: 'silent' } });
  await connected.close();
  expect(await transport.readers()).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(await transport.connect('ACME')).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(calls).toEqual(['list']);
  end(new Uint8Array());
  await clock.advance(0);
  expect(calls).toEqual(['list', 'disconnect']);
  expect(await transport.readers()).toMatchObject({ ok: true });
});
