/** Card portraits: the chip's 1024-byte WLT block to pixels. The algorithm is the vendors'; it runs in a child process. */
import type { Result } from '@anban/foundation/result';
import type { FaultName } from '../../protocol/faults.ts';
import type { Device } from '../device.ts';

/** RGB, 3 bytes a pixel, row by row from the top. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface PortraitDecoder extends Device {
  /** 102×126 pixels, or `portraitMissing` (empty or blank block), `decoderMissing`, `decoderFailed`. */
  decode(wlt: Uint8Array): Promise<Result<RgbImage, FaultName>>;
}
