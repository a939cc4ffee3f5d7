/** A flat thing held before the camera: perspective, bend, and the picture on it. Plain arithmetic on RGBA. */

export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** How a sheet is held. Angles in radians; place in pixels of the frame; `scale` in frame pixels per sheet pixel. */
export interface Held {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** About the upright axis: positive turns its right edge away. */
  readonly yaw: number;
  /** About the level axis. */
  readonly pitch: number;
  readonly roll: number;
  /** Bent about the upright axis: the angle from its middle to its edge, 0 is flat. */
  readonly bend: number;
}

/** Distance of the lens from the sheet, sheet widths: near enough that perspective shows. */
const LENS = 2.2;

/** Draws `sheet` into `frame`, where it is not transparent. Bilinear. `gain`: its brightness at a height of its own. */
export function holdSheet(frame: Rgba, sheet: Rgba, held: Held, gain: (v: number) => number): void {
  const [cr, sr] = [Math.cos(held.roll), Math.sin(held.roll)];
  const reach = (Math.hypot(sheet.width, sheet.height) / 2) * held.scale * 1.6;
  const [left, right] = span(held.x, reach, frame.width);
  const [top, bottom] = span(held.y, reach, frame.height);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const dx = (x - held.x) / held.scale / sheet.width;
      const dy = (y - held.y) / held.scale / sheet.width;
      const at = unproject(dx * cr + dy * sr, dy * cr - dx * sr, held);
      if (at === null) continue;
      const u = at.u * sheet.width + sheet.width / 2;
      const v = at.v * sheet.width + sheet.height / 2;
      if (u >= 0 && v >= 0 && u < sheet.width - 1 && v < sheet.height - 1) {
        blend(frame, (y * frame.width + x) * 4, sheet, u, v, gain(v));
      }
    }
  }
}

function span(centre: number, reach: number, most: number): [number, number] {
  return [Math.max(0, Math.floor(centre - reach)), Math.min(most, Math.ceil(centre + reach))];
}

/** From the picture plane back to the sheet, in sheet widths from its middle; null: the ray misses a bent sheet. */
function unproject(px: number, py: number, { yaw, pitch, bend }: Held): { u: number; v: number } | null {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  // Sheet point (u, v) stands at (u·cy, v·cp + u·sy·sp, depth u·sy·cp − v·sp); seen at LENS / (LENS + depth) of that.
  // Two linear equations in u and v.
  const a11 = LENS * cy - px * sy * cp;
  const a12 = px * sp;
  const a21 = LENS * sy * sp - py * sy * cp;
  const a22 = LENS * cp + py * sp;
  const det = a11 * a22 - a12 * a21;
  if (Math.abs(det) < 1e-6) return null;
  const u = (LENS * px * a22 - LENS * py * a12) / det;
  const v = (a11 * LENS * py - a21 * LENS * px) / det;
  if (bend === 0) return { u, v };
  // A cylinder seen from the front: its edge comes nearer to the middle.
  const s = 2 * u * Math.sin(bend);
  return Math.abs(s) > Math.sin(bend)
    ? null
    : { u: Math.asin(s) / (2 * bend), v: v * (1 - 0.06 * Math.cos(s * 3) * bend) };
}

function blend(frame: Rgba, to: number, sheet: Rgba, u: number, v: number, gain: number): void {
  const [x0, y0] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x0, v - y0];
  const at = (y0 * sheet.width + x0) * 4;
  const down = at + sheet.width * 4;
  const { data } = sheet;
  const cover = (data[at + 3] ?? 0) / 255;
  if (cover < 0.01) return;
  for (let c = 0; c < 3; c++) {
    const top = (data[at + c] ?? 0) * (1 - fx) + (data[at + 4 + c] ?? 0) * fx;
    const bottom = (data[down + c] ?? 0) * (1 - fx) + (data[down + 4 + c] ?? 0) * fx;
    const value = (top * (1 - fy) + bottom * fy) * gain;
    frame.data[to + c] = (frame.data[to + c] ?? 0) * (1 - cover) + value * cover;
  }
}
