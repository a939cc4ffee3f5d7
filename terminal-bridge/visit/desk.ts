/** The desk: one visit at a time, its steps in order, ended when the page goes, and by itself when nothing happens. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { errorName } from '../log.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, Guidance, ReadProgress, RequestOf } from '../protocol/messages.ts';
import { isStoreFailure } from '../store/store.ts';
import { checkIn } from './check-in.ts';
import { confirmByOfficer } from './confirm-by-officer.ts';
import { readGuardian } from './guardian.ts';
import { matchFace } from './match-face.ts';
import { officerSignIn } from './officer-sign-in.ts';
import { readDocument } from './read-document.ts';
import { enterRoom, readEntryDocument, readTicket } from './room-entry.ts';
import type { VisitServices } from './services.ts';
import { Visit } from './visit.ts';

/**
 * Without a command or a sign of the person for so long, the visit ends: the backstop for a page that hangs. The kiosk's
 * own idle time, which asks the person first, is shorter and comes first; each answer is such a sign.
 */
export const IDLE_MS = 900_000;

/** How long the outcome of a check-in waits for the page that comes after a lost one. */
export const INTERRUPTED_MS = 120_000;

type EndReason = 'asked' | 'new-visit' | 'page-gone' | 'idle' | 'shutdown';
type CheckedIn = Promise<Result<AnswerOf<'Visit.CheckIn'>, FaultName>>;
type Step<T> = (visit: Visit, signal: AbortSignal) => Promise<Result<T, FaultName>>;

export class VisitDesk {
  readonly #services: VisitServices;
  #current: Visit | null = null;
  #cancelIdle: () => void = () => {};
  /** The check-in of the open visit, under way or done. */
  #checkIn: CheckedIn | null = null;
  /** One whose page went away before anybody said that the visit was over. */
  #interrupted: CheckedIn | null = null;
  #forget: () => void = () => {};

  constructor(services: VisitServices) {
    this.#services = services;
  }

  begin(): AnswerOf<'Visit.Begin'> {
    this.end('new-visit');
    this.#setInterrupted(null);
    const visit = new Visit();
    this.#current = visit;
    this.#touch();
    this.#services.log.write('visit-begun', { visitId: visit.id });
    return { visitId: visit.id };
  }

  readDocument(
    { visitId }: RequestOf<'Visit.ReadDocument'>,
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<AnswerOf<'Visit.ReadDocument'>, FaultName>> {
    return this.#step(visitId, 'ReadDocument', signal, (visit, step) =>
      readDocument(this.#services, visit, step, onProgress),
    );
  }

  matchFace(
    request: RequestOf<'Visit.MatchFace'>,
    signal: AbortSignal,
    onGuidance: (guidance: Guidance) => void,
  ): Promise<Result<AnswerOf<'Visit.MatchFace'>, FaultName>> {
    return this.#step(request.visitId, 'MatchFace', signal, (visit, step) =>
      matchFace(this.#services, visit, request, step, onGuidance),
    );
  }

  readGuardian(
    { visitId }: RequestOf<'Visit.ReadGuardian'>,
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<AnswerOf<'Visit.ReadGuardian'>, FaultName>> {
    return this.#step(visitId, 'ReadGuardian', signal, (visit, step) =>
      readGuardian(this.#services, visit, step, onProgress),
    );
  }

  /** 入诊室, first the ticket, */
  readTicket(
    { visitId }: RequestOf<'Visit.ReadTicket'>,
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<AnswerOf<'Visit.ReadTicket'>, FaultName>> {
    return this.#step(visitId, 'ReadTicket', signal, (visit, step) =>
      readTicket(this.#services, visit, step, onProgress),
    );
  }

  /** then the document, */
  readEntryDocument(
    { visitId }: RequestOf<'Visit.ReadEntryDocument'>,
    signal: AbortSignal,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<AnswerOf<'Visit.ReadEntryDocument'>, FaultName>> {
    return this.#step(visitId, 'ReadEntryDocument', signal, (visit, step) =>
      readEntryDocument(this.#services, visit, step, onProgress),
    );
  }

  /** then the way in. */
  enterRoom(
    { visitId }: RequestOf<'Visit.EnterRoom'>,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Visit.EnterRoom'>, FaultName>> {
    return this.#step(visitId, 'EnterRoom', signal, (visit) => enterRoom(this.#services, visit));
  }

  officerSignIn(
    request: RequestOf<'Visit.OfficerSignIn'>,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Visit.OfficerSignIn'>, FaultName>> {
    return this.#step(request.visitId, 'OfficerSignIn', signal, (visit, step) =>
      officerSignIn(this.#services, visit, request, step),
    );
  }

  /** Closes the camera if it is open, and calls staff: a refusal needs no reason and costs no time. */
  declineFace({ visitId }: RequestOf<'Visit.DeclineFace'>, signal: AbortSignal) {
    if (this.#current?.id === visitId) this.#current.interrupt();
    return this.#step<AnswerOf<'Visit.DeclineFace'>>(visitId, 'DeclineFace', signal, async (visit) => {
      if (visit.document === null) return fail('stepOutOfOrder');
      visit.agreed = false;
      void this.#services.callStaff('manual-route');
      return ok({});
    });
  }

  confirmByOfficer(
    request: RequestOf<'Visit.ConfirmByOfficer'>,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Visit.ConfirmByOfficer'>, FaultName>> {
    return this.#step(request.visitId, 'ConfirmByOfficer', signal, (visit, step) =>
      confirmByOfficer(this.#services, visit, request, step),
    );
  }

  checkIn(
    { visitId }: RequestOf<'Visit.CheckIn'>,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<'Visit.CheckIn'>, FaultName>> {
    const checkedIn = this.#step(visitId, 'CheckIn', signal, (visit) => checkIn(this.#services, visit));
    if (this.#current?.id === visitId) this.#checkIn = checkedIn;
    return checkedIn;
  }

  /** 呼叫工作人员. Whoever waits for staff is still there: the visit that is open does not run out meanwhile. */
  async callStaff(
    reason: RequestOf<'Terminal.CallStaff'>['reason'] = 'person-asks',
  ): Promise<Result<AnswerOf<'Terminal.CallStaff'>, FaultName>> {
    if (this.#current !== null) this.#touch();
    return ok({ told: await this.#services.callStaff(reason) });
  }

  /** The person reads, touches, or has said "I am here": as long as they like (WCAG 2.2.1). */
  stay(visitId: string): void {
    if (this.#current?.id === visitId) this.#touch();
  }

  /** For the page that comes after a lost one: number and room, and nothing of the person. Told once. */
  async interrupted(): Promise<AnswerOf<'Terminal.Interrupted'>> {
    const waiting = this.#interrupted;
    if (waiting === null) return { checkIn: null };
    const checkedIn = await waiting;
    if (this.#interrupted === waiting) this.#setInterrupted(null);
    return { checkIn: checkedIn.ok ? checkedIn.value : null };
  }

  /** Waits for no step: the helper comes while a card is read or a face is looked at. */
  async assist({
    visitId,
    staffNumber,
    pin,
  }: RequestOf<'Visit.Assist'>): Promise<Result<AnswerOf<'Visit.Assist'>, FaultName>> {
    const visit = this.#current;
    if (visit === null || visit.id !== visitId) return fail('visitOver');
    this.#touch();
    const officer = await this.#services.officers.verify(staffNumber, pin);
    if (!officer.ok) return officer;
    if (visit.over) return fail('visitOver');
    this.#endAssistance(visit, 'replaced');
    // Nobody helps without a line in the journal.
    return this.#guarded(async () => {
      visit.assistant = this.#services.assistances.begin(visitId, officer.value);
      return ok({});
    });
  }

  endAssistance(visitId: string): Result<AnswerOf<'Visit.EndAssistance'>, FaultName> {
    const visit = this.#current;
    if (visit === null || visit.id !== visitId) return fail('visitOver');
    this.#touch();
    this.#endAssistance(visit, 'asked');
    return ok({});
  }

  #endAssistance(visit: Visit, why: 'asked' | 'replaced' | 'visit-over'): void {
    if (visit.assistant === null) return;
    this.#services.assistances.end(visit.assistant, why);
    visit.assistant = null;
  }

  #setInterrupted(checkedIn: CheckedIn | null): void {
    this.#forget();
    this.#interrupted = checkedIn;
    this.#forget =
      checkedIn === null ? () => {} : this.#services.clock.after(INTERRUPTED_MS, () => this.#setInterrupted(null));
  }

  /** Whether somebody is served: what is held of them is held no longer than this. */
  get serves(): boolean {
    return this.#current !== null;
  }

  /** Ends `visitId`, or whichever visit is open; ending one that is over changes nothing. */
  end(why: EndReason, visitId?: string): void {
    const visit = this.#current;
    if (visit === null || (visitId !== undefined && visit.id !== visitId)) return;
    this.#current = null;
    this.#cancelIdle();
    if (why === 'page-gone') this.#setInterrupted(this.#checkIn);
    this.#checkIn = null;
    this.#endAssistance(visit, 'visit-over');
    this.#services.comparison.close();
    visit.wipe();
    this.#services.log.write('visit-ended', { visitId: visit.id, why });
  }

  async #step<T>(visitId: string, name: string, signal: AbortSignal, step: Step<T>): Promise<Result<T, FaultName>> {
    const visit = this.#current;
    if (visit === null || visit.id !== visitId) return fail('visitOver');
    this.#touch();
    const result = visit.tail.then(() => this.#run(visit, signal, step));
    visit.tail = result.catch(() => {});
    const answer = await result;
    if (this.#current === visit) this.#touch();
    if (!answer.ok) this.#services.log.write('step-failed', { visitId, step: name, fault: answer.fault });
    return answer;
  }

  async #run<T>(visit: Visit, signal: AbortSignal, step: Step<T>): Promise<Result<T, FaultName>> {
    if (visit.over || signal.aborted) return fail('visitOver');
    return this.#guarded(async () => {
      const result = await step(visit, visit.stepSignal(signal));
      return visit.over && !result.ok ? fail('visitOver') : result;
    });
  }

  /** A store that cannot be written is an answer and no bug. */
  async #guarded<T>(work: () => Promise<Result<T, FaultName>>): Promise<Result<T, FaultName>> {
    try {
      return await work();
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      this.#services.log.write('store-failed', { error: errorName(error) });
      return fail('storeFailed');
    }
  }

  #touch(): void {
    this.#cancelIdle();
    this.#cancelIdle = this.#services.clock.after(IDLE_MS, () => this.end('idle'));
  }
}
