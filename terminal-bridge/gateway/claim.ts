/** One page drives the terminal. The claim goes with its connection, and with the claim goes the visit. */
export class Claim {
  readonly #onRelease: () => void;
  #holder: object | null = null;

  constructor(onRelease: () => void) {
    this.#onRelease = onRelease;
  }

  isHeldBy(client: object): boolean {
    return this.#holder === client;
  }

  /** False when another client holds it. */
  take(client: object): boolean {
    this.#holder ??= client;
    return this.#holder === client;
  }

  release(client: object): void {
    if (this.#holder !== client) return;
    this.#holder = null;
    this.#onRelease();
  }
}
