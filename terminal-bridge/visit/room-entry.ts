/**
 * 入诊室: ticket and document once more at the door of the examination room. No face leaves any terminal: the ticket is
 * verified by its code, the document by the roster, and whoever agrees is compared with the document that they just showed.
 *
 * While the centre answers, it says whether the number was called and the ticket is unused, whichever terminal printed
 * it. While it cannot be reached, only tickets of this terminal's own check-ins are taken, each once, with `called`
 * recorded as unknown; of any other nobody here can know, and staff look.
 */
import { maskIdentityNumber, maskName } from '@anban/foundation/identity-number';
import { fail, ok, type Result } from '@anban/foundation/result';
import { dayInChina } from '@anban/server/contract/common';
import { readTicketCode } from '@anban/server/contract/room-entry';
import { parseDocumentNumber } from '../devices/document-number.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, ReadProgress } from '../protocol/messages.ts';
import { CENTRE_DEADLINE_MS } from './check-in.ts';
import { FaceDecision } from './face-tries.ts';
import { portraitOf } from './read-document.ts';
import { instantOf, type VisitServices } from './services.ts';
import { tokenOf } from './staff-sign-in.ts';
import type { Visit, VisitTicket } from './visit.ts';

/** Visit.ReadTicket */
export async function readTicket(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<AnswerOf<'Visit.ReadTicket'>, FaultName>> {
  if (visit.document !== null || visit.ticket !== null) return fail('stepOutOfOrder');
  const { bundle } = services.roster;
  if (bundle === null) return fail('rosterMissing');
  onProgress({ stage: 'waiting' });
  // Told where they stand: they may hold the right one in the other hand.
  const code = await services.tickets.next(signal, () => onProgress({ stage: 'again', fault: 'ticketForeign' }));
  if (code === null) return fail('ticketTimeout');
  const read = readTicketCode(Buffer.from(bundle.tokenKey, 'base64url'), code);
  if (read === null) return fail('ticketForeign');
  const entry = bundle.entries.find(({ examineeId }) => examineeId === read.examineeId);
  const session = bundle.sessions.find(({ sessionId }) => sessionId === entry?.sessionId);
  if (entry === undefined || session === undefined || session.siteCode !== bundle.siteCode) {
    return fail('ticketOtherSite');
  }
  if (session.day !== dayInChina(services.clock.now())) return fail('ticketOtherDay');
  const { examinationRoom } = services;
  if (examinationRoom !== null && entry.room !== examinationRoom) return fail('ticketOtherRoom');
  visit.ticket = { ...read, entry, session };
  return ok({});
}

/** Visit.ReadEntryDocument */
export async function readEntryDocument(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<AnswerOf<'Visit.ReadEntryDocument'>, FaultName>> {
  const { ticket } = visit;
  if (ticket === null || visit.document !== null) return fail('stepOutOfOrder');
  const read = await services.documents.read(signal, onProgress);
  if (!read.ok) return read;
  const card = read.value;
  try {
    const number = parseDocumentNumber(card.kind, card.number);
    if (!number.ok) return fail('numberInvalid');
    const idToken = tokenOf(services, number.value);
    if (idToken === null || idToken !== ticket.entry.idToken) {
      record(services, visit, ticket, 'refused', 'ticketOtherPerson', 'unknown');
      return fail('ticketOtherPerson');
    }
    const seen = await portraitOf(services, card, ticket.entry);
    visit.document = {
      examineeId: ticket.examineeId,
      sessionId: ticket.session.sessionId,
      sessionTitle: ticket.session.title,
      siteName: ticket.session.siteName,
      room: ticket.entry.room,
      holder: maskName(card.name),
      idToken,
      ...seen,
    };
    if (visit.over) visit.wipe();
    const holder = { name: maskName(card.name), maskedNumber: maskIdentityNumber(number.value) };
    return ok({ holder, faceUnavailable: seen.faceUnavailable });
  } finally {
    card.portrait.fill(0);
  }
}

/** Visit.EnterRoom */
export async function enterRoom(
  services: VisitServices,
  visit: Visit,
): Promise<Result<AnswerOf<'Visit.EnterRoom'>, FaultName>> {
  const { ticket, document } = visit;
  if (ticket === null || document === null) return fail('stepOutOfOrder');
  if (visit.entered !== null) return ok(visit.entered);
  // Officers at this door said that it is somebody else.
  if (visit.refused) return fail('stepOutOfOrder');
  // Asked of what was decided today, not of this visit: laying ticket and card down again changes nothing. But where two
  // officers passed the person since, it may have been at another terminal: a centre that has all of this one's knows.
  const stopped = services.faceTries.keptOut(document);
  if (stopped !== null && !services.centreHasAll()) return fail(stopped);
  const obstacle = await services.entryRecording.obstacle(ticket);
  if (visit.over) return fail('visitOver');
  if (obstacle !== null) return fail(obstacle);
  await tellOfOfficers(services, visit);
  if (visit.over) return fail('visitOver');
  const at = instantOf(services.clock.now());
  const { checkInId, examineeId } = ticket;
  const id = services.entryRecording.entryId(visit, ticket);
  const asked = await services.roomEntry({ id, checkInId, examineeId, at });
  if (visit.over) return fail('visitOver');
  if (!asked.ok) {
    if (stopped !== null) return fail(stopped);
    if (asked.fault.kind === 'unreachable') return enterCutOff(services, visit, ticket);
    return fail(asked.fault.name === 'wrong-session' ? 'ticketOtherSite' : 'ticketForeign');
  }
  const { outcome, queueNumber: number, room } = asked.value;
  if (outcome === 'kept-out') {
    // The officers' record has not come to the centre yet: nobody else is to decide once more.
    if (passedByOfficers(visit)) return fail('ticketUnverified');
    const known = FaceDecision.safeParse(asked.value.reason);
    return fail(known.success ? known.data : 'faceMismatch');
  }
  if (outcome === 'not-called') return fail('ticketNotCalled');
  if (outcome === 'used') {
    record(services, visit, ticket, 'refused', 'ticketUsed', 'yes');
    return fail('ticketUsed');
  }
  return letIn(services, visit, ticket, { id, number, room, called: 'yes' });
}

/** Two officers who have just passed somebody here count at the centre once it has their record. */
async function tellOfOfficers({ delivery, centreHasAll }: VisitServices, visit: Visit): Promise<void> {
  if (visit.passedCheckId === null || !passedByOfficers(visit) || centreHasAll()) return;
  await delivery.deliver(visit.passedCheckId, CENTRE_DEADLINE_MS);
}

const passedByOfficers = ({ passedCheckId, match }: Visit): boolean =>
  passedCheckId !== null && match?.outcome !== 'pass';

interface Granted {
  /** Under which the centre granted it. */
  readonly id: string;
  readonly number: string;
  readonly room: string;
  readonly called: 'yes' | 'unknown';
}

async function letIn(
  services: VisitServices,
  visit: Visit,
  ticket: VisitTicket,
  { id, number, room, called }: Granted,
): Promise<Result<AnswerOf<'Visit.EnterRoom'>, FaultName>> {
  const recording = await services.entryRecording.begin(id, ticket);
  if (!recording.ok) return recording;
  record(services, visit, ticket, 'pass', null, called);
  const entered = { number, room, ...(recording.value ? { recording: true } : {}) };
  if (!visit.over) visit.entered = entered;
  return ok(entered);
}

async function enterCutOff(
  services: VisitServices,
  visit: Visit,
  ticket: VisitTicket,
): Promise<Result<AnswerOf<'Visit.EnterRoom'>, FaultName>> {
  const { sessionId } = ticket.session;
  const mark = services.roster.markOf(sessionId, ticket.examineeId);
  if (mark === null || services.roster.recordOf(sessionId, ticket.examineeId) !== ticket.checkInId) {
    return fail('ticketUnverified');
  }
  if (services.ledger.hasEntered(ticket.checkInId)) return fail('ticketUsed');
  return letIn(services, visit, ticket, { id: visit.id, number: mark.number, room: mark.room, called: 'unknown' });
}

/** Both outcomes are signed; another person's ticket raises an alert at the centre. */
function record(
  { ledger, delivery, clock, log }: VisitServices,
  visit: Visit,
  ticket: VisitTicket,
  decision: 'pass' | 'refused',
  reason: FaultName | null,
  called: 'yes' | 'unknown',
): void {
  ledger.identityCheck({
    kind: 'identity-check',
    visitId: visit.id,
    at: instantOf(clock.now()),
    examineeId: ticket.examineeId,
    sessionId: ticket.session.sessionId,
    method: 'ticket',
    decision,
    reason,
    cardExpired: visit.document?.cardExpired ?? false,
    consent: null,
    match: null,
    officers: [],
    entry: { checkInId: ticket.checkInId, called },
  });
  log.write('identity-checked', { visitId: visit.id, method: 'ticket', decision, reason });
  delivery.wake();
}
