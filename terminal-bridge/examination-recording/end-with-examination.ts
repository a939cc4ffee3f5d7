/** 录音录像 ends with the signatures: what the centre says of the examination when it takes a list. */
import type { ExaminationStage } from '@anban/server/contract/recordings';
import { type BridgeLog, errorName } from '../log.ts';

/**
 * With the signatures, or when the examination is over without any, its recording ends: known with the list of the next
 * segment. Of an examination that was over before, an officer records what they like.
 */
export function endWithExamination(
  isRunning: (id: string) => boolean,
  stop: (why: 'signed' | 'terminated') => Promise<unknown>,
  log: BridgeLog,
): (id: string, stage: ExaminationStage | null) => void {
  const open = new Set<string>();
  return (id, stage) => {
    if (stage === 'open') open.add(id);
    if (stage === null || stage === 'open' || !open.delete(id) || !isRunning(id)) return;
    stop(stage).catch((error: unknown) => {
      log.write('unexpected-error', { where: 'recording-end', error: errorName(error), at: null });
    });
  };
}
