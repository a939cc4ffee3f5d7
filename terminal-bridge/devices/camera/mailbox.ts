/**
 * Room for one value: a newer one replaces it. So a slow reader gets the newest, and nothing ever queues. One reader;
 * leaving the loop, or `close`, ends it at once even while it waits.
 */
export class Mailbox<T> implements AsyncIterableIterator<T> {
  #value: { readonly value: T } | null = null;
  #closed = false;
  #waiting: ((result: IteratorResult<T>) => void) | null = null;
  readonly #onClose: () => void;
  readonly #onUnread: (value: T) => void;

  /** `onUnread`: told of every value that nobody will fetch any more. */
  constructor(onClose: () => void, onUnread: (value: T) => void = () => {}) {
    this.#onClose = onClose;
    this.#onUnread = onUnread;
  }

  put(value: T): void {
    if (this.#closed) this.#onUnread(value);
    else if (this.#waiting !== null) this.#settle({ done: false, value });
    else {
      this.#forget();
      this.#value = { value };
    }
  }

  /** Ends the iteration and forgets a value that was not fetched. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#forget();
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

  #forget(): void {
    const held = this.#value;
    this.#value = null;
    if (held !== null) this.#onUnread(held.value);
  }

  #settle(result: IteratorResult<T>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(result);
  }
}
