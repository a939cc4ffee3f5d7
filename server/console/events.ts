/** Server-sent events: "look again". The hint comes by NOTIFY, or is noticed within seconds without it. */
import type { Response } from 'express';
import { findSession, type SignedInOfficer } from '../officers/service.ts';
import { arrivalsVersion } from './arrivals.ts';
import type { ConsoleServices } from './routes.ts';

const LOOK_EVERY_MS = 5_000;

export async function streamChanges(
  services: ConsoleServices,
  officer: SignedInOfficer,
  token: string,
  response: Response,
): Promise<void> {
  let version = await arrivalsVersion(services, officer.regionCode);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  response.write('retry: 2000\n\nevent: ready\ndata: {}\n\n');
  const send = (event: string) => response.write(`event: ${event}\ndata: {}\n\n`);
  const stopListening = services.changes.changed.on((regionCode) => {
    if (regionCode === officer.regionCode) send('changed');
  });
  let stopWaiting = (): void => undefined;
  const look = async () => {
    try {
      if ((await findSession(services, token)) === null) {
        send('signed-out');
        return void response.end();
      }
      const now = await arrivalsVersion(services, officer.regionCode);
      send(now === version ? 'alive' : 'changed');
      version = now;
    } catch {
      // The database is away: the page keeps what it shows and says that nothing new comes.
      return void response.end();
    }
    if (!response.destroyed) stopWaiting = services.clock.after(LOOK_EVERY_MS, () => void look());
  };
  stopWaiting = services.clock.after(LOOK_EVERY_MS, () => void look());
  response.once('close', () => {
    stopListening();
    stopWaiting();
  });
}
