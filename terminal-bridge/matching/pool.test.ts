import { ManualClock } from '@anban/foundation/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnginePool } from './pool.ts';
import { ORDERS } from './testing/obedient-worker.ts';

describe('the workers', () => {
  let clock: ManualClock;
  let pool: EnginePool;
  let lost: string[];

  beforeEach(async () => {
    clock = new ManualClock();
    lost = [];
    pool = await EnginePool.start({
      workers: 1,
      clock,
      workerFile: new URL('./testing/obedient-worker.ts', import.meta.url),
      onWorkerLost: (why) => lost.push(why),
    });
  });
  afterEach(() => pool.close());

  const order = (what: keyof typeof ORDERS) => pool.observe(Uint8Array.of(ORDERS[what]));
  const becomes = (status: string) =>
    new Promise<void>((resolve) => {
      if (pool.status.status === status) resolve();
      else pool.onStatus((now) => now.status === status && resolve());
    });

  it('answer in turn, also when more is asked than they are', async () => {
    expect(pool.status).toEqual({ status: 'ready' });
    const answers = await Promise.all([order('answer'), order('answer'), order('answer')]);
    expect(answers.map((answer) => answer.advice)).toEqual(Array(3).fill('look-at-camera'));
  });

  it('that fail at a picture go on with the next', async () => {
    await expect(order('fail')).rejects.toThrow('RangeError');
    expect(await order('answer')).toMatchObject({ persons: 0 });
    expect(lost).toEqual([]);
  });

  it('that die are replaced; what they were asked fails at once, and what waited too', async () => {
    const [dying, waiting] = [order('die'), order('answer')];
    await expect(dying).rejects.toThrow('the worker was lost');
    await expect(waiting).rejects.toThrow('no engine is running');
    expect(pool.status).toEqual({ status: 'out-of-service', reason: 'matcherFailed' });
    // Bug: it waited for an engine, and the person was told that the camera was away.
    await expect(order('answer')).rejects.toThrow('no engine is running');
    await clock.advance(500);
    await becomes('ready');
    expect(await order('answer')).toMatchObject({ persons: 0 });
    expect(lost).toHaveLength(1);
  });

  it('that hang are given up after twenty seconds and replaced', async () => {
    const hanging = order('hang');
    const refused = expect(hanging).rejects.toThrow('hung');
    await clock.advance(20_000);
    await refused;
    await clock.advance(500);
    await becomes('ready');
    expect(await order('answer')).toMatchObject({ persons: 0 });
  });

  it('that talk nonsense are lost and replaced, and the process lives', async () => {
    await expect(order('nonsense')).rejects.toThrow('talks nonsense');
    expect(pool.status.status).toBe('out-of-service');
    await clock.advance(500);
    await becomes('ready');
    expect(await order('answer')).toMatchObject({ persons: 0 });
    expect(lost).toEqual(['talks nonsense']);
  });

  it('are not asked any more once closed', async () => {
    const waiting = order('hang');
    const refused = expect(waiting).rejects.toThrow();
    await pool.close();
    await refused;
    await expect(order('answer')).rejects.toThrow('closed');
  });
});
