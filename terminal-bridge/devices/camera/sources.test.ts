/** The two real ways to a camera, over a real socket and a real child process. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createCanvas } from '@napi-rs/canvas';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jpegSize } from './jpeg.ts';
import { mjpegHttpSource } from './mjpeg-http.ts';
import { v4l2Source } from './v4l2.ts';

const JPEG = createCanvas(64, 48).toBuffer('image/jpeg');

describe('a network camera', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let url: string;

  beforeEach(async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      part(response);
    };
    server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/stream.mjpeg`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const part = (response: ServerResponse) =>
    response.write(Buffer.concat([Buffer.from(`--frame\r\nContent-Length: ${JPEG.length}\r\n\r\n`), JPEG]));

  it('answers a probe with its first picture', async () => {
    const frame = await mjpegHttpSource(url).probe(new AbortController().signal);
    expect(frame && Buffer.from(frame).equals(JPEG)).toBe(true);
  });

  it('streams until it is stopped, and the connection is closed then', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    answer = (response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      part(response);
      part(response);
    };
    let count = 0;
    await mjpegHttpSource(url).stream(() => {
      count += 1;
      if (count === 2) stop.abort();
    }, stop.signal);
    await closed;
    expect(count).toBe(2);
  });

  // Node's HTTP parser copies each body: what the socket had read stayed in memory until it was collected.
  it('leaves nothing of a picture in what its connection read', async () => {
    const push = vi.spyOn(Readable.prototype, 'push');
    const stop = new AbortController();
    await mjpegHttpSource(url).stream((jpeg) => {
      jpeg.fill(0);
      stop.abort();
    }, stop.signal);
    const chunks = push.mock.calls.flatMap(([chunk]) =>
      chunk instanceof Uint8Array ? [Buffer.from(chunk.buffer)] : [],
    );
    push.mockRestore();
    const middle = JPEG.subarray(JPEG.length / 2, JPEG.length / 2 + 64);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.filter((chunk) => chunk.includes(middle))).toHaveLength(0);
  });

  it.each([
    ['an error', 503, 'multipart/x-mixed-replace; boundary=frame'],
    ['a login page', 200, 'text/html'],
  ])('that answers with %s is not there', async (_, status, type) => {
    answer = (response) => response.writeHead(status, { 'content-type': type }).end('no');
    await expect(mjpegHttpSource(url).probe(new AbortController().signal)).rejects.toThrow('multipart');
  });

  it('whose connection is cut is not there any more', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      part(response);
      setImmediate(() => response.destroy());
    };
    await expect(mjpegHttpSource(url).stream(() => {}, new AbortController().signal)).rejects.toThrow();
  });

  it('that sends something else than JPEG in its parts gives no frame', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      response.end('--frame\r\nContent-Length: 5\r\n\r\nhello\r\n--frame--');
    };
    await expect(mjpegHttpSource(url).probe(new AbortController().signal)).rejects.toThrow('ended');
  });
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
/** A test picture in place of a camera: everything but the V4L2 input itself is what runs on a terminal. */
const testPicture = {
  device: 'none',
  inputArgs: ['-re', '-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=15'],
  present: async () => {},
};

describe('a camera at the bus', () => {
  it.skipIf(!hasFfmpeg)('gives JPEGs through ffmpeg and ends it when stopped', async () => {
    const stop = new AbortController();
    const frames: Uint8Array[] = [];
    await v4l2Source(testPicture).stream((jpeg) => {
      frames.push(jpeg);
      if (frames.length === 3) stop.abort();
    }, stop.signal);
    expect(frames.map(jpegSize)).toEqual(Array(3).fill({ width: 320, height: 240 }));
  });

  it('is not there when its device file is missing', async () => {
    await expect(v4l2Source({ device: '/dev/no-such-video' }).probe(new AbortController().signal)).rejects.toThrow();
  });

  it('is not there when ffmpeg is missing', async () => {
    const source = v4l2Source({ ...testPicture, ffmpeg: '/no/such/ffmpeg' });
    await expect(source.stream(() => {}, new AbortController().signal)).rejects.toThrow();
  });
});
