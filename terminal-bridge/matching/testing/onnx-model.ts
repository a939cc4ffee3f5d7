/**
 * A small ONNX model, written byte by byte: it shrinks the aligned face to 7×7 coloured pixels. Enough to see that the
 * way through onnxruntime works; nobody would be recognised by it.
 */
const BYTES = 2;

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [
  ...varint(field * 8 + BYTES),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string): number[] => bytes(field, [...Buffer.from(value, 'utf8')]);

const FLOAT = 1;
/** `ValueInfoProto`: a tensor's name and shape. */
const tensor = (name: string, shape: readonly number[]): number[] => [
  ...text(1, name),
  ...bytes(
    2,
    bytes(1, [
      ...number(1, FLOAT),
      ...bytes(
        2,
        shape.flatMap((size) => bytes(1, number(1, size))),
      ),
    ]),
  ),
];

const INTS = 7;
const ints = (name: string, values: readonly number[]): number[] => [
  ...text(1, name),
  ...values.flatMap((value) => number(8, value)),
  ...number(20, INTS),
];

const node = (type: string, from: string, to: string, attributes: readonly (readonly number[])[]): number[] => [
  ...text(1, from),
  ...text(2, to),
  ...text(4, type),
  ...attributes.flatMap((attribute) => bytes(5, attribute)),
];

/** `ModelProto`, operator set 13. Input 1×3×112×112, output 1×147. */
export function smallModel(): Uint8Array {
  const graph = [
    ...bytes(1, node('AveragePool', 'face', 'pooled', [ints('kernel_shape', [16, 16]), ints('strides', [16, 16])])),
    ...bytes(1, node('Flatten', 'pooled', 'descriptor', [])),
    ...text(2, 'small'),
    ...bytes(11, tensor('face', [1, 3, 112, 112])),
    ...bytes(12, tensor('descriptor', [1, 147])),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))]);
}
