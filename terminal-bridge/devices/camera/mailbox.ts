/**
 * Room for one value: a newer one replaces it. So a slow reader gets the newest, and nothing ever queues. One reader;
 * leaving the loop, or `close`, ends it at once even while it waits.
 */
export class Mailbox<T> implements AsyncIterableIterator<T> {
  #value: { readonly value: T } | null = null;
  #closed = false;
  #waiting: ((result: IteratorResult<T>) => void) | null = null;
  readonly #onClose: () => void;

  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  put(value: T): void {
    if (this.#closed) return;
    if (this.#waiting === null) this.#value = { value };
    else this.#settle({ done: false, value });
  }

  /** Ends the iteration and forgets a value that was not fetched. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#value = null;
    this.#settle({ done: true, value: undefined });
    this.#onClose();
  }

  async next(): Promise<IteratorResult<T>> {
    const held = this.#value;
    this.#value = null;
    if (held !== null) return { done: false, value: held.value };
    if (this.#closed) return { done: true, value: undefined };
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async return(): Promise<IteratorResult<T>> {
    this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(result: IteratorResult<T>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(result);
  }
}
