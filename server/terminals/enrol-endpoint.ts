import type { Clock } from '@anban/foundation/clock';
import { fail } from '@anban/foundation/result';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { parseBody } from '../http/body.ts';
import { AttemptLimiter } from '../http/rate-limit.ts';
import { refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import { type EnrolmentServices, enrol } from './enrolment.ts';

const WRONG_CODES = 20;
const WINDOW_MS = 600_000;

export function enrolEndpoint(services: EnrolmentServices & { clock: Clock; log: ServerLog }): ApiHandler {
  const attempts = new AttemptLimiter(services.clock, WRONG_CODES, WINDOW_MS);
  return async ({ body, address }) => {
    if (attempts.isBlocked(address)) return fail(refused('too-many'));
    const input = parseBody(API.enrol.request, body);
    if (!input.ok) return input;
    const answer = await enrol(services, input.value);
    if (!answer.ok) {
      attempts.fail(address);
      return fail(refused(answer.fault));
    }
    const { terminalId, siteCode, series } = answer.value;
    services.log.write('terminal-enrolled', { terminal: terminalId, site: siteCode, series });
    return answer;
  };
}
