/** Where a page of the work list ended, as text that a caller hands back. It opens nothing: the role is asked anew. */
import { z } from 'zod';

export interface WorkPosition {
  readonly priority: number;
  /** `infinity` for what has no due day. */
  readonly dueOn: string;
  readonly id: string;
}

const Position = z.tuple([z.int().min(-32768).max(32767), z.union([z.iso.date(), z.literal('infinity')]), z.uuid()]);

export const writeCursor = ({ priority, dueOn, id }: WorkPosition): string =>
  Buffer.from(JSON.stringify([priority, dueOn, id])).toString('base64url');

/** Null when the text is none of ours. */
export function readCursor(text: string): WorkPosition | null {
  try {
    const parsed = Position.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return null;
    const [priority, dueOn, id] = parsed.data;
    return { priority, dueOn, id };
  } catch {
    return null;
  }
}
