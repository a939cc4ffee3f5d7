/**
 * From several frames to one verdict, conservatively. The number of frames is bounded, because every further look
 * gives a stranger another chance to come near by luck.
 */
import { type Band, type Bands, bandOf } from './bands.ts';
import { type Measure, type Metric, measureOf } from './engine/metric.ts';

/** Live frames that must pass. */
export const FRAMES_TO_PASS = 2;
/** Live frames that must all be no match before a person is called another one. */
export const FRAMES_TO_REFUSE = 3;
/** After this many frames without agreement an officer decides. */
export const MOST_FRAMES = 5;
/** Frames nearer in time than this show the same moment. */
export const APART_MS = 150;

export class Agreement {
  readonly #portrait: Float32Array;
  readonly #calibration: Bands;
  readonly #measure: Measure;
  readonly #sum: Float32Array;
  readonly #bands: Band[] = [];

  /** `portrait` stays the caller's to wipe. */
  constructor(portrait: Float32Array, calibration: Bands & Metric) {
    this.#portrait = portrait;
    this.#calibration = calibration;
    this.#measure = measureOf(calibration);
    this.#sum = new Float32Array(portrait.length);
  }

  get framesCompared(): number {
    return this.#bands.length;
  }

  /** Distance of the portrait from the mean of all frames compared: less noise than any one of them. */
  get distance(): number {
    const mean = this.#sum.map((value) => value / this.#bands.length);
    const result = this.#measure(this.#portrait, mean);
    mean.fill(0);
    return result;
  }

  /** Takes a live descriptor into account; it is not kept. */
  add(live: Float32Array): void {
    this.#bands.push(bandOf(this.#measure(this.#portrait, live), this.#calibration));
    live.forEach((value, index) => {
      this.#sum[index] = (this.#sum[index] ?? 0) + value;
    });
  }

  /** The verdict when the frames agree or enough were seen; null when another frame is wanted. */
  get verdict(): Band | null {
    const passes = this.#count('pass');
    const refusals = this.#count('no-match');
    const together = bandOf(this.distance, this.#calibration);
    if (passes >= FRAMES_TO_PASS && refusals === 0 && together === 'pass') return 'pass';
    if (refusals >= FRAMES_TO_REFUSE && refusals === this.framesCompared && together === 'no-match') return 'no-match';
    return this.framesCompared >= MOST_FRAMES ? 'officer' : null;
  }

  /** Some frame, or their mean, does not pass. */
  get inDoubt(): boolean {
    return this.#count('pass') < this.framesCompared || bandOf(this.distance, this.#calibration) !== 'pass';
  }

  wipe(): void {
    this.#sum.fill(0);
  }

  #count(band: Band): number {
    return this.#bands.filter((one) => one === band).length;
  }
}
