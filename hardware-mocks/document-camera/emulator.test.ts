/** The emulated document camera's pictures. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DocumentCameraEmulator } from './emulator.ts';

let camera: DocumentCameraEmulator;
beforeEach(async () => {
  camera = new DocumentCameraEmulator({ port: 0, width: 640, height: 480 });
  await camera.start();
});
afterEach(() => camera.close());

async function pictures(count: number): Promise<string[]> {
  const taken: string[] = [];
  for (let i = 0; i < count; i++) {
    const answer = await fetch(new URL('/snapshot.jpg', camera.url));
    taken.push(Buffer.from(await answer.arrayBuffer()).toString('base64'));
  }
  return taken;
}

it('no two pictures in a row are alike, or the camera would be taken for a frozen one', async () => {
  camera.show('good');
  const taken = await pictures(9);
  expect(taken.filter((picture, i) => picture === taken[i - 1])).toEqual([]);
});

// Bug: each stack of the tests spent half a processor on drawing the same sheet anew, four times a second.
it('a sight is drawn a few times only, and another one is not shown any more', async () => {
  camera.show('good');
  const good = await pictures(9);
  expect(new Set(good).size).toBeLessThanOrEqual(4);
  camera.show('askew');
  expect(good).not.toContain((await pictures(1))[0]);
});
