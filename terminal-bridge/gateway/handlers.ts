/** What each command does: the desk's steps, the claim, the call for help. */
import { fail, ok } from '@anban/foundation/result';
import type { BridgeLog } from '../log.ts';
import type { VisitDesk } from '../visit/desk.ts';
import type { Claim } from './claim.ts';
import type { Handlers } from './command-table.ts';

export interface HandlerOptions {
  readonly desk: VisitDesk;
  readonly claim: Claim;
  readonly log: BridgeLog;
}

export function createHandlers({ desk, claim, log }: HandlerOptions): Handlers {
  return {
    'Terminal.Claim': async (_request, { client }) => {
      if (claim.isHeldBy(client)) return ok({});
      if (!claim.take(client)) return fail('claimedElsewhere');
      log.write('client-claimed');
      return ok({});
    },
    'Terminal.CallStaff': () => desk.callStaff(),
    'Visit.Begin': async () => ok(desk.begin()),
    'Visit.ReadDocument': (request, { signal, emit }) => desk.readDocument(request, signal, emit),
    'Visit.MatchFace': (request, { signal, emit }) => desk.matchFace(request, signal, (guidance) => emit({ guidance })),
    'Visit.DeclineFace': (request, { signal }) => desk.declineFace(request, signal),
    'Visit.ConfirmByOfficer': (request, { signal }) => desk.confirmByOfficer(request, signal),
    'Visit.CheckIn': (request, { signal }) => desk.checkIn(request, signal),
    'Visit.End': async ({ visitId }) => {
      desk.end('asked', visitId);
      return ok({});
    },
  };
}
