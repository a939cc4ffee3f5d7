import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CameraEmulator, type CONDITIONS, PRESENTATIONS } from './emulator.ts';
import { LOOP } from './film.ts';
import { shootFilm } from './shoot.ts';
import { takePictures } from './video.ts';

let camera: CameraEmulator;
const ending = new AbortController();
beforeEach(async () => {
  camera = new CameraEmulator({ port: 0, fps: 60 });
  await camera.start();
});
afterEach(() => camera.close());

it('hears the room beside it: WAV at the pace of time, never quite silent', async () => {
  const began = performance.now();
  const response = await fetch(new URL('/sound.wav', camera.url), { signal: ending.signal });
  const reader = response.body?.getReader();
  let heard = Buffer.alloc(0);
  while (heard.length < 44 + 16_000) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) throw new Error('the sound ended');
    heard = Buffer.concat([heard, value]);
  }
  await reader?.cancel();
  expect([heard.toString('latin1', 0, 4), heard.toString('latin1', 8, 16), heard.readUInt32LE(24)]).toEqual([
    ...['RIFF', 'WAVEfmt '],
    16_000,
  ]);
  // Half a second of sound: a stream that ran ahead would fill the recorder with what has not happened.
  expect(performance.now() - began).toBeGreaterThan(450);
  const loud = Array.from({ length: 8000 }, (_, i) => Math.abs(heard.readInt16LE(44 + 2 * i)));
  expect(Math.max(...loud)).toBeGreaterThan(100);
});

/** The pictures of a stream, by a reader that trusts nothing but boundary, header and length. */
async function* pictures(url: string): AsyncGenerator<Buffer> {
  const response = await fetch(url, { signal: ending.signal });
  const boundary = /boundary=(.+)$/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
  if (response.body === null) throw new Error('no body');
  let buffer = Buffer.alloc(0);
  for await (const chunk of response.body) {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) break;
      const lines = buffer.toString('latin1', 0, head);
      expect(lines.trimStart().startsWith(`--${boundary}\r\n`)).toBe(true);
      expect(lines).toContain('Content-Type: image/jpeg');
      const length = Number(/Content-Length: (\d+)/.exec(lines)?.[1]);
      if (buffer.length < head + 4 + length + 2) break;
      yield buffer.subarray(head + 4, head + 4 + length);
      buffer = buffer.subarray(head + 4 + length + 2);
    }
  }
}

async function take(count: number): Promise<Buffer[]> {
  const taken: Buffer[] = [];
  for await (const picture of pictures(camera.url)) {
    taken.push(picture);
    if (taken.length === count) break;
  }
  return taken;
}

const snapshot = async (): Promise<Buffer> => {
  const response = await fetch(camera.url.replace('stream.mjpeg', 'snapshot.jpg'));
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  return Buffer.from(await response.arrayBuffer());
};

/** Size, mean brightness (0–255), and how much neighbouring pixels differ in the face's place. */
async function look(jpeg: Buffer): Promise<{ size: string; brightness: number; detail: number }> {
  const image = await loadImage(jpeg);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += data[i + 1] ?? 0;
  const face = context.getImageData(260, 150, 120, 140).data;
  let detail = 0;
  for (let i = 8; i < face.length; i += 4) detail += Math.abs((face[i + 1] ?? 0) - (face[i - 7] ?? 0));
  return {
    size: `${image.width}x${image.height}`,
    brightness: sum / (data.length / 4),
    detail: detail / (face.length / 4),
  };
}

describe('the stream', () => {
  it('is a row of JPEG pictures of 640 by 480 in which a person is never quite still', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    const taken = await take(6);
    expect(new Set(taken.map((picture) => picture.toString('base64'))).size).toBe(6);
    expect(await look(taken[0] ?? Buffer.alloc(0))).toMatchObject({ size: '640x480' });
  });

  it('never shows the same picture twice, unless it is a film played in a loop', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    expect(new Set((await take(LOOP + 1)).map((picture) => picture.toString('base64'))).size).toBe(LOOP + 1);
    camera.present('loop');
    await take(LOOP);
    const taken = await take(LOOP + 1);
    expect(taken[LOOP]).toEqual(taken[0]);
  });

  it('serves two viewers and one picture at a time as well', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    const [one, two] = await Promise.all([take(3), take(3)]);
    expect([one.length, two.length]).toEqual([3, 3]);
    expect(await look(await snapshot())).toMatchObject({ size: '640x480' });
  });

  it('has the size that was asked for', async () => {
    await camera.close();
    camera = new CameraEmulator({ port: 0, width: 320, height: 240 });
    await camera.start();
    expect(await look(await snapshot())).toMatchObject({ size: '320x240' });
  });

  it('knows no other address', async () => {
    expect((await fetch(camera.url.replace('stream.mjpeg', 'other'))).status).toBe(404);
  });
});

describe('who stands before it', () => {
  it('shows nobody, one, two, a landscape: each another picture', async () => {
    const seen = new Set<string>();
    for (const scene of [
      { kind: 'nobody' },
      { kind: 'person', id: 'li-xiuying' },
      { kind: 'person', id: 'zhao-min' },
      { kind: 'two', ids: ['li-xiuying', 'zhao-min'] },
      { kind: 'photo-of-landscape' },
    ] as const) {
      camera.show(scene);
      expect(camera.state.show).toEqual(scene);
      const { brightness, detail } = await look(await snapshot());
      seen.add(`${brightness.toFixed(1)} ${detail.toFixed(1)}`);
    }
    expect(seen.size).toBe(5);
  });

  it('refuses somebody it does not know', () => {
    expect(() => camera.show({ kind: 'person', id: 'nobody-we-know' })).toThrow('nobody-we-know');
    expect(camera.state.show).toEqual({ kind: 'nobody' });
  });
});

describe('what is wrong with the picture', () => {
  const under = async (condition: (typeof CONDITIONS)[number]) => {
    camera.setCondition(condition);
    return look(await snapshot());
  };

  it('dark is dark, bright is bright, blurred has lost its detail', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    const normal = await under('normal');
    expect((await under('dark')).brightness).toBeLessThan(normal.brightness * 0.4);
    expect((await under('bright')).brightness).toBeGreaterThan(normal.brightness + 40);
    expect((await under('blurred')).detail).toBeLessThan(normal.detail * 0.7);
  });

  it('far and turned are other pictures of the same person', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    const normal = await under('normal');
    for (const condition of ['far', 'turned'] as const) {
      expect(Math.abs((await under(condition)).detail - normal.detail)).toBeGreaterThan(0.2);
    }
  });

  it('frozen gives the same bytes again and again, even when somebody else comes, until it thaws', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    await take(2);
    camera.setCondition('frozen');
    const frozen = await take(3);
    camera.show({ kind: 'nobody' });
    expect(new Set([...frozen, await snapshot()].map((picture) => picture.toString('base64'))).size).toBe(1);
    camera.setCondition('normal');
    expect(await snapshot()).not.toEqual(frozen[0]);
  });
});

describe('how a face is presented', () => {
  it('in person, printed, cut out, on a screen, by a recording: each another picture', async () => {
    camera.show({ kind: 'person', id: 'li-xiuying' });
    const seen = new Set<string>();
    for (const presentation of PRESENTATIONS) {
      camera.present(presentation);
      const { brightness, detail } = await look(await snapshot());
      seen.add(`${brightness.toFixed(1)} ${detail.toFixed(1)}`);
    }
    // A looped and an injected stream show what a living person showed.
    expect(seen.size).toBeGreaterThanOrEqual(PRESENTATIONS.length - 2);
  });

  it('a head turns in half a second, however few pictures are drawn meanwhile', async () => {
    const film = () =>
      shootFilm({
        show: { kind: 'person', id: 'li-xiuying' },
        condition: 'normal',
        presentation: 'live',
        face: 'li-xiuying',
        faceOf: (id) => id,
        width: 320,
        height: 240,
        fps: 15,
      });
    const [often, seldom] = [film(), film()];
    for (let i = 0; i < 7; i += 1) await often.picture(i, 'left', 1 / 14);
    await seldom.picture(0, 'left', 0.5);
    expect(await seldom.picture(7, 'left')).toEqual(await often.picture(7, 'left'));
  });
});

describe('the cable', () => {
  it('drop cuts the stream and refuses, restore lets in again', async () => {
    const stream = pictures(camera.url);
    await stream.next();
    const cut = (async () => {
      for await (const _ of stream);
    })();
    camera.drop();
    await expect(cut).rejects.toThrow();
    await expect(snapshot()).rejects.toThrow();
    camera.restore();
    expect((await take(1))[0]?.length).toBeGreaterThan(1000);
  });

  it('unplugged, nobody listens; plugged again, the address is the same', async () => {
    const before = camera.url;
    await camera.unplug();
    await expect(snapshot()).rejects.toThrow();
    expect(camera.state.plugged).toBe(false);
    await camera.replug();
    expect(camera.url).toBe(before);
    expect((await snapshot()).length).toBeGreaterThan(1000);
  });

  it('says so when the port is taken', async () => {
    const second = new CameraEmulator({ port: Number(new URL(camera.url).port) });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('tells every change', async () => {
    const seen: unknown[] = [];
    camera.onChange(() => seen.push([camera.state.condition, camera.state.dropped]));
    camera.setCondition('dark');
    camera.drop();
    expect(seen).toEqual([
      ['dark', false],
      ['dark', true],
    ]);
  });
});

it('a row of pictures from ffmpeg is cut at their ends', () => {
  const picture = Buffer.from('ffd8010203ffd9', 'hex');
  const { pictures: found, rest } = takePictures(Buffer.concat([picture, picture, picture.subarray(0, 4)]));
  expect(found).toEqual([picture, picture]);
  expect(rest).toEqual(picture.subarray(0, 4));
});
