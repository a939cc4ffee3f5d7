/** Whether a card holder may check in here and now. Pure: everything it needs is handed in. */
import { idTokenOf, type RosterBundle, type RosterEntry, type RosterSession } from '@anban/server/contract/roster';
import type { Admission } from '../protocol/messages.ts';

/** A check-in that this terminal knows of before the next roster does. */
export interface CheckInMark {
  readonly number: string;
  readonly room: string;
  /** The number on the ticket, when it was printed before the centre had given its own. */
  readonly onTicket?: string | undefined;
}

export interface AdmissionQuestion {
  readonly roster: RosterBundle;
  /** Normalised 18-character identity number. */
  readonly number: string;
  /** YYYY-MM-DD in China. */
  readonly today: string;
  readonly markOf: (sessionId: string, examineeId: string) => CheckInMark | null;
}

/** The examinee whom the answer is about: set whenever the outcome is `admitted`. */
export interface Examinee {
  readonly entry: RosterEntry;
  readonly session: RosterSession;
}

export interface AdmissionDecision {
  readonly admission: Admission;
  readonly examinee: Examinee | null;
}

export function decideAdmission(question: AdmissionQuestion): AdmissionDecision {
  const places = placesOf(question);
  const here = places.filter(
    (p) => p.session.day === question.today && p.session.siteCode === question.roster.siteCode,
  );
  const open = here.find((place) => numberOf(question, place) === null);
  if (open !== undefined) return { admission: { outcome: 'admitted', room: open.entry.room }, examinee: open };
  const done = here[0];
  if (done !== undefined) return refused(alreadyCheckedIn(question, done));
  const elsewhere = places.find((place) => place.session.day === question.today);
  if (elsewhere !== undefined) return refused({ outcome: 'wrong-site', siteName: elsewhere.session.siteName });
  const another = nearest(places, question.today);
  if (another === undefined) return refused({ outcome: 'not-on-roster' });
  return refused({ outcome: 'wrong-day', day: another.session.day, siteName: another.session.siteName });
}

const refused = (admission: Admission): AdmissionDecision => ({ admission, examinee: null });

function placesOf({ roster, number }: AdmissionQuestion): Examinee[] {
  const token = idTokenOf(Buffer.from(roster.tokenKey, 'base64url'), number);
  return roster.entries
    .filter((entry) => entry.idToken === token)
    .flatMap((entry) => {
      const session = roster.sessions.find((candidate) => candidate.sessionId === entry.sessionId);
      return session === undefined ? [] : [{ entry, session }];
    });
}

/** The centre's word counts before our own mark: its number is the one that is called. */
function numberOf({ markOf }: AdmissionQuestion, { entry }: Examinee): string | null {
  return entry.checkIn?.number ?? markOf(entry.sessionId, entry.examineeId)?.number ?? null;
}

/** The number that is called; behind it the one on the person's ticket, where that is another. */
function alreadyCheckedIn(question: AdmissionQuestion, place: Examinee): Admission {
  const called = numberOf(question, place) ?? '';
  const { onTicket = called } = question.markOf(place.entry.sessionId, place.entry.examineeId) ?? {};
  const number = onTicket === called ? called : `${called} (${onTicket})`;
  return { outcome: 'already-checked-in', number, room: place.entry.room };
}

/** The next session to come, or, when there is none, the last one missed. */
function nearest(places: readonly Examinee[], today: string): Examinee | undefined {
  const byDay = places.toSorted((a, b) => a.session.day.localeCompare(b.session.day));
  return byDay.find((place) => place.session.day > today) ?? byDay.at(-1);
}
