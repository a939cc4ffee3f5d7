/** Lines of who helped on their way to the centre: a defect, a refusal, a terminal that stops. */
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Assistance } from '@anban/server/contract/assistance';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CentreFault } from '../centre/centre.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { AGAIN_MS, AssistanceDelivery } from './delivery.ts';

const REFUSED = { kind: 'refused', status: 409, name: 'x', expectedSequence: null } as const;

let clock: ManualClock;
let logged: ReturnType<typeof memoryLog>;
let waiting: Assistance[];
let answer: (line: Assistance) => Promise<CentreFault | null>;
let delivery: AssistanceDelivery;
beforeEach(() => {
  clock = new ManualClock();
  logged = memoryLog();
  waiting = [line(), line()];
  answer = async () => null;
  delivery = new AssistanceDelivery({
    journal: {
      waiting: () => [...waiting],
      told: ({ id }) => {
        waiting = waiting.filter((other) => other.id !== id);
      },
    },
    centre: { assistance: async (told): Promise<Result<void, CentreFault>> => result(await answer(told)) },
    clock,
    log: logged.log,
  });
});

const result = (fault: CentreFault | null) => (fault === null ? ok(undefined) : fail(fault));
const line = (): Assistance => ({
  id: newId(),
  visitId: newId(),
  officerId: newId(),
  begunAt: new Date(clock.now()).toISOString(),
  ended: null,
});
const events = () => logged.lines.map(({ event }) => event);

async function woken(): Promise<void> {
  delivery.wake();
  await clock.advance(0);
}

test('a line that the centre refuses keeps no other back, and is said once', async () => {
  const [refused] = waiting;
  answer = async ({ id }) => (id === refused?.id ? REFUSED : null);
  await woken();
  await clock.advance(3 * AGAIN_MS);
  expect(waiting).toEqual([refused]);
  expect(events()).toEqual(['assistance-refused', 'assistance-told']);
});

test('a defect is told of, and the lines go a minute later', async () => {
  answer = () => Promise.reject(new TypeError('a defect'));
  await woken();
  expect(events()).toEqual(['unexpected-error']);
  answer = async () => null;
  await clock.advance(AGAIN_MS);
  expect(waiting).toEqual([]);
});

test('a terminal that stops tells nothing more, and leaves no timer behind', async () => {
  const away = Promise.withResolvers<null>();
  answer = () => away.promise;
  await woken();
  const timer = vi.spyOn(clock, 'after');
  const closed = delivery.close();
  away.resolve(null);
  await closed;
  expect(waiting).toHaveLength(2);
  expect(timer).not.toHaveBeenCalled();
});
