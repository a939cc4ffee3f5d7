/** Takes the measuring marks (dots, frame, text) of face-api's own screenshot off the face. */

/** RGBA, four bytes a pixel. */
interface Raster {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The head in the screenshot, an ellipse in its pixels: outside of it nothing is touched. */
const HEAD = { x: 466, y: 335, rx: 160, ry: 200 };
/** The marks are light blue; skin, hair and beard have more red than blue. */
const DARKEST_MARK = 70;
const GROW = 3;
const REACH = [6, 10, 16] as const;

/** Replaces each marked pixel by the mean of the unmarked ones around it, the near ones counting most. In place. */
export function retouch(image: Raster): void {
  const found = findMarks(image);
  const marks = new Uint8Array(image.width * image.height);
  for (const at of found) mark(marks, at, image.width);
  const source = Uint8ClampedArray.from(image.data);
  for (let at = marks.indexOf(1); at >= 0; at = marks.indexOf(1, at + 1)) fill(image, source, marks, at);
}

function findMarks({ data, width }: Raster): number[] {
  const found: number[] = [];
  for (let y = HEAD.y - HEAD.ry; y <= HEAD.y + HEAD.ry; y++) {
    for (let x = HEAD.x - HEAD.rx; x <= HEAD.x + HEAD.rx; x++) {
      if (((x - HEAD.x) / HEAD.rx) ** 2 + ((y - HEAD.y) / HEAD.ry) ** 2 > 1) continue;
      const at = y * width + x;
      const red = data[at * 4] ?? 0;
      const blue = data[at * 4 + 2] ?? 0;
      if (blue >= red && blue > DARKEST_MARK) found.push(at);
    }
  }
  return found;
}

function mark(marks: Uint8Array, at: number, width: number): void {
  for (let dy = -GROW; dy <= GROW; dy++) {
    for (let dx = -GROW; dx <= GROW; dx++) if (dx * dx + dy * dy <= GROW * GROW + 1) marks[at + dy * width + dx] = 1;
  }
}

function fill(image: Raster, source: Uint8ClampedArray, marks: Uint8Array, at: number): void {
  for (const reach of REACH) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let weight = 0;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const near = at + dy * image.width + dx;
        if (marks[near] !== 0) continue;
        const share = 1 / (dx * dx + dy * dy) ** 2;
        red += share * (source[near * 4] ?? 0);
        green += share * (source[near * 4 + 1] ?? 0);
        blue += share * (source[near * 4 + 2] ?? 0);
        weight += share;
      }
    }
    if (weight === 0) continue;
    image.data.set([red / weight, green / weight, blue / weight], at * 4);
    return;
  }
}
