/** The experts of an assessment: announced, drawn, replaced, seated. */
import { fail, ok } from '@anban/foundation/result';
import { announceDraw as announce } from '../../assessment/draw/announce.ts';
import { drawPanel } from '../../assessment/draw/draw-panel.ts';
import type { DrawRecord } from '../../assessment/draw/record.ts';
import { replaceExpert as replace, seatPanel } from '../../assessment/draw/seats.ts';
import { kindOf } from '../../assessment/kinds/catalogue.ts';
import { auditActor } from '../apply.ts';
import { events } from '../assessment/events.ts';
import { Facts } from '../assessment/facts.ts';
import type { Hook, HookContext } from '../services.ts';
import { refusal } from './refusal.ts';

const ART11 = '劳动能力鉴定管理办法（令55）第十一条';
const ART28 = '劳动能力鉴定管理办法（令55）第二十八条';

function announcement({ tx, services, input }: HookContext, cause?: 'recusal' | 'absence') {
  const { poolRegion } = Facts.parse(input.facts);
  return announce(tx, services, {
    regionCode: input.case.regionCode,
    assessmentId: input.partId,
    ...(poolRegion === null ? {} : { poolRegion }),
    ...(cause === undefined ? {} : { cause }),
    actor: auditActor(input.actor),
  });
}

/** The hash of a secret seed is fixed before the draw. */
export const announceDraw: Hook = async (context) => {
  const { cause } = events.ANNOUNCE_DRAW.parse(context.input.data);
  const announced = await announcement(context, cause);
  return announced.ok ? ok({}) : fail(refusal(ART11, announced.fault));
};

/** Draws as announced; answers `panel`. */
export const draw: Hook = async (context) => {
  const { tx, services, input, file } = context;
  const { size } = events.DRAW.parse(input.data);
  const facts = Facts.parse(input.facts);
  const announced = await announcement(context);
  if (!announced.ok) return fail(refusal(ART11, announced.fault));
  const { employer, injury } = await file();
  const device = facts.kinds.some((kind) => kindOf(kind).panel === 'device');
  const drawn = await drawPanel(tx, services, {
    regionCode: input.case.regionCode,
    drawId: announced.value.drawId,
    panel: { kind: device ? 'device' : 'ordinary', seats: size, needed: facts.specialties },
    facts: {
      employer: employer.name,
      treatingHospitals: injury.hospital === undefined ? [] : [injury.hospital],
      // The file names the hospital, not the doctors: whoever treated the person declares it (令55 art 28).
      treatingLicenses: [],
    },
    rules: { sameHospital: true },
    actor: auditActor(input.actor),
  });
  return drawn.ok ? ok({ panel: panelOf(drawn.value) }) : fail(refusal(ART28, drawn.fault));
};

const LABELS: Readonly<Record<keyof DrawRecord['counts'], string>> = {
  pool: '专家库人数',
  inactive: '在册有效',
  term: '聘期内',
  untrained: '培训有效',
  specialty: '专科相符',
  leave: '当日可参加',
  quota: '未超当日场次',
  recused: '无须回避',
};
const ORDER = ['pool', 'inactive', 'term', 'untrained', 'specialty', 'leave', 'quota', 'recused'] as const;

function panelOf({ input, counts, seats, reserves }: DrawRecord): NonNullable<Facts['panel']> {
  const seat = (result: string) => (expertId: string) => ({
    expertId,
    specialty: specialtyOf(input, expertId),
    result,
  });
  return {
    drawId: input.drawId,
    round: input.round,
    drawnAt: input.drawnAt,
    specialties: input.panel.needed,
    counts: ORDER.map((name) => ({ label: LABELS[name], count: counts[name] })),
    commitment: input.commitment,
    seed: input.seed,
    seats: seats.map(seat('抽中')),
    reserves: reserves.map(seat('候补')),
  };
}

/** The specialty for which the expert was drawn. */
function specialtyOf({ pool, panel }: DrawRecord['input'], expertId: string): string {
  const own = pool.find((expert) => expert.expertId === expertId)?.specialties ?? [];
  return own.find((code) => panel.needed.includes(code)) ?? own[0] ?? '';
}

/** A reserve takes the seat of an expert who steps aside or is absent; the panel sits down again. */
export const replaceExpert: Hook = async ({ tx, services, input }) => {
  const { expertId, cause, reason } = events.REPLACE.parse(input.data);
  const { panel } = Facts.parse(input.facts);
  if (panel === null) throw new Error('no panel');
  const { regionCode } = input.case;
  const actor = auditActor(input.actor);
  const found = await replace(tx, services, { regionCode, drawId: panel.drawId, expertId, cause, reason, actor });
  if (!found.ok) return fail(refusal(ART28, found.fault));
  const joining = panel.reserves.find((reserve) => reserve.expertId === found.value);
  const seats = panel.seats.map((seat) =>
    seat.expertId === expertId && joining !== undefined ? { ...joining, result: '递补' } : seat,
  );
  const reserves = panel.reserves.filter((reserve) => reserve !== joining);
  return ok({ panel: { ...panel, seats, reserves }, panelSeated: false });
};

export const seat: Hook = async ({ tx, services, input }) => {
  const { panel } = Facts.parse(input.facts);
  if (panel === null) throw new Error('no panel');
  const place = { regionCode: input.case.regionCode, drawId: panel.drawId, actor: auditActor(input.actor) };
  const seated = await seatPanel(tx, services, place);
  return seated.ok ? ok({}) : fail(refusal(ART28, seated.fault));
};
