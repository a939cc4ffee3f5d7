/** Whether a sheet that was found can be read later: straight enough, large enough, sharp, evenly lit. */
import type { FaultName } from '../../protocol/faults.ts';
import type { FoundPage } from './find-page.ts';
import { at, type Gray, percentile, percentileIn } from './gray.ts';

/** Long side of A4, inches. */
const A4_LONG_INCHES = 297 / 25.4;
export const LEAST_DPI = 200;
export const MOST_DPI = 300;
/** A page that is a little small is let through: the edge is found to within a pixel or two of the small picture. */
const DPI_TOLERANCE = 0.98;
const MOST_ANGLE = 15;
/**
 * The steepest steps from one pixel to the next, over the step from paper to mat. A sharp lens gives half of it within
 * a pixel or two; what is below cannot be read at ten points.
 */
const LEAST_SHARPNESS = 0.16;
const STEEPEST = 0.999;
/** Paper in a field this much darker than the paper elsewhere lies in a shadow. */
const SHADOW = 0.72;
const MOST_SHADOW_FIELDS = 0.06;
const DARKEST_PAPER = 110;
const FIELDS = 12;

export interface Quality {
  readonly dpi: number;
  /** Degrees, clockwise. */
  readonly angle: number;
  /** 0 to 1. */
  readonly sharpness: number;
  /** Share of fields of the sheet that lie in a shadow. */
  readonly shadow: number;
}

/** `full`: the picture as it was taken. `small`: the one in which the page was found. */
export function measure(full: Gray, small: Gray, page: FoundPage): Quality {
  const scale = full.width / small.width;
  return {
    dpi: (page.rectangle.long * scale) / A4_LONG_INCHES,
    angle: page.rectangle.angle,
    sharpness: sharpnessOf(full, page),
    shadow: shadowOf(small, page),
  };
}

/** What is wrong, the worst first; null when it can be taken. */
export function faultOf({ dpi, angle, sharpness, shadow }: Quality, { paper }: FoundPage): FaultName | null {
  if (Math.abs(angle) > MOST_ANGLE) return 'documentSkewed';
  if (dpi < LEAST_DPI * DPI_TOLERANCE) return 'documentTooSmall';
  if (sharpness < LEAST_SHARPNESS) return 'documentBlurred';
  if (shadow > MOST_SHADOW_FIELDS || paper < DARKEST_PAPER) return 'documentShadowed';
  return null;
}

/**
 * The edge of the paper counts too: an empty sheet has no other. Counted on the way, with nothing made for any of the
 * millions of pixels: the bridge does nothing else meanwhile.
 */
function sharpnessOf({ data, width, height }: Gray, { paper, mat }: FoundPage): number {
  const steps = new Uint32Array(256);
  // The first row and the last have no step.
  steps[0] = 2 * width;
  for (let i = width; i < width * (height - 1); i++) {
    const across = Math.abs((data[i + 1] ?? 0) - (data[i - 1] ?? 0));
    const down = Math.abs((data[i + width] ?? 0) - (data[i - width] ?? 0));
    const step = Math.max(across, down) >> 1;
    steps[step] = (steps[step] ?? 0) + 1;
  }
  return percentileIn(steps, STEEPEST) / (paper - mat);
}

/** Fields of the sheet: the brightest tenth of each is its paper, whatever is written there. */
function shadowOf(small: Gray, { rectangle }: FoundPage): number {
  const { centre, long, short, angle, lying } = rectangle;
  const [width, height] = lying ? [long, short] : [short, long];
  const turn = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const papers: number[] = [];
  for (let row = 0; row < FIELDS; row++) {
    for (let column = 0; column < FIELDS; column++) {
      const values: number[] = [];
      for (let k = 0; k < 64; k++) {
        // Within 94% of the sheet, so that no mat gets in.
        const u = ((column + ((k % 8) + 0.5) / 8) / FIELDS - 0.5) * width * 0.94;
        const v = ((row + (Math.trunc(k / 8) + 0.5) / 8) / FIELDS - 0.5) * height * 0.94;
        values.push(at(small, centre.x + u * cos - v * sin, centre.y + u * sin + v * cos));
      }
      papers.push(percentile(values, 0.9));
    }
  }
  const usual = percentile(papers, 0.8);
  return papers.filter((paper) => paper < SHADOW * usual).length / papers.length;
}
