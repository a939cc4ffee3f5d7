/**
 * The SAM's management number (管理号) as printed on the module. 16 bytes, little-endian: u16, u16, u32 date
 * (yyyymmdd or yymmdd), u32, u32. Null when there are fewer bytes.
 */
export function formatSamId(data: Uint8Array): string | null {
  if (data.length < 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  const [a, b] = [padded(view.getUint16(0, true), 2), padded(view.getUint16(2, true), 2)];
  const [c, d, e] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
  return `${a}.${b}-${padded(c, 8)}-${padded(d, 10)}-${padded(e, 10)}`;
}
