import { AsyncLocalStorage } from 'node:async_hooks';
import { v7 } from 'uuid';

/** Makes the next UUIDv7. */
export type IdSource = () => string;

const sources = new AsyncLocalStorage<IdSource>();

/** A UUIDv7 (RFC 9562 section 5.7): unique without a central counter, and sorted by time in an index. */
export const newId = (): string => sources.getStore()?.() ?? v7();

/** Every id that `work`, and whatever it awaits, makes comes from `source`: for an invented history that is told twice alike. */
export const withIds = <T>(source: IdSource, work: () => T): T => sources.run(source, work);

/** A UUIDv7 of given parts: milliseconds, a running number that keeps the order, and 16 bytes in place of chance. */
export const idOf = (msecs: number, seq: number, random: Uint8Array): string => v7({ msecs, seq, random });
