/** One page drives the terminal. The claim goes with its connection, and with the claim goes the visit. */
export class Claim {
  readonly #onRelease: () => void;
  #holder: object | null = null;
  #drop: () => void = () => {};

  constructor(onRelease: () => void) {
    this.#onRelease = onRelease;
  }

  isHeldBy(client: object): boolean {
    return this.#holder === client;
  }

  /** False when another client holds it. `drop` ends the client's connection. */
  take(client: object, drop: () => void = () => {}): boolean {
    if (this.#holder === null) {
      this.#holder = client;
      this.#drop = drop;
    }
    return this.#holder === client;
  }

  /** Takes the claim from whoever holds it: a page that has fallen silent must not keep others out. */
  revoke(): void {
    const holder = this.#holder;
    const drop = this.#drop;
    if (holder === null) return;
    this.release(holder);
    drop();
  }

  release(client: object): void {
    if (this.#holder !== client) return;
    this.#holder = null;
    this.#onRelease();
  }
}
