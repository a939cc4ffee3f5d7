/** Face matching starts only with an impact assessment (Order 19 art 9); otherwise it says why and stays off. */
import type { Clock } from '@anban/foundation/clock';
import { dayInChina } from '@anban/server/contract/common';
import type { BridgeConfig } from '../config.ts';
import type { OnDefect } from '../devices/keep-running.ts';
import type { BridgeLog } from '../log.ts';
import { createFaceMatcher } from '../matching/face-matcher.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import { noMatcher } from './absent-devices.ts';
import { LateMatcher } from './late-matcher.ts';

const REFUSED = noMatcher({ status: 'out-of-service', reason: 'impactAssessmentMissing' });

/** Answers at once; the engine loads and warms up behind it. */
export function startMatcher(config: BridgeConfig, clock: Clock, log: BridgeLog, onDefect?: OnDefect): FaceMatcher {
  const missing = missingAssessment(config, dayInChina(clock.now()));
  if (missing !== null) {
    log.write('matcher-refused', { why: `${missing} (Order 19 art 9)` });
    return REFUSED;
  }
  const { calibrationFile, faceModelFile } = config;
  const load = () =>
    createFaceMatcher({
      clock,
      liveness: { mode: config.faceLiveness },
      onWorkerLost: (why) => log.write('matcher-worker-lost', { why }),
      ...(faceModelFile === undefined ? {} : { modelFile: faceModelFile }),
      ...(calibrationFile === undefined ? {} : { calibrationFile }),
    });
  return new LateMatcher({ load, clock, onDefect, onFailed: (why) => log.write('matcher-refused', { why }) });
}

/** What is wrong with the impact assessment, or null. `today`: YYYY-MM-DD in China. */
export function missingAssessment(
  { impactAssessmentId, impactAssessmentDate }: Pick<BridgeConfig, 'impactAssessmentId' | 'impactAssessmentDate'>,
  today: string,
): string | null {
  if (impactAssessmentId === null) return 'impactAssessmentId is not configured';
  if (impactAssessmentDate === null) return 'impactAssessmentDate is not configured';
  return impactAssessmentDate > today ? 'impactAssessmentDate is in the future' : null;
}
