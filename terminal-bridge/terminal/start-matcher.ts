/** Face matching starts only with an impact assessment (Order 19 art 9); otherwise it says why and stays off. */
import type { BridgeConfig } from '../config.ts';
import type { BridgeLog } from '../log.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import { noMatcher } from './absent-devices.ts';

const REFUSED = noMatcher({ status: 'out-of-service', reason: 'matcherFailed' });

export function startMatcher(config: BridgeConfig, log: BridgeLog): FaceMatcher {
  if (config.impactAssessmentId === null) {
    log.write('matcher-refused', { why: 'impactAssessmentId is not configured (Order 19 art 9)' });
    return REFUSED;
  }
  log.write('matcher-refused', { why: 'no matching engine is installed' });
  return REFUSED;
}
