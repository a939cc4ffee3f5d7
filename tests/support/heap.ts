/** Every string that is reachable in a page or another V8, garbage removed first. */
import type { CDPSession } from 'playwright-core';
import { z } from 'zod';

const HeapSnapshot = z.object({ strings: z.array(z.string()) });

export async function heapStrings(devtools: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', collect);
  // Only its strings: the numbers around them are positions, and a PIN would be found among them by chance.
  return HeapSnapshot.parse(JSON.parse(chunks.join(''))).strings.join('\n');
}
