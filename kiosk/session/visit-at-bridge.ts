/** The beginning, the end and the recovery of a visit at the bridge, as the conductor asks for them. */
import type { Bridge } from '../bridge/client.ts';
import type { Service, ServiceCode, Visit } from '../services/service.ts';
import type { Timers } from '../timers.ts';
import { twice } from '../twice.ts';
import type { BeginFault } from './machine.ts';

/** What the bridge gets to say that it has wiped, ms. It wipes without our waiting: the new page ends the connection. */
export const WIPE_PATIENCE = 400;
/** What it gets to tell of a check-in whose page was lost: one that is under way takes seconds. */
const INTERRUPTED_TIMEOUT = 15_000;

interface Parts {
  readonly bridge: Bridge;
  readonly timers: Timers;
}

export type Beginning =
  | { readonly ok: true; readonly visitId: string; readonly code: ServiceCode }
  | { readonly ok: false; readonly fault: BeginFault };

/**
 * A visit at the bridge and the code of its service, both or none: what the bridge has begun while the code did not
 * come, or when nobody wants it any more, is nobody's, and ends. Null: nobody wants it.
 */
export async function beginAtBridge(
  bridge: Bridge,
  service: Service,
  isWanted: () => boolean,
): Promise<Beginning | null> {
  const [begun, code] = await Promise.all([bridge.send('Visit.Begin', {}), codeOf(service)]);
  const wanted = isWanted();
  if (begun.ok && wanted && code !== null) return { ok: true, visitId: begun.value.visitId, code };
  if (begun.ok) void bridge.send('Visit.End', { visitId: begun.value.visitId });
  if (!wanted) return null;
  return { ok: false, fault: begun.ok ? 'pageIncomplete' : begun.fault };
}

/** Whatever it says, and when it says nothing: the page goes, its connection with it, and with that the visit. */
export function endAtBridge({ bridge, timers }: Parts, visitId: string): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(WIPE_PATIENCE, resolve);
    void bridge.send('Visit.End', { visitId }).then(() => {
      cancel();
      resolve();
    });
  });
}

/** The visit that only tells what came of a check-in whose page was lost; null: none was, or it cannot be told. */
export async function lostCheckIn(
  { bridge, timers }: Parts,
  services: readonly Service[],
): Promise<(() => Visit) | null> {
  const asked = await bridge.send('Terminal.Interrupted', {}, { timeout: INTERRUPTED_TIMEOUT });
  const checkIn = asked.ok ? asked.value.checkIn : null;
  const service = services.find(({ recovers }) => recovers);
  if (checkIn === null || service === undefined) return null;
  const recover = (await codeOf(service))?.recover;
  return recover === undefined ? null : () => recover({ bridge, timers, visitId: '' }, checkIn);
}

/** Null: a part of the page did not come, at the second try either. */
const codeOf = (service: Service): Promise<ServiceCode | null> => twice(() => service.load()).catch(() => null);
