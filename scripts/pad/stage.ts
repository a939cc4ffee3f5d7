/** What the camera sees in one attempt, picture by picture, without a camera: drawn at the speed of the machine. */
import type { Presentation } from '../../hardware-mocks/camera/presentation.ts';
import { shootFilm } from '../../hardware-mocks/camera/shoot.ts';
import type { Pose } from '../../hardware-mocks/people/posed.ts';
import type { Species } from './species.ts';

const SIZE = { width: 640, height: 480 } as const;
/** What the capture path manages at a terminal: all that is drawn is looked at. */
const FPS = 12;
/** No sensor of a terminal gives so many pictures a second. */
const INJECTED_FPS = 150;

export class Stage {
  readonly #film: ReturnType<typeof shootFilm>;
  readonly #frozen: boolean;
  #n: number;
  #first: Buffer | null = null;
  /** Between two pictures, ms. */
  readonly every: number;

  /** `from`: number of the first picture, by which sway, hand and noise differ from attempt to attempt. */
  constructor(species: Species, face: string, from: number) {
    this.#frozen = species === 'frozen';
    this.#n = from;
    this.every = 1000 / (species === 'injected' ? INJECTED_FPS : FPS);
    const presentation: Presentation = species === 'frozen' ? 'live' : species;
    const show = { kind: 'person', id: face } as const;
    this.#film = shootFilm({ ...SIZE, fps: FPS, show, condition: 'normal', presentation, face, faceOf: (id) => id });
  }

  /** The next picture, JPEG, while the person or the attacker wants to be in `pose`. */
  async next(pose: Pose): Promise<Buffer> {
    if (this.#frozen && this.#first !== null) return this.#first;
    const picture = await this.#film.picture(this.#n, pose);
    this.#n += 1;
    this.#first ??= picture;
    return picture;
  }
}
