/** For samples: every notice is a line of JSON in a file, where a person can read what would have been sent. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { ok } from '@anban/foundation/result';
import type { NoticeSender } from './sender.ts';

/** Appends to `notices.jsonl` in `dataDir`; telephone numbers stand in it, so only its owner may read it. */
export const fileSender = (dataDir: string): NoticeSender => ({
  send: async (notice) => {
    const receiptId = newId();
    await appendFile(join(dataDir, 'notices.jsonl'), `${JSON.stringify({ ...notice, receiptId })}\n`, { mode: 0o600 });
    return ok({ receiptId });
  },
});
