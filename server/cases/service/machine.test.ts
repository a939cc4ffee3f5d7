import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, type Line, play } from '../play.ts';
import { type WalkPlan, walk } from '../walk.ts';
import { wander, wrongAnswers } from '../walk-refusals.ts';
import { service } from './machine.ts';

const PART = '018f0000-0000-7000-8000-0000000000d1';
const EVENT = '018f0000-0000-7000-8000-00000000eeee';
const DOCUMENT = '018f0000-0000-7000-8000-0000000000f1';
const DIGEST = 'ab'.repeat(32);
const PAPERS = [{ name: '认定工伤决定书', number: '潍城人社工认字〔2026〕0001号' }];

const order = (recipient: string, electronic: boolean) => () => ({
  recipient,
  documents: [DOCUMENT],
  papers: PAPERS,
  partId: PART,
  event: 'DECIDE_YES',
  eventId: EVENT,
  electronic,
});
const onThatDay = (data: Record<string, unknown>) => (place: { today: string }) => ({ on: place.today, ...data });

const plan: WalkPlan = {
  machine: service,
  from: '2026-07-24',
  waits: [0, 40],
  cases: [{ province: '山东', parts: [] }],
  distinguish: ({ facts }) => JSON.stringify(facts),
  people: (role) => [{ role, id: `${role}-1` }],
  samples: {
    ORDERED: [order('person', true), order('employer', false), order('agency', false)],
    CONSENT: [() => ({ electronic: true })],
    SEALED: [() => ({})],
    SEND: ['electronic', 'direct', 'mail', 'leave', 'notice'].map((method) => () => ({ method })),
    ARRIVED: [onThatDay({ receipt: 'E-1' })],
    RECEIVED: [
      onThatDay({ proof: { kind: 'screen', digest: DIGEST } }),
      onThatDay({ proof: { kind: 'mail-receipt', number: 'EMS1' } }),
    ],
    RETURNED: [onThatDay({ reason: 'refused' }), onThatDay({ reason: 'unreachable' })],
    LEFT: [onThatDay({ video: DIGEST, place: '住所' })],
    PUBLISHED: [onThatDay({ medium: '《大众日报》' })],
    DEEMED: [(place) => ({ on: place.today })],
  },
};

const stage = { machine: service, from: '2026-07-24' };
const end = (...script: Line[]) => endOf(play(stage, script));
const toPerson: readonly Line[] = [{ event: 'ORDERED', data: order('person', false)() }, { event: 'SEALED' }];
const send = (method: string): Line => ({ event: 'SEND', data: { method } });
const returned = (reason: string): Line => ({ event: 'RETURNED', data: { on: '2026-07-24', reason } });

describe('the machine of service', () => {
  it('reaches every pair of state and step of its table', () => {
    expect(walk(plan).missed).toEqual([]);
  });

  it('refuses everything that its table does not have, with the article', () => {
    expect(wrongAnswers(plan)).toEqual([]);
  });

  it('never throws and never leaves its table, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 20 }), { maxLength: 40 }), (choices) => {
        for (const state of wander(plan, choices)) expect(Object.keys(service.states)).toContain(state);
      }),
    );
  });

  it('delivers to the agency at once, and tells the source', () => {
    const sealed = unwrap(play(stage, [{ event: 'ORDERED', data: order('agency', false)() }, { event: 'SEALED' }]));
    expect(sealed.to).toBe('S_DELIVERED');
    const data = { recipient: 'agency', event: 'DECIDE_YES', eventId: EVENT, on: '2026-07-24' };
    expect(sealed.effects.raise).toEqual([{ to: 'part', partId: PART, event: 'SERVED', data }]);
  });

  it('sends electronically only with consent', () => {
    expect(end(...toPerson, send('electronic'))).toBe('consented');
    const consent: Line = { event: 'CONSENT', data: { electronic: true }, by: 'clerk' };
    expect(end(...toPerson, consent, send('electronic'))).toBe('S_SENT');
  });

  it('counts the day of arrival, makes the proof of service and tells the source', () => {
    const arrived: Line = { event: 'ARRIVED', data: { on: '2026-07-25', receipt: 'E-1' }, on: '2026-07-27' };
    const script = [
      { event: 'ORDERED', data: order('person', true)() },
      { event: 'SEALED' },
      send('electronic'),
      arrived,
    ];
    const { effects } = unwrap(play(stage, script));
    expect(effects.documents?.map(({ kind }) => kind)).toEqual(['D18']);
    expect(effects.documents?.[0]?.fields).toMatchObject({ servedAt: '2026-07-25T00:00:00+08:00', documents: PAPERS });
    expect(effects.raise?.[0]).toMatchObject({ event: 'SERVED', data: { on: '2026-07-25' } });
  });

  it('leaves documents only after a refusal, and publishes only after a failure that is none', () => {
    const refused = [...toPerson, send('direct'), returned('refused')];
    const lost = [...toPerson, send('direct'), returned('unreachable')];
    expect(end(...toPerson, send('leave'))).toBe('refusedBefore');
    expect(end(...toPerson, send('notice'))).toBe('othersFailed');
    const away = [...toPerson, send('direct'), returned('absent')];
    expect(end(...away, send('notice'))).toBe('othersFailed');
    expect(end(...away, send('mail'), returned('wrong-address'), send('notice'))).toBe('S_SENT');
    expect(end(...refused, send('leave'))).toBe('S_SENT');
    expect(end(...refused, send('notice'))).toBe('othersFailed');
    expect(end(...lost, send('notice'))).toBe('S_SENT');
  });

  it('never goes back to an earlier method', () => {
    expect(end(...toPerson, send('mail'), returned('absent'), send('direct'))).toBe('inOrder');
  });

  it('deems a public notice served when its 30 days are over, not before', () => {
    const published: Line = { event: 'PUBLISHED', data: { on: '2026-07-24', medium: '公告栏' } };
    const script = [...toPerson, send('mail'), returned('unreachable'), send('notice'), published];
    // The 30th day, 23 August, is a Sunday: the 24th is the last.
    expect(end(...script, { event: 'DEEMED', on: '2026-08-24' })).toBe('noticeOver');
    const { effects } = unwrap(play(stage, [...script, { event: 'DEEMED', on: '2026-08-25' }]));
    expect(effects.raise?.[0]).toMatchObject({ data: { on: '2026-08-24' } });
  });

  it('lets a party sign for its own package only', () => {
    const data = { on: '2026-07-24', proof: { kind: 'screen', digest: DIGEST } };
    expect(end(...toPerson, { event: 'RECEIVED', data, by: 'employer' })).toBe('ownPackage');
    expect(end(...toPerson, { event: 'RECEIVED', data, by: 'applicant' })).toBe('S_DELIVERED');
    expect(end(...toPerson, { event: 'CONSENT', data: { electronic: true }, by: 'employer' })).toBe('ownPackage');
  });

  it('takes a mail receipt only for what was mailed, and nothing before it was sent or in the future', () => {
    const receipt = (on: string): Line => ({
      event: 'RECEIVED',
      data: { on, proof: { kind: 'mail-receipt', number: 'EMS1' } },
    });
    expect(end(...toPerson, receipt('2026-07-24'))).toBe('proofFits');
    expect(end(...toPerson, send('mail'), receipt('2026-07-23'))).toBe('inTime');
    expect(end(...toPerson, send('mail'), receipt('2026-07-25'))).toBe('inTime');
    expect(end(...toPerson, send('mail'), receipt('2026-07-24'))).toBe('S_DELIVERED');
  });
});
