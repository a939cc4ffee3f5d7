import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, ManualClock, systemClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { afterEach, describe, expect, it } from 'vitest';
import { createPortraitDecoder } from './create.ts';
import type { PortraitDecoder } from './decoder.ts';
import { MARKS, TEST_PROGRAM, untilStatus, wltBlock } from './test-support.ts';

const opened: PortraitDecoder[] = [];
afterEach(() => Promise.all(opened.splice(0).map((decoder) => decoder.close())));

function start(command: readonly [string, ...string[]] = TEST_PROGRAM, clock: Clock = systemClock): PortraitDecoder {
  const decoder = createPortraitDecoder({ kind: 'command', command: [...command] }, { clock });
  opened.push(decoder);
  return decoder;
}

describe('a decoder program that works', () => {
  it('turns the block into 102×126 pixels, top row first', async () => {
    const image = unwrap(await start().decode(wltBlock()));
    expect([image.width, image.height, image.data.length]).toEqual([102, 126, 102 * 126 * 3]);
    expect([...image.data.subarray(0, 6)]).toEqual([255, 0, 0, 0, 0, 255]);
  });

  it('answers several blocks in their order', async () => {
    const decoder = start();
    const results = await Promise.all([0, MARKS.cannot, 0].map((mark) => decoder.decode(wltBlock(mark))));
    expect(results.map((result) => result.ok)).toEqual([true, false, true]);
  });

  it('is not asked about a card without a portrait', async () => {
    const decoder = start();
    expect(await decoder.decode(new Uint8Array(1024))).toEqual({ ok: false, fault: 'portraitMissing' });
    expect(await decoder.decode(new Uint8Array(0))).toEqual({ ok: false, fault: 'portraitMissing' });
    expect(await decoder.decode(new Uint8Array(1024).map((_, i) => i))).toEqual({ ok: false, fault: 'decoderFailed' });
  });
});

describe('a decoder program that misbehaves', () => {
  it.each([
    ['crashes', MARKS.crash],
    ['sends a length that cannot be', MARKS.impossibleLength],
  ])('%s: this portrait fails, the program is started again, the next portrait is decoded', async (_, mark) => {
    const decoder = start();
    await untilStatus(decoder, 'ready');
    const lost = untilStatus(decoder, 'reconnecting');
    expect(await decoder.decode(wltBlock(mark))).toEqual({ ok: false, fault: 'decoderFailed' });
    await lost;
    expect(decoder.status.reason).toBe('decoderFailed');
    await untilStatus(decoder, 'ready');
    expect((await decoder.decode(wltBlock())).ok).toBe(true);
  });

  it.each([
    ['sends something that is no bitmap', MARKS.noBitmap],
    ['says that it cannot decode', MARKS.cannot],
  ])('%s: only this portrait fails', async (_, mark) => {
    const decoder = start();
    expect(await decoder.decode(wltBlock(mark))).toEqual({ ok: false, fault: 'decoderFailed' });
    expect((await decoder.decode(wltBlock())).ok).toBe(true);
    expect(decoder.status).toEqual({ status: 'ready' });
  });

  it('answers a block twice: it is ended, and no later portrait gets the surplus answer', async () => {
    const decoder = start();
    await untilStatus(decoder, 'ready');
    const lost = untilStatus(decoder, 'reconnecting');
    await decoder.decode(wltBlock(MARKS.twice));
    await lost;
    await untilStatus(decoder, 'ready');
    expect(await decoder.decode(wltBlock(MARKS.cannot))).toEqual({ ok: false, fault: 'decoderFailed' });
  });

  it('is late once, as under heavy load: another program is asked, and the portrait is decoded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-decoder-'));
    const clock = new ManualClock();
    const decoder = start([...TEST_PROGRAM, join(folder, 'ran-before')], clock);
    await untilStatus(decoder, 'ready');
    const decoding = decoder.decode(wltBlock(MARKS.hangInFirstRun));
    await clock.advance(2000);
    expect(decoder.status).toEqual({ status: 'reconnecting', reason: 'decoderFailed' });
    await clock.advance(250);
    expect((await decoding).ok).toBe(true);
    expect(decoder.status).toEqual({ status: 'ready' });
    rmSync(folder, { recursive: true });
  });

  it('is late twice: this portrait fails after eight seconds, and the next is decoded', async () => {
    const clock = new ManualClock();
    const decoder = start(TEST_PROGRAM, clock);
    await untilStatus(decoder, 'ready');
    let answer: unknown = null;
    decoder.decode(wltBlock(MARKS.hang)).then((result) => {
      answer = result;
    });
    await clock.advance(2250);
    await untilStatus(decoder, 'ready');
    await clock.advance(5749);
    expect(answer).toBeNull();
    await clock.advance(1);
    expect(answer).toEqual({ ok: false, fault: 'decoderFailed' });
    await clock.advance(250);
    await untilStatus(decoder, 'ready');
    expect((await decoder.decode(wltBlock())).ok).toBe(true);
  });

  it('does not exist: out of service in the end, and decoding fails instead of waiting', async () => {
    const decoder = start(['/nonexistent/decoder']);
    await untilStatus(decoder, 'out-of-service');
    expect(await decoder.decode(wltBlock())).toEqual({ ok: false, fault: 'decoderFailed' });
  });
});

describe('a terminal without a decoder', () => {
  it('says that it is absent, and why a portrait cannot be decoded', async () => {
    const decoder = createPortraitDecoder({ kind: 'none' }, { clock: systemClock });
    expect(decoder.status).toEqual({ status: 'absent' });
    expect(await decoder.decode(wltBlock())).toEqual({ ok: false, fault: 'decoderMissing' });
    expect(await decoder.decode(new Uint8Array(1024))).toEqual({ ok: false, fault: 'portraitMissing' });
  });
});
