/** What can be saved of a message that is not what it should be. */
import * as z from 'zod/mini';
import { Command } from '../protocol/envelope.ts';

/** The JSON value, or undefined when it is none or too long. */
export function parseMessage(text: string, limit: number): unknown {
  if (text.length > limit) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const headerShape = Command.shape.header.shape;
const Addressed = z.object({ header: z.object({ name: headerShape.name, requestId: headerShape.requestId }) });

/** Name and number of a message, when it has them: enough to acknowledge it as invalid. */
export function headerOf(message: unknown): { name: string; requestId: number } | null {
  const parsed = Addressed.safeParse(message);
  return parsed.success ? parsed.data.header : null;
}

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
