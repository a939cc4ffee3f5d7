/** A process that makes records as fast as it can and says each one when it is safe, until it is killed. */
import { systemClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { loadTerminalKey } from '../evidence/key.ts';
import { Ledger } from '../evidence/ledger.ts';
import { OutboxQueue } from '../outbox/queue.ts';
import { RosterStore } from '../roster/roster-store.ts';
import { openStore } from '../store/store.ts';
import { FaceTries } from '../visit/face-tries.ts';

const [folder = '', terminalId = ''] = process.argv.slice(2);
const store = openStore(folder);
const key = loadTerminalKey(folder);
const queue = new OutboxQueue(store);
const roster = new RosterStore(store);
const faceTries = new FaceTries(store, systemClock);
const identity = () => ({ terminalId, regionCode: '370702', series: 'A' });
const ledger = new Ledger({ store, key, queue, roster, faceTries, clock: systemClock, identity });
const sessionId = newId();

for (;;) {
  const about = { visitId: newId(), at: new Date().toISOString(), examineeId: newId(), sessionId };
  const checkId = ledger.identityCheck({
    ...about,
    kind: 'identity-check',
    method: 'two-officers',
    decision: 'pass',
    reason: 'face-like-card',
    cardExpired: false,
    consent: null,
    match: null,
    officers: [newId(), newId()],
  });
  const done = ledger.checkIn({ ...about, kind: 'check-in', identityCheckId: checkId, room: 'A' });
  if (!done.ok) throw new Error('nobody checks in twice here');
  process.stdout.write(`${JSON.stringify({ checkId, id: done.value.id, number: done.value.number })}\n`);
}
