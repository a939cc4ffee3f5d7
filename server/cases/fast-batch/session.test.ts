import { fail, ok, unwrap } from '@anban/foundation/result';
import { describe, expect, it } from 'vitest';
import { Facts } from '../determination/facts.ts';
import { determination } from '../determination/machine.ts';
import { ACCEPTED, FROM, line, no, yes } from '../determination/samples.ts';
import { type Line, play } from '../play.ts';
import { type BatchCase, eligible } from './eligible.ts';
import { type Apply, sealTogether } from './session.ts';

const CHIEF = { role: 'chief', id: 'chief-1' } as const;
const clear: readonly Line[] = [...ACCEPTED.slice(0, -1), line('ACCEPT', 'officer', { clear: true })];

function batchCase(number: number, script: readonly Line[]): BatchCase {
  const { to, facts } = unwrap(play({ machine: determination, from: FROM }, script));
  return { caseId: `case-${number}`, partId: `part-${number}`, expectedVersion: 4, state: to, facts };
}

const good = (number: number) => batchCase(number, [...clear, line('PROPOSE', 'officer', yes())]);
const reasons = (...cases: BatchCase[]) => eligible(cases, CHIEF).refused.map(({ reason }) => reason.guard);

const taken: Apply = async ({ caseId, partId }) =>
  ok({ caseId, partId, sequence: 5, state: 'DECIDED_YES', version: 5, allowed: [] });

describe('a sealing session', () => {
  it('takes only positive proposals that are simple or clear and without doubt', () => {
    const doubtful = good(4);
    const negative = batchCase(2, [...clear, line('PROPOSE', 'officer', no())]);
    const ordinary = batchCase(3, [...ACCEPTED, line('PROPOSE', 'officer', yes())]);
    expect(reasons(good(1))).toEqual([]);
    expect(reasons(negative)).toEqual(['proposedYes']);
    expect(reasons(ordinary)).toEqual(['simpleOrClear']);
    expect(reasons({ ...doubtful, facts: { ...Facts.parse(doubtful.facts), doubt: true } })).toEqual(['noDoubt']);
    expect(reasons(batchCase(5, clear))).toEqual(['sameState']);
    expect(reasons(good(6), good(6))).toEqual(['listedOnce', 'listedOnce']);
  });

  it('refuses what the signer proposed, and a signer who is no chief', () => {
    const own = batchCase(1, [...clear, line('PROPOSE', 'officer', yes(), { id: CHIEF.id })]);
    expect(reasons(own)).toEqual(['twoPeople']);
    expect(eligible([good(1)], { role: 'officer', id: 'x' }).refused).toHaveLength(1);
  });

  it('decides every case by itself: one that fails or is refused stops no other', async () => {
    const apply: Apply = async (command) => {
      if (command.caseId === 'case-2') throw new TypeError('broken');
      if (command.caseId === 'case-3')
        return fail({ name: 'version-conflict', state: 'ACCEPTED', version: 9, allowed: [] });
      return taken(command);
    };
    const negative = batchCase(4, [...clear, line('PROPOSE', 'officer', no())]);
    const cases = [good(1), good(2), good(3), negative, good(5)];
    const sealed = await sealTogether({ regionCode: '370702', cases, signer: CHIEF }, apply);
    expect(sealed.map(({ outcome }) => outcome)).toEqual(['decided', 'failed', 'refused', 'not-eligible', 'decided']);
    expect(sealed.map(({ caseId }) => caseId)).toEqual(cases.map(({ caseId }) => caseId));
  });

  it('asks for each decision with the version the chief saw and an event id of its own', async () => {
    const asked: { id: string; expectedVersion: number | null }[] = [];
    const apply: Apply = (command) => {
      asked.push(command);
      return taken(command);
    };
    const session = { regionCode: '370702', cases: [good(1), good(2)], signer: CHIEF, eventIds: { 'part-1': 'given' } };
    await sealTogether(session, apply);
    expect(asked.map(({ expectedVersion }) => expectedVersion)).toEqual([4, 4]);
    expect(asked[0]?.id).toBe('given');
    expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
  });
});
