/** The chip's portrait block, as far as it is public: 1024 bytes that begin with "WL"; the rest is the vendors' secret. */

export const WLT_BYTES = 1024;
export const PORTRAIT_WIDTH = 102;
export const PORTRAIT_HEIGHT = 126;
/** 54 bytes of headers, 126 rows of 308. */
export const PORTRAIT_BMP_BYTES = 38_862;

/** `missing`: empty, or filled with one value as cards without a portrait are. `foreign`: something, but not WLT. */
export function kindOfBlock(block: Uint8Array): 'wlt' | 'missing' | 'foreign' {
  if (block.every((byte) => byte === block[0])) return 'missing';
  return block.length === WLT_BYTES && block[0] === 0x57 && block[1] === 0x4c ? 'wlt' : 'foreign';
}
