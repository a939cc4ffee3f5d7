/** The slot for social security cards as a person uses it: a card of one of the sample people, in or out. */
import type { Person } from '../people/person.ts';
import { SscChip } from './chip.ts';
import type { SscKind } from './content.ts';
import { VpcdSlot } from './vpcd.ts';

export type SlotState = { readonly personId: string | null; readonly kind: SscKind | null };

export class CardSlot {
  readonly #vpcd: VpcdSlot;
  readonly #people: readonly Person[];
  readonly #listeners = new Set<() => void>();
  #state: SlotState = { personId: null, kind: null };

  /** `port`: where a virtual reader listens on this machine. */
  constructor(port: number, people: readonly Person[]) {
    this.#vpcd = new VpcdSlot('127.0.0.1', port);
    this.#people = people;
  }

  get state(): SlotState {
    return this.#state;
  }

  /** Puts this person's card in, in place of another. Rejects when there is no virtual reader. */
  async insert(personId: string, kind: SscKind): Promise<void> {
    const person = this.#people.find(({ id }) => id === personId);
    if (person === undefined) throw new Error(`Nobody has the id ${personId}`);
    await this.#vpcd.insert(new SscChip(person, kind));
    this.#become({ personId, kind });
  }

  remove(): void {
    this.#vpcd.remove();
    this.#become({ personId: null, kind: null });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #become(state: SlotState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
