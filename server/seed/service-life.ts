/** How packages reach people: by line, at a counter, by mail, and by public notice when nothing else works. */
import type { Actors } from './stage.ts';
import type { Life } from './timeline.ts';

/** Begins the service of whatever the last steps have ordered. */
export async function serveAll(actors: Actors): Promise<void> {
  for (const partId of await actors.packages()) actors.begin(serve(actors, partId), actors.workdays(0, 2));
}

async function* serve(actors: Actors, partId: string): Life {
  const { random } = actors;
  const sealed = await actors.step(partId, 'SEALED', 'system');
  if (sealed.state === 'S_DELIVERED') return;
  yield actors.workdays(0, 1);
  if (actors.file.service.electronic) {
    await actors.step(partId, 'SEND', 'clerk', { method: 'electronic' });
    yield actors.days(0, 2);
    await actors.step(partId, 'ARRIVED', 'system', { on: actors.today, receipt: actors.receipt() });
    return;
  }
  if (random.chance(0.55)) {
    yield actors.days(0, 4);
    const kind = random.chance(0.7) ? 'screen' : 'paper';
    await actors.step(partId, 'RECEIVED', 'clerk', { on: actors.today, proof: { kind, digest: random.digest() } });
    return;
  }
  yield* mail(actors, partId);
}

async function* mail(actors: Actors, partId: string): Life {
  const { random } = actors;
  await actors.step(partId, 'SEND', 'clerk', { method: 'mail' });
  yield actors.days(1, 5);
  if (random.chance(0.92)) {
    const proof = { kind: 'mail-receipt', number: actors.receipt() };
    return void (await actors.step(partId, 'RECEIVED', 'clerk', { on: actors.today, proof }));
  }
  await actors.step(partId, 'RETURNED', 'clerk', { on: actors.today, reason: 'unreachable' });
  yield actors.workdays(3, 10);
  await actors.step(partId, 'SEND', 'clerk', { method: 'notice' });
  yield actors.workdays(1, 2);
  // The end of the thirty days is a timer's.
  await actors.step(partId, 'PUBLISHED', 'clerk', { on: actors.today, medium: '样例市人力资源和社会保障局网站' });
}
