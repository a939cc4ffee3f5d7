/** Takes the measuring marks (dots, frame, text) of face-api's own screenshot off the face. */

/** RGB, three bytes a pixel. */
interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The head in the screenshot, an ellipse in its pixels: outside of it nothing is touched. */
const HEAD = { x: 468, y: 335, rx: 168, ry: 222 };
/** The marks are light blue; skin, hair and beard have more red than blue. */
const DARKEST_MARK = 70;
const GROW = 3;
const REACH = [6, 10, 16] as const;

/** Replaces each marked pixel by the mean of the unmarked ones around it, the near ones counting most. In place. */
export function retouch(image: Raster): void {
  const marks = grow(image, findMarks(image));
  const source = Uint8Array.from(image.data);
  for (const at of marks) fill(image, source, marks, at);
}

function findMarks({ data, width }: Raster): number[] {
  const found: number[] = [];
  for (let y = HEAD.y - HEAD.ry; y <= HEAD.y + HEAD.ry; y++) {
    for (let x = HEAD.x - HEAD.rx; x <= HEAD.x + HEAD.rx; x++) {
      if (((x - HEAD.x) / HEAD.rx) ** 2 + ((y - HEAD.y) / HEAD.ry) ** 2 > 1) continue;
      const at = y * width + x;
      const red = data[at * 3] ?? 0;
      const blue = data[at * 3 + 2] ?? 0;
      if (blue >= red && blue > DARKEST_MARK) found.push(at);
    }
  }
  return found;
}

function grow({ width }: Raster, marks: readonly number[]): Set<number> {
  const grown = new Set<number>();
  for (const at of marks) {
    for (let dy = -GROW; dy <= GROW; dy++) {
      for (let dx = -GROW; dx <= GROW; dx++) if (dx * dx + dy * dy <= GROW * GROW + 1) grown.add(at + dy * width + dx);
    }
  }
  return grown;
}

function fill(image: Raster, source: Uint8Array, marks: ReadonlySet<number>, at: number): void {
  for (const reach of REACH) {
    const sum = [0, 0, 0];
    let weight = 0;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const near = at + dy * image.width + dx;
        if (marks.has(near)) continue;
        const share = 1 / (dx * dx + dy * dy) ** 2;
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + share * (source[near * 3 + c] ?? 0);
        weight += share;
      }
    }
    if (weight === 0) continue;
    for (let c = 0; c < 3; c++) image.data[at * 3 + c] = (sum[c] ?? 0) / weight;
    return;
  }
}
