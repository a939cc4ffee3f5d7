/** The document camera's driver against the emulated camera, over HTTP. */
import { systemClock } from '@anban/foundation/clock';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DocumentCameraEmulator } from '../../hardware-mocks/document-camera/emulator.ts';
import {
  createDocumentCamera,
  type DocumentCamera,
} from '../../terminal-bridge/devices/document-camera/document-camera.ts';

let emulator: DocumentCameraEmulator;
let camera: DocumentCamera;
let stop: AbortController;
let advice: string[];
beforeEach(() => {
  stop = new AbortController();
  advice = [];
});
afterEach(async () => {
  stop.abort();
  await camera.close();
  await emulator.close();
});

/** The least size in which a sheet that lies straight has its 200 dpi: whoever needs no more is done sooner. */
const SMALL = { width: 2680, height: 2010 };

async function plugIn(size: { readonly width?: number; readonly height?: number } = {}): Promise<void> {
  emulator = new DocumentCameraEmulator({ port: 0, ...size });
  await emulator.start();
  camera = createDocumentCamera(emulator.url, { clock: systemClock });
}

const shoot = () => camera.shoot(stop.signal, (fault) => advice.push(fault));
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

describe('a sheet that can be read', () => {
  it.each(['good', 'askew', 'blank'] as const)('(%s) is cut out straight, with 200 to 300 dpi', async (sight) => {
    await plugIn();
    emulator.show(sight);
    const shot = await shoot();
    if (!shot.ok) throw new Error(shot.fault);
    const { jpeg, width, height, dpi, quality } = shot.value;
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width, height, density: dpi });
    expect(dpi).toBeGreaterThanOrEqual(200);
    expect(dpi).toBeLessThanOrEqual(300);
    expect(width / height).toBeCloseTo(Math.SQRT2, 1);
    expect(Math.abs(width / dpi - 297 / 25.4)).toBeLessThan(0.1);
    expect(quality.angle).toBeCloseTo(sight === 'askew' ? 8 : 0, 0);
    // Paper to the edge: no mat is left in any corner.
    const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
    const inset = 12;
    for (const x of [inset, info.width - inset]) {
      for (const y of [inset, info.height - inset]) expect(data[y * info.width + x]).toBeGreaterThan(180);
    }
  });
});

describe('a sheet that cannot be read', () => {
  it.each([
    ['nothing', 'documentMissing'],
    ['cut-off', 'documentCutOff'],
    ['blurred', 'documentBlurred'],
    ['shadow', 'documentShadowed'],
    ['dark', 'documentShadowed'],
    ['skewed', 'documentSkewed'],
    ['small', 'documentTooSmall'],
  ] as const)('(%s) is told as %s, and taken once that is put right', async (sight, fault) => {
    await plugIn(SMALL);
    emulator.show(sight);
    const shooting = shoot();
    await until(() => expect(advice).toEqual([fault]));
    emulator.show('good');
    expect((await shooting).ok).toBe(true);
  });
});

describe('a camera that goes away', () => {
  it('is told, and goes on when it is back', async () => {
    await plugIn(SMALL);
    emulator.show('shadow');
    const shooting = shoot();
    await until(() => expect(advice).toEqual(['documentShadowed']));
    await emulator.unplug();
    await until(() => expect(advice.at(-1)).toBe('documentCameraLost'));
    expect(camera.status).toEqual({ status: 'reconnecting', reason: 'documentCameraLost' });
    emulator.show('good');
    await emulator.replug();
    expect((await shooting).ok).toBe(true);
  });

  it('for good ends with the reason when the time is over', async () => {
    await plugIn(SMALL);
    await emulator.unplug();
    const shooting = shoot();
    await until(() => expect(camera.status.status).toBe('reconnecting'));
    stop.abort();
    expect(await shooting).toEqual({ ok: false, fault: 'documentCameraLost' });
  });
});
