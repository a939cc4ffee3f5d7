/** A network camera, or any process that serves `multipart/x-mixed-replace` with JPEG parts over HTTP. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { FRAME_LIMIT, type FrameSource } from './frame-source.ts';
import { jpegSize } from './jpeg.ts';
import { boundaryOf, MultipartParser } from './multipart.ts';

export function mjpegHttpSource(url: string): FrameSource {
  return {
    stream: (onFrame, signal) => readParts(url, onFrame, signal),
    async probe(signal) {
      const stop = new AbortController();
      let first: Uint8Array | null = null;
      await readParts(
        url,
        (jpeg) => {
          first = jpeg;
          stop.abort();
        },
        AbortSignal.any([signal, stop.signal]),
      );
      if (first === null) throw new Error('the camera sent no picture');
      return first;
    },
  };
}

/** Resolves on abort, rejects when the camera ends the connection or answers with something else. */
async function readParts(url: string, onFrame: (jpeg: Uint8Array) => void, signal: AbortSignal): Promise<void> {
  try {
    const response = await open(url, signal);
    const boundary = response.statusCode === 200 ? boundaryOf(response.headers['content-type']) : null;
    if (boundary === null) {
      response.destroy();
      throw new Error('the camera does not answer with multipart/x-mixed-replace');
    }
    const parser = new MultipartParser(boundary, FRAME_LIMIT);
    try {
      await chunksOf(response, (chunk) => {
        for (const part of parser.push(chunk)) {
          if (!signal.aborted && jpegSize(part) !== null) onFrame(part);
          else part.fill(0);
        }
      });
    } finally {
      parser.wipe();
    }
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  if (!signal.aborted) throw new Error('the camera ended the stream');
}

/**
 * Each chunk as it came from the socket, overwritten when it has been taken: read as an iterable, a stream joins what has
 * piled up, and the originals stay in memory as they are. Rejects when the stream breaks.
 */
function chunksOf(response: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Buffer) => {
      take(chunk);
      chunk.fill(0);
    });
    response.once('end', resolve);
    response.once('error', reject);
    response.once('close', () => {
      // What came after somebody stopped looking is given to nobody.
      for (let rest: unknown = response.read(); rest instanceof Uint8Array; rest = response.read()) rest.fill(0);
      reject(new Error('the camera broke the connection'));
    });
  });
}

function open(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // A connection of its own: a camera that was unplugged must not leave a half-dead one in a pool.
    const sent = request(url, { agent: false, signal, headers: { accept: 'multipart/x-mixed-replace' } }, resolve);
    // The parser has copied the body out of each chunk when this comes: its listener was there first.
    sent.once('socket', (socket) => socket.on('data', (chunk: Buffer) => chunk.fill(0)));
    sent.once('error', reject);
    sent.end();
  });
}
