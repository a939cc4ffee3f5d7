/** Room for one value: a newer one replaces it. So a slow reader gets the newest, and nothing ever queues. */
export class Mailbox<T> implements AsyncIterable<T> {
  #value: { readonly value: T } | null = null;
  #closed = false;
  #notify: () => void = () => {};

  constructor(signal: AbortSignal) {
    if (signal.aborted) this.#closed = true;
    else signal.addEventListener('abort', () => this.close(), { once: true });
  }

  put(value: T): void {
    if (this.#closed) return;
    this.#value = { value };
    this.#notify();
  }

  /** Ends the iteration and forgets a value that was not fetched. */
  close(): void {
    this.#closed = true;
    this.#value = null;
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#closed) return;
      const held = this.#value;
      this.#value = null;
      if (held !== null) yield held.value;
      else
        await new Promise<void>((resolve) => {
          this.#notify = resolve;
        });
    }
  }
}
