import type { Changes } from '../console/changes.ts';
import { API } from '../contract/api.ts';
import { isKept } from '../evidence/explain.ts';
import { type SubmitServices, storeCheckIn } from '../evidence/submit.ts';
import { verifyRecord } from '../evidence/verified.ts';
import type { ApiHandler } from '../http/api.ts';
import type { Metrics } from '../http/metrics.ts';
import { recordEndpoint, type TerminalEndpoints } from '../terminals/endpoint.ts';

export const checkInEndpoint = (
  services: SubmitServices & TerminalEndpoints & { changes: Changes; metrics: Metrics },
): ApiHandler =>
  recordEndpoint(services, API.checkIn.request, async (signed, { terminal, nonce }) => {
    const verified = verifyRecord(signed, terminal);
    if (!verified.ok) return verified;
    const answer = await storeCheckIn(services, verified.value, nonce);
    const { kind } = signed.record;
    services.metrics.recordStored(kind, answer.ok ? answer.value.outcome : answer.fault.name);
    if (answer.ok || isKept(answer.fault.name)) services.changes.announce(terminal.regionCode);
    if (!answer.ok) services.log.write('record-refused', { name: answer.fault.name, terminal: terminal.id, kind });
    return answer;
  });
