import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortraitDecoder } from './create.ts';
import type { PortraitDecoder } from './decoder.ts';
import { untilStatus, wltBlock } from './test-support.ts';

/** A library with a vendor's manners: chatters on standard output, refuses some blocks, crashes on others. */
const LIBRARY = `
#include <stdio.h>
#include <string.h>
int _Unpack(const unsigned char *src, int length, unsigned char *dst, int *outLength) {
  printf("wlt2bmp v1.0 licensed to nobody\\n"); fflush(stdout);
  if (length != 1024 || src[8] == 5) return -1;
  if (src[8] == 1) *(volatile int *)0 = 1;
  memset(dst, 0, 38862);
  memcpy(dst, "BM", 2);
  dst[10] = 54; dst[18] = 102; dst[22] = 126; dst[28] = 24;
  memset(dst + 54, src[9], 38862 - 54);
  *outLength = 38862;
  return 1;
}`;

const hasCompiler = spawnSync('cc', ['--version']).status === 0;

describe.skipIf(!hasCompiler)("a vendor's library (skipped where there is no C compiler `cc`)", () => {
  let folder = '';
  let decoder: PortraitDecoder;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anban-wlt-'));
    writeFileSync(join(folder, 'wlt.c'), LIBRARY);
    execFileSync('cc', ['-shared', '-fPIC', '-O0', '-o', join(folder, 'libwlt2bmp.so'), join(folder, 'wlt.c')]);
    decoder = createPortraitDecoder({ kind: 'vendor', library: join(folder, 'libwlt2bmp.so') }, { clock: systemClock });
    await untilStatus(decoder, 'ready');
  });
  afterAll(async () => {
    await decoder.close();
    rmSync(folder, { recursive: true });
  });

  it('decodes, and what it prints does not get among the answers', async () => {
    const block = wltBlock();
    block[9] = 77;
    const image = unwrap(await decoder.decode(block));
    expect([image.width, image.height]).toEqual([102, 126]);
    expect(image.data.every((value) => value === 77)).toBe(true);
  });

  it('refuses a block: only this portrait fails', async () => {
    expect(await decoder.decode(wltBlock(5))).toEqual({ ok: false, fault: 'decoderFailed' });
    expect((await decoder.decode(wltBlock())).ok).toBe(true);
  });

  it('crashes on a block: the bridge lives, and the next portrait is decoded', async () => {
    const lost = untilStatus(decoder, 'reconnecting');
    expect(await decoder.decode(wltBlock(1))).toEqual({ ok: false, fault: 'decoderFailed' });
    await lost;
    await untilStatus(decoder, 'ready');
    expect((await decoder.decode(wltBlock())).ok).toBe(true);
  });

  it('cannot be loaded: out of service', async () => {
    const broken = createPortraitDecoder({ kind: 'vendor', library: join(folder, 'wlt.c') }, { clock: systemClock });
    await untilStatus(broken, 'out-of-service');
    expect(broken.status.reason).toBe('decoderFailed');
    await broken.close();
  });
});
