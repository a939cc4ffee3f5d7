/** Bytes as a bad line delivers them: valid messages with noise, edits and cuts anywhere, which fast-check can shrink. */
import fc from 'fast-check';

/** `chunks`: the same bytes as `bytes`, in the pieces in which they arrive. */
export interface Garbled {
  readonly bytes: Uint8Array;
  readonly chunks: readonly Uint8Array[];
}

type Edit = {
  readonly kind: 'change' | 'lose' | 'double' | 'insert' | 'cut-off';
  readonly at: number;
  readonly byte: number;
};

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('change', 'change', 'lose', 'double', 'insert', 'cut-off'),
  at: fc.nat(),
  byte: fc.nat(255),
});

/** Up to `most` messages of `message`, with noise of up to `noise` bytes between them. */
export function garbled(message: fc.Arbitrary<Uint8Array>, { most = 6, noise = 200 } = {}): fc.Arbitrary<Garbled> {
  const parts = fc.array(fc.oneof(message, message, fc.uint8Array({ maxLength: noise, size: 'max' })), {
    maxLength: most,
  });
  return fc
    .record({ parts, edits: fc.array(edit, { maxLength: 5 }), cuts: fc.array(fc.nat(), { maxLength: 12 }) })
    .map(({ parts: all, edits, cuts }) => {
      const bytes = Uint8Array.from(edits.reduce(apply, Buffer.concat(all)));
      return { bytes, chunks: [...cutAt(bytes, cuts)] };
    });
}

function apply(bytes: Buffer, { kind, at, byte }: Edit): Buffer {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case 'change':
      return Buffer.concat([before, Uint8Array.of(byte), after.subarray(1)]);
    case 'lose':
      return Buffer.concat([before, after.subarray(1)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, 20), after]);
    case 'insert':
      return Buffer.concat([before, Uint8Array.of(byte), after]);
    case 'cut-off':
      return before;
  }
}

function* cutAt(bytes: Uint8Array, places: readonly number[]): Generator<Uint8Array> {
  const within = [...new Set(places.map((place) => place % Math.max(1, bytes.length)))].sort((a, b) => a - b);
  let from = 0;
  for (const place of [...within, bytes.length]) {
    yield bytes.subarray(from, place);
    from = place;
  }
}
