/** Signed opinions in the database: one per expert and round, ended by a majority or by another round. */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import { contentDigest } from '../../encryption/content-digest.ts';
import type { FieldCipher } from '../../encryption/field-cipher.ts';
import type { Keyring } from '../../encryption/keyring.ts';
import { recordOf } from '../draw/draw-panel.ts';
import { seatedExperts } from '../draw/seats.ts';
import { KindCode } from '../kinds/catalogue.ts';
import { parseConclusion } from '../kinds/conclusion.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { Clause } from './clause.ts';
import { checkOpinion, conclude, type PanelConclusion, type PanelQuestion, type SignedOpinion } from './majority.ts';

export interface OpinionServices {
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export interface Signing {
  readonly regionCode: string;
  readonly drawId: string;
  /** The kinds of the application. */
  readonly kinds: readonly KindCode[];
  readonly opinion: SignedOpinion;
  /** SHA-256 of the signature, hex. */
  readonly signatureDigest: string;
  readonly actor: string;
}

const Content = z.array(
  z.strictObject({
    kind: KindCode,
    conclusion: z.unknown(),
    clauses: z.array(Clause),
  }),
);
const placeOf = (regionCode: string, rowId: string) => ({
  table: 'panel_opinion',
  column: 'content',
  regionCode,
  rowId,
});

/** The open round of a draw, begun when there is none; locked. A draw whose last round found a majority has no other. */
async function openRound(tx: Tx, regionCode: string, drawId: string): Promise<Result<number, AssessmentFault>> {
  await tx
    .selectFrom('expert_draw')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', '=', drawId)
    .forUpdate()
    .execute();
  const last = await tx
    .selectFrom('opinion_round')
    .select(['round', 'state'])
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .orderBy('round', 'desc')
    .executeTakeFirst();
  if (last?.state === 'open') return ok(last.round);
  if (last?.state === 'majority') return fail(fault('round-ended', { round: last.round }));
  const round = (last?.round ?? 0) + 1;
  await tx
    .insertInto('opinion_round')
    .values({ region_code: regionCode, draw_id: drawId, round, state: 'open' })
    .execute();
  return ok(round);
}

/** Keeps one expert's signed opinion in the open round: the round. The same content again changes nothing. */
export async function signOpinion(
  tx: Tx,
  { keyring, cipher, clock }: OpinionServices,
  { regionCode, drawId, kinds, opinion, signatureDigest, actor }: Signing,
): Promise<Result<number, AssessmentFault>> {
  const record = await recordOf(tx, regionCode, drawId);
  if (!record.ok) return record;
  const panel = await seatedExperts(tx, regionCode, drawId);
  const checked = checkOpinion({ panel, kinds }, opinion);
  if (!checked.ok) return checked;
  const round = await openRound(tx, regionCode, drawId);
  if (!round.ok) return round;
  const content = canonicalize(opinion.kinds) ?? '';
  const digest = await contentDigest({ keyring }, regionCode, content);
  const known = await tx
    .selectFrom('panel_opinion')
    .select('content_digest')
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .where('round', '=', round.value)
    .where('expert_id', '=', opinion.expertId)
    .executeTakeFirst();
  if (known?.content_digest.equals(digest) === true) return round;
  if (known !== undefined) return fail(fault('opinion-repeated', { expertId: opinion.expertId, round: round.value }));
  const id = newId();
  const at = clock.now();
  await tx
    .insertInto('panel_opinion')
    .values({
      region_code: regionCode,
      id,
      draw_id: drawId,
      round: round.value,
      expert_id: opinion.expertId,
      content_cipher: await cipher.encrypt(placeOf(regionCode, id), content),
      content_digest: digest,
      signature_digest: Buffer.from(signatureDigest, 'hex'),
      signed_at: new Date(at),
    })
    .execute();
  const details = { drawId, round: round.value, expertId: opinion.expertId };
  const { assessmentId } = record.value.input;
  await appendAudit(tx, { regionCode, actor, action: 'opinion.signed', subject: assessmentId, details, at });
  return round;
}

/** The signed opinions of a round, deciphered. The caller audits the reading. */
export async function opinionsOf(
  tx: Tx,
  { cipher }: Pick<OpinionServices, 'cipher'>,
  { regionCode, drawId, round }: { regionCode: string; drawId: string; round: number },
): Promise<SignedOpinion[]> {
  const rows = await tx
    .selectFrom('panel_opinion')
    .select(['id', 'expert_id', 'content_cipher'])
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .where('round', '=', round)
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const text = await cipher.decrypt(placeOf(regionCode, row.id), row.content_cipher);
      const kinds = Content.parse(JSON.parse(text)).map(({ kind, conclusion, clauses }) => {
        const read = parseConclusion(kind, conclusion);
        if (!read.ok) throw new Error(`a kept opinion no longer fits its kind: ${kind}`);
        return { kind, conclusion: read.value, clauses };
      });
      return { expertId: row.expert_id, kinds };
    }),
  );
}

export type RoundEnd =
  | { readonly outcome: 'majority'; readonly round: number; readonly conclusion: PanelConclusion }
  /** Recorded; the experts confer and sign again in the next round. */
  | { readonly outcome: 'no-majority'; readonly round: number; readonly fault: AssessmentFault };

/**
 * Ends the newest round once everybody signed. `no-majority` is an outcome and not a refusal, because it is kept: commit
 * it. Asked again after a majority, it answers the same.
 */
export async function endRound(
  tx: Tx,
  services: OpinionServices,
  { regionCode, drawId, kinds, actor }: Pick<Signing, 'regionCode' | 'drawId' | 'kinds' | 'actor'>,
): Promise<Result<RoundEnd, AssessmentFault>> {
  const record = await recordOf(tx, regionCode, drawId);
  if (!record.ok) return record;
  const row = await tx
    .selectFrom('opinion_round')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .orderBy('round', 'desc')
    .forUpdate()
    .executeTakeFirst();
  const panel = await seatedExperts(tx, regionCode, drawId);
  if (row === undefined) return fail(fault('opinions-missing', { missing: panel }));
  const { round } = row;
  const question: PanelQuestion = { panel, kinds };
  const signed = await opinionsOf(tx, services, { regionCode, drawId, round });
  // Who signed and was replaced afterwards is no longer asked; what was signed stays kept.
  const opinions = signed.filter(({ expertId }) => panel.includes(expertId));
  const found = conclude(question, opinions);
  if (!found.ok && found.fault.name !== 'no-majority') return found;
  const end: RoundEnd = found.ok
    ? { outcome: 'majority', round, conclusion: found.value }
    : { outcome: 'no-majority', round, fault: found.fault };
  if (row.state !== 'open') return ok(end);
  const at = services.clock.now();
  await tx
    .updateTable('opinion_round')
    .set({ state: end.outcome, ended_at: new Date(at) })
    .where('region_code', '=', regionCode)
    .where('draw_id', '=', drawId)
    .where('round', '=', round)
    .execute();
  const { assessmentId } = record.value.input;
  const details = { drawId, round, outcome: end.outcome };
  await appendAudit(tx, { regionCode, actor, action: 'opinion.round-ended', subject: assessmentId, details, at });
  return ok(end);
}
