/** The terminal's state as the bridge tells it: a snapshot, then numbered changes of its top-level keys. */
import { UNSOLICITED } from '@anban/terminal-bridge/protocol/messages';
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';
import * as z from 'zod/mini';

export interface Picture {
  readonly sequence: number;
  readonly state: TerminalState;
}

/**
 * The picture after one unsolicited message; messages that we do not know change nothing (the standard asks for that).
 * `broken`: malformed, or a change that does not follow on what we have. Only a fresh snapshot helps then.
 */
export function nextPicture(picture: Picture | null, name: string, payload: unknown): Picture | null | 'broken' {
  if (name === 'Terminal.SnapshotEvent') {
    const snapshot = z.safeParse(UNSOLICITED['Terminal.SnapshotEvent'], payload);
    return snapshot.success ? snapshot.data : 'broken';
  }
  if (name !== 'Terminal.ChangedEvent') return picture;
  const next = z.safeParse(UNSOLICITED['Terminal.ChangedEvent'], payload);
  if (!next.success || picture === null || next.data.sequence !== picture.sequence + 1) return 'broken';
  const changed = Object.entries(next.data.change).filter(([, value]) => value !== undefined);
  return { sequence: next.data.sequence, state: { ...picture.state, ...Object.fromEntries(changed) } };
}
