/** After a death: what was on the disk of a segment that was open becomes a segment of its own, marked as such. */
import { createHash } from 'node:crypto';
import { rmSync, truncateSync } from 'node:fs';
import { z } from 'zod';
import type { ChainFile } from './chain-file.ts';
import { segmentIndexes, segmentPath } from './folder.ts';
import { FragmentSplitter, fragmentOf, isFragment } from './fragments.ts';
import { readSegment, sealedLength } from './vault.ts';

const FirstChunk = z.object({ from: z.number() });

/** Lists what survived, removes what holds nothing. Answers until when the recording is known to be good, ms. */
export function salvage(folder: string, key: Buffer, chain: ChainFile, at: number): number {
  const listed = chain.entries.flatMap((entry) => (entry.kind === 'segment' ? [entry] : []));
  const known = chain.entries.flatMap((entry) =>
    entry.kind === 'segment' ? [entry.until] : entry.kind === 'started' ? [entry.at] : [],
  );
  let good = Math.max(...known.map((instant) => Date.parse(instant)));
  for (const index of segmentIndexes(folder).filter((one) => one > (listed.at(-1)?.index ?? 0))) {
    const path = segmentPath(folder, index);
    const { chunks } = readSegment(path, key, index);
    const found = measure(chunks);
    if (found === null) {
      rmSync(path);
      continue;
    }
    truncateSync(path, sealedLength(chunks));
    const { from, until, digest, bytes, pictures, soundMs } = found;
    chain.append({
      ...{ kind: 'segment', at: instant(at), index, digest, bytes, pictures, soundMs, complete: false },
      ...{ from: instant(from), until: instant(until) },
    });
    good = Math.max(good, until);
  }
  return good;
}

/** Null: no fragment is whole. */
function measure([first, head, ...fragments]: readonly Buffer[]) {
  if (first === undefined || head === undefined || fragments.length === 0) return null;
  const { from } = FirstChunk.parse(JSON.parse(first.toString('utf8')));
  const [parsed] = new FragmentSplitter().push(head);
  if (parsed === undefined || isFragment(parsed)) return null;
  const all = fragments.map((bytes) => fragmentOf(bytes, parsed.tracks));
  const content = Buffer.concat([head, ...fragments]);
  return {
    from,
    until: Math.round(from + (all.at(-1)?.until ?? 0) * 1000),
    digest: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    pictures: all.reduce((sum, { pictures }) => sum + pictures, 0),
    soundMs: all.reduce((sum, { soundMs }) => sum + soundMs, 0),
  };
}

const instant = (ms: number): string => new Date(ms).toISOString();
