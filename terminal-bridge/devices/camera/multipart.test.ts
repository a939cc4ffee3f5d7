import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, MultipartParser } from './multipart.ts';

const LIMIT = 4096;

/** Bodies as JPEGs are: they may hold line breaks and dashes, but not the boundary. */
const body = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .filter((bytes) => !Buffer.from(bytes).includes('--frame') && bytes.at(-1) !== 0x2d && bytes.at(-1) !== 0x0a);

function serialise(bodies: readonly Uint8Array[], sized: boolean): Buffer {
  const parts = bodies.map((bytes) =>
    Buffer.concat([
      Buffer.from(`--frame\r\nContent-Type: image/jpeg\r\n${sized ? `Content-Length: ${bytes.length}\r\n` : ''}\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]),
  );
  return Buffer.concat([...parts, Buffer.from('--frame--\r\n')]);
}

function feed(parser: MultipartParser, stream: Buffer, cuts: readonly number[]): Uint8Array[] {
  const edges = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
  return edges.slice(1).flatMap((edge, i) => parser.push(stream.subarray(edges[i], edge)));
}

const asBuffers = (parts: readonly Uint8Array[]) => parts.map((part) => Buffer.from(part));

describe('a camera stream', () => {
  it('gives the same parts however it is cut into chunks, with and without Content-Length', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 5 }), fc.array(fc.nat()), fc.boolean(), (bodies, cuts, sized) => {
        const parser = new MultipartParser('frame', LIMIT);
        expect(asBuffers(feed(parser, serialise(bodies, sized), cuts))).toEqual(asBuffers(bodies));
        expect(parser.discarded).toBe(0);
      }),
    );
  });

  it('never throws on noise and finds the next whole part after it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }).filter((bytes) => !Buffer.from(bytes).includes('--frame')),
        body,
        fc.array(fc.nat()),
        (noise, bytes, cuts) => {
          const stream = Buffer.concat([noise, Buffer.from('\r\n'), serialise([bytes], true)]);
          const parts = feed(new MultipartParser('frame', LIMIT), stream, cuts);
          expect(asBuffers(parts)).toEqual([Buffer.from(bytes)]);
        },
      ),
    );
  });

  it('drops a part over the limit, announced or not, and keeps the next one', () => {
    const large = new Uint8Array(LIMIT + 1).fill(7);
    const small = Uint8Array.of(1, 2, 3);
    for (const sized of [true, false]) {
      const parser = new MultipartParser('frame', LIMIT);
      expect(asBuffers(feed(parser, serialise([large, small], sized), []))).toEqual([Buffer.from(small)]);
      expect(parser.discarded).toBeGreaterThanOrEqual(large.length);
    }
  });

  it('holds no more than one part and its headers when the boundary never comes', () => {
    const parser = new MultipartParser('frame', LIMIT);
    parser.push(Buffer.from('--frame\r\n\r\n'));
    for (let i = 0; i < 100; i += 1) expect(parser.push(new Uint8Array(1000).fill(9))).toEqual([]);
    expect(parser.discarded).toBeGreaterThan(90_000);
  });

  it('understands a camera that counts the dashes to its boundary and ends lines with a bare line feed', () => {
    const boundary = boundaryOf('multipart/x-mixed-replace;boundary=--myboundary');
    expect(boundary).toBe('myboundary');
    const parser = new MultipartParser('myboundary', LIMIT);
    const text = '----myboundary\nContent-Type: image/jpeg\n\nABC\n----myboundary\n\nDEF\n----myboundary';
    expect(parser.push(Buffer.from(text)).map((part) => Buffer.from(part).toString())).toEqual(['ABC', 'DEF']);
  });
});

describe('the Content-Type of a camera', () => {
  it.each([
    ['multipart/x-mixed-replace; boundary=frame', 'frame'],
    ['multipart/x-mixed-replace;boundary="a b"', 'a b'],
    ['Multipart/X-Mixed-Replace; charset=x; Boundary=f', 'f'],
    ['image/jpeg', null],
    ['multipart/x-mixed-replace', null],
    [undefined, null],
  ])('%s', (header, boundary) => {
    expect(boundaryOf(header)).toBe(boundary);
  });
});
