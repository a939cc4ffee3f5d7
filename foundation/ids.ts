import { v7 } from 'uuid';

/** A UUIDv7 (RFC 9562 section 5.7): unique without a central counter, and sorted by time in an index. */
export const newId = (): string => v7();
