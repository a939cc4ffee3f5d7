/**
 * Why this person may not be compared (again) today: by what this terminal knows, and by what the centre knows of the
 * others as far as it answers. Whoever walks to the next terminal gets no more tries than whoever stays.
 */
import type { FaultName } from '../protocol/faults.ts';
import { FaceDecision, TRIES_A_DAY, type TriedExaminee } from './face-tries.ts';
import type { VisitServices } from './services.ts';

export interface Standing {
  readonly reason: FaultName | null;
  /** Tries without a decision that the centre knows of; 0 where it was not asked or did not answer. */
  readonly tries: number;
}

export async function standingAnywhere(
  { faceTries, faceStanding }: Pick<VisitServices, 'faceTries' | 'faceStanding'>,
  { sessionId, examineeId }: TriedExaminee,
): Promise<Standing> {
  const here = faceTries.standing({ sessionId, examineeId });
  if (here !== null) return { reason: here, tries: 0 };
  const anywhere = await faceStanding({ sessionId, examineeId });
  if (anywhere === null) return { reason: null, tries: 0 };
  const { decision, tries } = anywhere;
  // A reason that only a newer program knows is a doubt here: two officers decide.
  if (decision !== null) return { reason: FaceDecision.safeParse(decision).data ?? 'faceUnsure', tries };
  return { reason: tries >= TRIES_A_DAY ? 'noFaceSeen' : null, tries };
}
