import type { Clock } from '@anban/foundation/clock';
import { Router } from 'express';
import { API } from '../contract/api.ts';
import { refuse, sendJson } from '../http/answer.ts';
import { bodyBytes, parseBody } from '../http/body.ts';
import { AttemptLimiter } from '../http/rate-limit.ts';
import { refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import { type EnrolmentServices, enrol } from './enrolment.ts';

const WRONG_CODES = 20;
const WINDOW_MS = 600_000;

export function terminalRoutes(services: EnrolmentServices & { clock: Clock; log: ServerLog }): Router {
  const attempts = new AttemptLimiter(services.clock, WRONG_CODES, WINDOW_MS);
  return Router().post(API.enrol.path, async (request, response) => {
    const address = request.ip ?? '';
    if (attempts.isBlocked(address)) return refuse(response, refused('too-many'));
    const input = parseBody(API.enrol.request, bodyBytes(request));
    if (!input.ok) return refuse(response, input.fault);
    const answer = await enrol(services, input.value);
    if (!answer.ok) {
      attempts.fail(address);
      return refuse(response, refused(answer.fault));
    }
    const { terminalId, siteCode, series } = answer.value;
    services.log.write('terminal-enrolled', { terminal: terminalId, site: siteCode, series });
    sendJson(response, 200, answer.value);
  });
}
