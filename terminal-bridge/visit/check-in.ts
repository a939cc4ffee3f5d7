/** Visit.CheckIn: durable first, then sent, then printed; the person is told which of these happened. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { HelpCall } from '@anban/server/contract/alerts';
import { dayInChina } from '@anban/server/contract/common';
import { ticketCodeOf } from '@anban/server/contract/room-entry';
import type { Outcome } from '../outbox/delivery.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf } from '../protocol/messages.ts';
import { instantOf, type VisitServices } from './services.ts';
import type { Visit, VisitDocument } from './visit.ts';

type Answer = AnswerOf<'Visit.CheckIn'>;

/** How long the person waits for the centre before the terminal's own number is given. */
export const CENTRE_DEADLINE_MS = 2000;

export async function checkIn(services: VisitServices, visit: Visit): Promise<Result<Answer, FaultName>> {
  const { document, passedCheckId } = visit;
  if (document === null || passedCheckId === null) return fail('stepOutOfOrder');
  // Asked again (the page lost the answer): the same answer, no second record, no second ticket.
  if (visit.checkIn !== null) return ok(visit.checkIn);
  const kept = services.ledger.checkIn({
    kind: 'check-in',
    visitId: visit.id,
    at: instantOf(services.clock.now()),
    examineeId: document.examineeId,
    sessionId: document.sessionId,
    identityCheckId: passedCheckId,
    room: document.room,
  });
  const settled = kept.ok
    ? answerTo(await services.delivery.deliver(kept.value.id, CENTRE_DEADLINE_MS), document, kept.value.number)
    : ok<Answer>({ outcome: 'already-checked-in', ...kept.fault, printFault: null });
  if (!settled.ok) return settled;
  const { outcome, number } = settled.value;
  if (outcome === 'kept') services.roster.noteTicket(document.sessionId, document.examineeId, number);
  // The check-in is safe whatever the printer does, also when the visit ends meanwhile.
  const answer =
    !kept.ok || settled.value.outcome === 'already-checked-in'
      ? settled.value
      : await print(services, document, settled.value, kept.value.id);
  visit.checkIn = visit.over ? null : answer;
  services.log.write('checked-in', { visitId: visit.id, outcome: answer.outcome, fault: answer.printFault });
  return ok(answer);
}

function answerTo(outcome: Outcome | null, document: VisitDocument, ownNumber: string): Result<Answer, FaultName> {
  if (outcome === null) return ok({ outcome: 'kept', number: ownNumber, room: document.room, printFault: null });
  if (outcome.outcome === 'refused') return fail('checkInRefused');
  if (!('queueNumber' in outcome)) throw new Error('the centre answered a check-in with something else');
  return ok({ outcome: outcome.outcome, number: outcome.queueNumber, room: outcome.room, printFault: null });
}

/** What staff are called for when a ticket does not come out. */
const CALL_FOR: Partial<Record<FaultName, HelpCall['reason']>> = {
  printerPaperOut: 'paper-out',
  printerCoverOpen: 'cover-open',
};

async function print(
  services: VisitServices,
  document: VisitDocument,
  answer: Answer,
  checkInId: string,
): Promise<Answer> {
  const { bundle } = services.roster;
  const ids = { checkInId, examineeId: document.examineeId };
  const printed = await services.printer.print({
    number: answer.number,
    room: answer.room,
    siteName: document.siteName,
    sessionTitle: document.sessionTitle,
    holder: document.holder,
    printedAt: localTime(services.clock.now()),
    accepted: answer.outcome === 'accepted',
    ...(bundle === null ? {} : { code: ticketCodeOf(Buffer.from(bundle.tokenKey, 'base64url'), ids) }),
  });
  if (printed.ok) return answer;
  // A terminal without a printer needs nobody to come and fill it.
  if (services.printer.status.status !== 'absent') void services.callStaff(CALL_FOR[printed.fault] ?? 'printer-lost');
  return { ...answer, printFault: printed.fault };
}

const timeInChina = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** `2026-11-21 09:05`, China Standard Time. */
const localTime = (ms: number): string => `${dayInChina(ms)} ${timeInChina.format(ms)}`;
