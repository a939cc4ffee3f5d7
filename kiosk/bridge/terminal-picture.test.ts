import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextPicture } from './terminal-picture.ts';

const ready = { status: 'ready' } as const;
const PICTURE = {
  sequence: 4,
  state: {
    profile: 'hall',
    siteName: '甲',
    session: null,
    centre: 'connected',
    waiting: 0,
    devices: {
      idCardReader: ready,
      socialSecurityReader: ready,
      qrScanner: ready,
      portraitDecoder: ready,
      camera: ready,
      matcher: ready,
      receiptPrinter: ready,
      pagePrinter: ready,
      documentCamera: ready,
    },
  },
} as const;

it('whatever comes in is a picture, or broken, and never an exception', () => {
  const names = fc.constantFrom('Terminal.SnapshotEvent', 'Terminal.ChangedEvent', 'Other.Event');
  fc.assert(
    fc.property(names, fc.jsonValue(), fc.boolean(), (name, payload, known) => {
      const next = nextPicture(known ? PICTURE : null, name, payload);
      expect(next === 'broken' || next === (known ? PICTURE : null)).toBe(true);
    }),
  );
});

it('a change counts only when it is the very next one', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 20 }), fc.nat(), (sequence, waiting) => {
      const next = nextPicture(PICTURE, 'Terminal.ChangedEvent', { sequence, change: { waiting } });
      if (sequence === 5) expect(next).toMatchObject({ sequence: 5, state: { siteName: '甲', waiting } });
      else expect(next).toBe('broken');
    }),
  );
});

it('a change before any snapshot is broken', () => {
  expect(nextPicture(null, 'Terminal.ChangedEvent', { sequence: 1, change: {} })).toBe('broken');
});
