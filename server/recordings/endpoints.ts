/** Recordings at the API: terminals send lists, staff ask what a file is. */
import { fail, ok } from '@anban/foundation/result';
import { appendAudit } from '../audit/append.ts';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { refused } from '../http/refusals.ts';
import { staffEndpoint } from '../officers/endpoint.ts';
import type { StaffCaller } from '../officers/staff.ts';
import { type TerminalEndpoints, terminalPost } from '../terminals/endpoint.ts';
import { examinationStage } from './examination.ts';
import { keepList, type RecordingServices, recordingsOf, segmentOf } from './store.ts';

export const recordingListEndpoint = (services: RecordingServices & TerminalEndpoints): ApiHandler =>
  terminalPost(services, API.recordingList.request, async (list, terminal) => {
    const kept = await keepList(services, terminal, list);
    if (kept.ok) {
      const { id, regionCode, examineeId } = list.statement;
      const examination = await examinationStage(services.database, regionCode, examineeId);
      const stored = { id, outcome: 'stored', entries: kept.value } as const;
      return ok(examination === null ? stored : { ...stored, examination });
    }
    services.log.write('record-refused', { name: kept.fault, terminal: terminal.id, kind: 'recording' });
    return fail(refused(kept.fault));
  });

export const recordingsEndpoint = (services: RecordingServices): ApiHandler =>
  staffEndpoint(services, API.recordings, async ({ params: { examineeId } }, caller) => {
    await audit(services, caller, examineeId);
    return ok({ recordings: await recordingsOf(services.database.db, caller.regionCode, examineeId) });
  });

export const recordingSegmentEndpoint = (services: RecordingServices): ApiHandler =>
  staffEndpoint(services, API.recordingSegment, async ({ params: { digest } }, caller) => {
    const found = await segmentOf(services.database, caller.regionCode, digest);
    if (found === null) return fail(refused('segment-unknown'));
    await audit(services, caller, found.recordingId);
    return ok(found);
  });

const audit = ({ database, clock }: RecordingServices, { regionCode, officerId }: StaffCaller, subject: string) =>
  database.db.transaction().execute((tx) =>
    appendAudit(tx, {
      regionCode,
      actor: `officer:${officerId}`,
      action: 'recording.read',
      subject,
      at: clock.now(),
    }),
  );
