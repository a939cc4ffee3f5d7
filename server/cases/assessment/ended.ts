/** When the determination falls, what rests on it falls too: only a work injury is assessed (条例 21, 23). */
import { z } from 'zod';
import type { Step, StepInput } from '../step.ts';
import { termination } from './documents.ts';
import type { Facts } from './facts.ts';
import { broken } from './guards.ts';
import { limitOf, serviceLimitOf } from './rules.ts';
import { step, UNDECIDED } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART21 = '工伤保险条例第二十一条、第二十三条';

const Decided = z.object({ decision: z.object({ outcome: z.string() }).nullable() });

/** A determination of this case that was decided otherwise, or whose decision was taken back, carries no conclusion. */
export function determinationStands({ facts, case: { parts } }: Input) {
  const part = parts.find(({ id, kind }) => kind === 'determination' && id === facts.determinationPartId);
  if (part === undefined) return null;
  const read = Decided.safeParse(part.facts);
  if (read.success && read.data.decision?.outcome === 'yes') return null;
  return broken(
    'determination-stands',
    ART21,
    '认定工伤决定已不再有效，不能作出鉴定结论',
    `the determination is ${part.state} and not decided positively`,
  );
}

/** What was planned is given back; nothing runs any more and nothing can be applied for on the old decision. */
const over = ({ facts, today }: Input): Facts => ({ ...facts, decidedOn: null, endedOn: today });

const PLACED: readonly string[] = ['L_SCHEDULED', 'L_ABSENT', 'L_EXAM', 'L_OPINION'];
const BEGUN: readonly string[] = ['L_EXAM', 'L_OPINION'];
const CONCLUDED = ['L_CONCLUDED', 'L_DELIVERED', 'L_FINAL', 'L_PROVINCE'];

const notice = (input: Input) =>
  termination(
    { ...input, data: { reason: '本次鉴定所依据的认定工伤决定已被撤销或者变更。' } },
    '《工伤保险条例》第二十一条',
  );

const undecided = UNDECIDED.filter((state) => state !== 'L_PROVINCE').map((state) =>
  step('ENDED_WITH_DETERMINATION', {
    from: [state],
    to: 'L_DISCARDED',
    by: ['system'],
    update: over,
    effects: (input) => ({
      timers: [
        ...(['LA_CHECK', 'LA_SUP', 'GRACE3', 'LA_NOTICE5'] as const).map((timer) => ({ do: 'stop', timer }) as const),
        { do: 'stop', timer: limitOf(input.facts.kinds) },
      ],
      documents: notice(input),
      ...(PLACED.includes(state) ? { hook: BEGUN.includes(state) ? 'break-off' : 'give-place-back' } : {}),
    }),
    basis: ART21,
  }),
);

/** A conclusion on an injury that is no work injury does not stand either. */
const concluded = CONCLUDED.map((state) =>
  step('ENDED_WITH_DETERMINATION', {
    from: [state],
    to: 'L_DISCARDED',
    by: ['system'],
    update: (input) => ({ ...over(input), revoked: true }),
    effects: (input) => ({
      timers: [
        ...(['LA_RE15', 'LA_REV1Y'] as const).map((timer) => ({ do: 'stop', timer }) as const),
        { do: 'stop', timer: limitOf(input.facts.kinds) },
        { do: 'stop', timer: serviceLimitOf(input.facts.kinds) },
      ],
      documents: notice(input),
      ends: ['D26', 'D29', 'D30'],
    }),
    basis: ART21,
  }),
);

export const ended: readonly Step<Facts>[] = [...undecided, ...concluded];
