/**
 * What the camera was already used for today, per examinee, kept in the store: laying the card down again, or pulling
 * the plug, must give nobody another try.
 */
import type { Clock } from '@anban/foundation/clock';
import { dayInChina } from '@anban/server/contract/common';
import { z } from 'zod';
import type { FaultName } from '../protocol/faults.ts';
import type { Store } from '../store/store.ts';

/** Tries of one examinee on one day that came to no decision; afterwards officers decide. */
export const TRIES_A_DAY = 6;

export interface TriedExaminee {
  readonly sessionId: string;
  readonly examineeId: string;
}

const Row = z.object({ tries: z.int(), decision: z.instanceof(Uint8Array).nullable() });
/** Why a comparison that took place did not pass. */
export const FaceDecision = z.enum([
  'faceMismatch',
  'faceUnsure',
  'padStream',
  'padScreen',
  'padFlat',
  'padSwapped',
  'padUnanswered',
  'padUnsure',
]);
export type FaceDecision = z.infer<typeof FaceDecision>;
/** What is sealed: the decision, and whether two officers passed the person nevertheless. */
const Kept = z.strictObject({ decision: FaceDecision, overridden: z.boolean() });
type Kept = z.infer<typeof Kept>;

export class FaceTries {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Why there may be no further comparison today, or null. */
  standing(examinee: TriedExaminee): FaultName | null {
    const { tries, kept } = this.#row(examinee);
    if (kept !== null) return kept.decision;
    return tries >= TRIES_A_DAY ? 'noFaceSeen' : null;
  }

  /**
   * Why this person is kept out at the door, or null: another person, or no living face, until two officers say otherwise.
   * A face that only stayed in doubt is no worse than none.
   */
  keptOut(examinee: TriedExaminee): FaceDecision | null {
    const { kept } = this.#row(examinee);
    return kept === null || kept.overridden || kept.decision === 'faceUnsure' ? null : kept.decision;
  }

  /** Counts a try before the camera opens, so that one which is broken off counts as well. */
  begin({ sessionId, examineeId }: TriedExaminee): void {
    const day = this.#today();
    this.#store.transaction(() => {
      this.#store.db.prepare('delete from face_try where day < ?').run(day);
      this.#store.db
        .prepare(
          `insert into face_try (session_id, examinee_id, day, tries) values (?, ?, ?, 1)
           on conflict (session_id, examinee_id, day) do update set tries = tries + 1`,
        )
        .run(sessionId, examineeId, day);
    });
  }

  /** The decision stands for today. Call inside the transaction that keeps its record. */
  decided(examinee: TriedExaminee, decision: FaceDecision): void {
    this.#keep(examinee, { decision, overridden: false });
  }

  /** Two officers passed the person, whatever the comparison said. Call inside the transaction that keeps their record. */
  overridden(examinee: TriedExaminee): void {
    const { kept } = this.#row(examinee);
    if (kept !== null) this.#keep(examinee, { ...kept, overridden: true });
  }

  /** The try was no failure. Call inside the transaction that keeps its record. */
  passed({ sessionId, examineeId }: TriedExaminee): void {
    this.#store.db
      .prepare('update face_try set tries = tries - 1 where session_id = ? and examinee_id = ? and day = ?')
      .run(sessionId, examineeId, this.#today());
  }

  #row(examinee: TriedExaminee): { tries: number; kept: Kept | null } {
    const day = this.#today();
    const found = this.#store.db
      .prepare('select tries, decision from face_try where session_id = ? and examinee_id = ? and day = ?')
      .get(examinee.sessionId, examinee.examineeId, day);
    if (found === undefined) return { tries: 0, kept: null };
    const { tries, decision } = Row.parse(found);
    if (decision === null) return { tries, kept: null };
    return { tries, kept: keptOf(this.#store.sealer.open(placeOf(examinee, day), decision)) };
  }

  #keep(examinee: TriedExaminee, kept: Kept): void {
    const day = this.#today();
    this.#store.db
      .prepare(
        `insert into face_try (session_id, examinee_id, day, tries, decision) values (?, ?, ?, 1, ?)
         on conflict (session_id, examinee_id, day) do update set decision = excluded.decision`,
      )
      .run(
        examinee.sessionId,
        examinee.examineeId,
        day,
        this.#store.sealer.seal(placeOf(examinee, day), JSON.stringify(kept)),
      );
  }

  #today(): string {
    return dayInChina(this.#clock.now());
  }
}

/** A bridge before this one kept the bare name, and may have been replaced in the middle of the day. */
function keptOf(text: string): Kept {
  const bare = FaceDecision.safeParse(text);
  return bare.success ? { decision: bare.data, overridden: false } : Kept.parse(JSON.parse(text));
}

const placeOf = ({ sessionId, examineeId }: TriedExaminee, day: string) => ({
  table: 'face_try',
  column: 'decision',
  row: `${sessionId}/${examineeId}/${day}`,
});
