/** One row of the table of endpoints. */
import { z } from 'zod';
import type { StaffRole } from './staff.ts';

/**
 * Who may call: anybody; an enrolled terminal by its signature; a signed-in officer by the console's cookie; staff by a
 * bearer token; staff or, for a person who stands identified at it, a terminal.
 */
export type Caller = 'anybody' | 'terminal' | 'officer' | 'staff' | 'staff-or-terminal';

export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete';
  /** With `{name}` for each of `params`. */
  readonly path: string;
  readonly caller: Caller;
  /** Of staff: any of these. */
  readonly roles?: readonly StaffRole[];
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly request: z.ZodType | null;
  readonly answer: z.ZodType;
  /** Of an answer that is not JSON. */
  readonly answerType?: 'application/pdf' | 'application/zip';
  /** Bytes; `BODY_LIMIT` unless told. */
  readonly bodyLimit?: number;
  /** By status: names of refusals with what they mean. */
  readonly refusals: Readonly<Record<number, string>>;
}

/** Bytes. A signed record is below 2 KiB. */
export const BODY_LIMIT = 16 * 1024;

/** A request without parameters, or without a body. */
export const NOTHING = z.strictObject({});
