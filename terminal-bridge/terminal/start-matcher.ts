/** Face matching starts only with an impact assessment (Order 19 art 9); otherwise it says why and stays off. */
import type { Clock } from '@anban/foundation/clock';
import type { BridgeConfig } from '../config.ts';
import type { BridgeLog } from '../log.ts';
import { createFaceMatcher } from '../matching/face-matcher.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import { noMatcher } from './absent-devices.ts';
import { LateMatcher } from './late-matcher.ts';

const REFUSED = noMatcher({ status: 'out-of-service', reason: 'matcherFailed' });

/** Answers at once; the engine loads and warms up behind it. */
export function startMatcher(config: BridgeConfig, clock: Clock, log: BridgeLog): FaceMatcher {
  if (config.impactAssessmentId === null) {
    log.write('matcher-refused', { why: 'impactAssessmentId is not configured (Order 19 art 9)' });
    return REFUSED;
  }
  const { calibrationFile, faceModelFile } = config;
  const load = () =>
    createFaceMatcher({
      clock,
      onWorkerLost: (why) => log.write('matcher-worker-lost', { why }),
      ...(faceModelFile === undefined ? {} : { modelFile: faceModelFile }),
      ...(calibrationFile === undefined ? {} : { calibrationFile }),
    });
  return new LateMatcher({ load, clock, onFailed: (why) => log.write('matcher-refused', { why }) });
}
