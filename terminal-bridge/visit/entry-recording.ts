/**
 * 全程录音录像 begins at the door of the examination room, once ticket and document are verified: where a recorder stands,
 * nobody goes in unrecorded. Whether it can record is seen before the ticket is used up.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Recorder, StartFault } from '../examination-recording/recorder.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { Visit, VisitTicket } from './visit.ts';

export type RoomRecorder = Pick<Recorder, 'records' | 'obstacle' | 'start'>;

export class EntryRecording {
  readonly #recorder: () => RoomRecorder | null;
  /** Which visit the centre let in with this check-in, where recording it failed then: the ticket is used up for others. */
  readonly #unrecorded = new Map<string, string>();

  /** `recorder`: null where this terminal records no examinations. */
  constructor(recorder: () => RoomRecorder | null) {
    this.#recorder = recorder;
  }

  /** Why nobody can be let in now, or null. Whoever is being recorded already may come in again. */
  async obstacle({ examineeId }: VisitTicket): Promise<FaultName | null> {
    const recorder = this.#recorder();
    if (recorder === null || recorder.records(examineeId)) return null;
    const fault = await recorder.obstacle();
    return fault === null ? null : shown(fault);
  }

  /** Under which id the centre is asked: for an entry that it granted before and that was not recorded, the same again. */
  entryId(visit: Visit, { checkInId }: VisitTicket): string {
    return this.#unrecorded.get(checkInId) ?? visit.id;
  }

  /** True: the examination is being recorded. False: this terminal records none. */
  async begin(entryId: string, { checkInId, examineeId, session }: VisitTicket): Promise<Result<boolean, FaultName>> {
    const recorder = this.#recorder();
    if (recorder === null) return ok(false);
    if (recorder.records(examineeId)) return ok(true);
    const started = await recorder.start({ sessionId: session.sessionId, examineeId, by: 'identity-check' });
    if (started.ok) this.#unrecorded.delete(checkInId);
    else this.#unrecorded.set(checkInId, entryId);
    return started.ok ? ok(true) : fail(shown(started.fault));
  }
}

const shown = (fault: StartFault): FaultName => (fault === 'alreadyRecording' ? 'roomOccupied' : 'recorderOff');
