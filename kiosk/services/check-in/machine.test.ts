/** The whole check-in, walked edge by edge: no dead end, nothing left behind, no step that the law forbids. */
import { describe, expect, it } from 'vitest';
import { createActor, type SnapshotFrom } from 'xstate';
import { checkInJourney, DECISION as decision, keyOf, LOGIN as login } from '../../testing/check-in-journey.ts';
import { blank, type CheckInEvent } from './context.ts';
import { checkInMachine, stateOf } from './machine.ts';
import { patienceOf } from './patience.ts';
import { SCREENS } from './screens/index.ts';

type Snapshot = SnapshotFrom<typeof checkInMachine>;

const holder = { name: '王建国', maskedNumber: '370702********0017' };
const admitted = { outcome: 'admitted', room: 'A' } as const;
const document = { holder, cardExpired: false, faceUnavailable: null, admission: admitted };
const ticket = { number: 'A001', room: 'A', printFault: null };
const review = { officer: 1, portrait: null, live: null, leftMs: 180_000 } as const;
const SIGN_IN: CheckInEvent[] = [
  { type: 'SIGN_IN', login },
  { type: 'SIGNED_IN', review, until: 180_000 },
];

const AT_FACE: CheckInEvent[] = [{ type: 'DOCUMENT', answer: document }, { type: 'AGREE' }];

const { steps: ways, places } = checkInJourney();
const steps = ways.map(({ from, event, to }) => ({ state: from.snapshot, event, nextState: to.snapshot }));
const snapshots = places.filter(({ isEnd }) => !isEnd).map(({ snapshot }) => snapshot);
const after = (snapshot: Snapshot, ...events: CheckInEvent[]) => {
  const actor = createActor(checkInMachine, { snapshot });
  actor.start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
};
const walk = (...events: CheckInEvent[]) => {
  const actor = createActor(checkInMachine).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
};

describe('whatever has happened so far', () => {
  it('every state is reached, and has its screen', () => {
    const reached = new Set(steps.flatMap(({ state, nextState }) => [stateOf(state.value), stateOf(nextState.value)]));
    expect([...reached].sort()).toEqual(Object.keys(SCREENS).sort());
    expect(Object.keys(checkInMachine.states).sort()).toEqual(Object.keys(SCREENS).sort());
  });

  it.each(['CANCEL', 'TIMEOUT'] as const)('%s ends the visit', (type) => {
    for (const snapshot of snapshots) expect(after(snapshot, { type }).status, keyOf(snapshot)).toBe('done');
  });

  it('a bridge that goes away ends the visit, but takes nobody the number that is on the screen', () => {
    for (const snapshot of snapshots) {
      const next = after(snapshot, { type: 'DISCONNECTED' });
      if (stateOf(snapshot.value) === 'ticket') expect(next.context.ticket).toEqual(snapshot.context.ticket);
      else expect(next.status, keyOf(snapshot)).toBe('done');
    }
  });

  it('a device that goes away and comes back never ends in a state without a screen for it', () => {
    for (const snapshot of snapshots) {
      for (const device of ['idCardReader', 'camera'] as const) {
        const next = after(snapshot, { type: 'DEVICE_LOST', device, reason: null }, { type: 'DEVICE_BACK', device });
        expect(SCREENS).toHaveProperty(stateOf(next.value));
      }
    }
  });

  it('the end knows nothing of anybody', () => {
    const ends = steps.filter(({ nextState }) => nextState.status === 'done');
    expect(ends.length).toBeGreaterThan(50);
    for (const { nextState } of ends) expect(nextState.context).toEqual(blank());
  });

  it('a PIN is never in the context', () => {
    for (const { nextState } of steps) expect(JSON.stringify(nextState.context)).not.toContain(login.pin);
  });

  it('a screen that nobody answers has an end, unless the terminal is at work', () => {
    for (const { value, context } of snapshots) {
      const patience = patienceOf(stateOf(value), context, false);
      const busy = ['card', 'guardianCard', 'face', 'cameraLost', 'result', 'ended'].includes(stateOf(value));
      expect(patience.kind === 'working', stateOf(value)).toBe(busy);
    }
  });
});

describe('what must come before what', () => {
  const into = (target: string) => steps.filter((step) => stateOf(step.nextState.value) === target);
  const from = (target: string) =>
    new Set(into(target).flatMap(({ state }) => (stateOf(state.value) === target ? [] : [stateOf(state.value)])));

  it('the camera opens only after consent, or after consent and a camera that came back', () => {
    expect(from('face')).toEqual(new Set(['consent', 'cameraLost']));
    expect(from('cameraLost')).toEqual(new Set(['face']));
  });

  it('a check-in follows only a face that passed or officers who agreed', () => {
    const ways = into('result').filter(({ state }) => stateOf(state.value) !== 'result');
    expect(new Set(ways.map(({ event }) => JSON.stringify(event)))).toEqual(
      new Set([
        JSON.stringify({ type: 'MATCHED', answer: { outcome: 'pass', reason: null } }),
        JSON.stringify({ type: 'CONFIRMED', outcome: 'pass' }),
      ]),
    );
  });

  it('a number is shown only once it is kept', () => {
    expect(from('ticket')).toEqual(new Set(['result']));
  });
});

describe('on the way', () => {
  it('a person with a good card and face gets a ticket without a touch but the consent', () => {
    const end = walk(
      { type: 'PROGRESS', progress: { stage: 'reading' } },
      { type: 'DOCUMENT', answer: document },
      { type: 'AGREE' },
      { type: 'MATCHED', answer: { outcome: 'pass', reason: null } },
      { type: 'CHECKED_IN', answer: { ...ticket, outcome: 'accepted' } },
    );
    expect(end.value).toBe('ticket');
    expect(end.context.ticket?.number).toBe('A001');
  });

  it('a reader that is unplugged while it reads goes on with the card when it is back', () => {
    const lost = walk({ type: 'FAILED', fault: 'readerUnplugged' });
    expect(lost.value).toBe('readerLost');
    expect(after(lost, { type: 'DEVICE_BACK', device: 'camera' }).value).toBe('readerLost');
    expect(after(lost, { type: 'DEVICE_BACK', device: 'idCardReader' }).value).toBe('card');
  });

  it('a camera that is unplugged while it looks goes on looking when it is back', () => {
    const lost = walk(
      { type: 'DOCUMENT', answer: document },
      { type: 'AGREE' },
      { type: 'FAILED', fault: 'cameraLost' },
    );
    expect(lost.value).toBe('cameraLost');
    expect(after(lost, { type: 'DEVICE_BACK', device: 'camera' }).value).toBe('face');
    expect(after(lost, { type: 'DECLINE' }).value).toBe('manual');
  });

  it('a camera that stays away is given up, and staff are called', () => {
    const called: string[] = [];
    const machine = checkInMachine.provide({ actions: { callStaff: () => called.push('call') } });
    const actor = createActor(machine).start();
    for (const event of AT_FACE) actor.send(event);
    actor.send({ type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraLost' } });
    expect([actor.getSnapshot().value, called]).toEqual(['cameraLost', []]);
    actor.send({ type: 'GAVE_UP' });
    const { value, context } = actor.getSnapshot();
    expect([value, context.reason, called]).toEqual(['manual', 'cameraLost', ['call']]);
  });

  it('a camera that goes for a moment is spoken of at once, and the looking goes on', () => {
    const looking = walk({ type: 'DOCUMENT', answer: document }, { type: 'AGREE' });
    const blind = after(looking, { type: 'DEVICE_LOST', device: 'camera', reason: 'cameraFrozen' });
    expect([blind.value, blind.context.reason]).toEqual(['face', 'cameraFrozen']);
    const seeing = after(blind, { type: 'DEVICE_BACK', device: 'camera' });
    expect([seeing.value, seeing.context.reason, seeing.context.looks]).toEqual(['face', null, 1]);
  });

  it('a camera that comes and goes is not waited for for ever', () => {
    const unplugged = [
      { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraLost' } },
      { type: 'DEVICE_BACK', device: 'camera' },
    ] as const;
    const end = walk(
      { type: 'DOCUMENT', answer: document },
      { type: 'AGREE' },
      ...unplugged,
      ...unplugged,
      unplugged[0],
    );
    expect(end.value).toBe('manual');
    expect(end.context.reason).toBe('cameraLost');
  });

  it('a wrong PIN is asked for again, and the second officer after the first', () => {
    const first = walk({ type: 'DOCUMENT', answer: document }, { type: 'DECLINE' }, { type: 'STAFF' });
    const again = after(first, { type: 'SIGN_IN', login }, { type: 'FAILED', fault: 'officerUnknown' });
    expect(again.value).toEqual({ officer: 'form' });
    expect(again.context).toMatchObject({ officer: 1, officerFault: 'officerUnknown' });
    const second = after(
      again,
      ...SIGN_IN,
      { type: 'CONFIRM', decision },
      { type: 'CONFIRMED', outcome: 'second-officer' },
    );
    expect(second.value).toEqual({ officer: 'form' });
    expect(second.context).toMatchObject({ officer: 2, officerFault: null });
  });

  // Bug: a later visit of the day gave the reason of the fault, as if it had just happened, or one that was not true.
  it.each(['faceUnsure', 'faceMismatch', 'padScreen', 'padFlat', 'noFaceSeen'] as const)(
    'what the camera found in an earlier visit of today is known as that, with its code: %s',
    (faceUnavailable) => {
      const { value, context } = walk({ type: 'DOCUMENT', answer: { ...document, faceUnavailable } });
      expect([value, context.reason, context.decidedBefore]).toEqual(['manual', faceUnavailable, true]);
      const expired = walk(
        { type: 'DOCUMENT', answer: { ...document, cardExpired: true, faceUnavailable } },
        { type: 'STAFF' },
      );
      expect([expired.value, expired.context.reason]).toEqual(['manual', faceUnavailable]);
    },
  );

  it('what the camera finds now was not found before', () => {
    const now = walk(...AT_FACE, { type: 'MATCHED', answer: { outcome: 'officer', reason: 'faceUnsure' } });
    expect([now.context.reason, now.context.decidedBefore]).toEqual(['faceUnsure', false]);
    const { context } = walk({ type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'portraitMissing' } });
    expect(context.decidedBefore).toBe(false);
  });

  // Bug: while the second officer was awaited nothing showed or ended the time that both had.
  it('the time of both officers ends at the second form too, and not while a decision is on its way', () => {
    const second = walk(
      { type: 'DOCUMENT', answer: document },
      { type: 'DECLINE' },
      { type: 'STAFF' },
      ...SIGN_IN,
      { type: 'CONFIRM', decision },
      { type: 'CONFIRMED', outcome: 'second-officer' },
    );
    expect(second.context).toMatchObject({ officer: 2, officersUntil: 180_000 });
    const over = after(second, { type: 'OFFICERS_OVER' });
    expect(over.value).toEqual({ officer: 'form' });
    expect(over.context).toMatchObject({ officer: 1, officersUntil: null, officerFault: 'officerTimeOver' });
    const deciding = after(second, ...SIGN_IN, { type: 'CONFIRM', decision }, { type: 'OFFICERS_OVER' });
    expect(deciding.value).toEqual({ officer: 'checking' });
  });

  // Bug: after a minute without a touch the question came, and the visit ended before the second officer could come.
  it('nobody is asked whether they are there before both officers have had their time', () => {
    const places = snapshots.filter(
      ({ value, context }) => stateOf(value) === 'officer' && context.officersUntil !== null,
    );
    expect(new Set(places.map(({ context }) => context.officer)).size).toBe(2);
    // Bug: both ended in the same moment, and the question flashed up before the form.
    for (const { value, context } of places) {
      expect(patienceOf('officer', context, false), JSON.stringify(value)).toEqual({ kind: 'ask', seconds: 190 });
    }
  });

  // Bug: the walk in a browser waited for the end of a time that had not begun.
  it('no time ends that has not begun', () => {
    const places = snapshots.filter((snapshot) => snapshot.can({ type: 'OFFICERS_OVER' }));
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter(({ context }) => context.officersUntil === null)).toEqual([]);
  });

  it('staff are called where no other call has told them: the manual route by a fault, not by a refusal', () => {
    const called: string[] = [];
    const machine = checkInMachine.provide({
      actions: { callStaff: () => called.push('call'), declineFace: () => called.push('decline') },
    });
    const run = (...events: CheckInEvent[]) => {
      const actor = createActor(machine).start();
      for (const event of events) actor.send(event);
    };
    run({ type: 'DOCUMENT', answer: document }, { type: 'DECLINE' });
    run({ type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'decoderMissing' } });
    expect(called).toEqual(['decline', 'call']);
  });

  it.each([
    ['portraitMissing', [{ type: 'DOCUMENT', answer: { ...document, faceUnavailable: 'portraitMissing' } }]],
    ['noFaceSeen', [...AT_FACE, { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'noFaceSeen' } }]],
    ['cameraFrozen', [...AT_FACE, { type: 'MATCHED', answer: { outcome: 'unavailable', reason: 'cameraFrozen' } }]],
    ['cameraFrozen', [...AT_FACE, { type: 'FAILED', fault: 'cameraFrozen' }]],
    ['faceUnsure', [...AT_FACE, { type: 'MATCHED', answer: { outcome: 'officer', reason: 'faceUnsure' } }]],
    ['matcherFailed', [...AT_FACE, { type: 'FAILED', fault: 'matcherFailed' }]],
    ['cameraLost', [...AT_FACE, { type: 'FAILED', fault: 'cameraLost' }, { type: 'DECLINE' }]],
    [
      'faceMismatch',
      [
        ...AT_FACE,
        { type: 'MATCHED', answer: { outcome: 'no-match', reason: 'faceMismatch' } },
        { type: 'STAFF' },
        { type: 'BACK' },
      ],
    ],
  ] satisfies [string, CheckInEvent[]][])('the manual screen knows why it is shown, for its code: %s', (fault, way) => {
    const manual = walk(...way);
    expect([manual.value, manual.context.reason]).toEqual(['manual', fault]);
    const again = after(manual, { type: 'STAFF' }, { type: 'BACK' });
    expect(again.context.reason, 'an officer who steps back').toBe(fault);
  });

  it('the next card on the reader ends a ticket, but not the work of an officer', () => {
    const atTicket = walk(
      { type: 'DOCUMENT', answer: document },
      { type: 'AGREE' },
      { type: 'MATCHED', answer: { outcome: 'pass', reason: null } },
      { type: 'CHECKED_IN', answer: { ...ticket, outcome: 'accepted' } },
    );
    expect(after(atTicket, { type: 'CARD_LAID' }).status).toBe('done');
    const atOfficer = walk({ type: 'DOCUMENT', answer: document }, { type: 'DECLINE' }, { type: 'STAFF' });
    expect(after(atOfficer, { type: 'CARD_LAID' }).value).toEqual({ officer: 'form' });
  });
});
