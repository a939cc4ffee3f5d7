/** What a camera with a microphone hears of an empty room: WAV over HTTP that never ends, at the pace of time. */
import type { ServerResponse } from 'node:http';

const RATE = 16_000;
const BYTES_PER_SAMPLE = 2;
const TICK_MS = 100;
/** Of a size that is not known beforehand, as programs that stream WAV say it. */
const ENDLESS = 0xffffffff;
/** A fan, and nobody who speaks; no microphone that lives is quite silent. */
const HUM = { hertz: 110, loudness: 400 };
const HISS = 150;

/** One client hears the room until it goes. */
export function streamSound(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'audio/wav', 'Cache-Control': 'no-store' });
  response.write(header());
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * RATE) / 1000);
    // Whoever does not listen misses it, as in a room.
    if (response.writableLength === 0) response.write(samples(sent, due));
    sent = due;
  }, TICK_MS);
  response.on('close', () => clearInterval(timer));
}

/** RIFF WAVE, one channel of 16-bit samples. */
export function header(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(ENDLESS, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * BYTES_PER_SAMPLE, 28);
  head.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  head.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(ENDLESS, 40);
  return head;
}

function samples(from: number, until: number): Buffer {
  const part = Buffer.alloc((until - from) * BYTES_PER_SAMPLE);
  for (let n = from; n < until; n += 1) {
    const hum = HUM.loudness * Math.sin((2 * Math.PI * HUM.hertz * n) / RATE);
    // The same noise in every run: the fractional part of a large sine.
    const hiss = HISS * Math.sin(n * 12.9898 * 43_758.5453);
    part.writeInt16LE(Math.round(hum + hiss), (n - from) * BYTES_PER_SAMPLE);
  }
  return part;
}
