/** What each command does: the desk's steps, the claim, the call for help. */
import { fail, ok } from '@anban/foundation/result';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { BridgeLog } from '../log.ts';
import type { PageWatch } from '../page-watch/page-watch.ts';
import type { VisitDesk } from '../visit/desk.ts';
import type { Claim } from './claim.ts';
import type { Handlers } from './command-table.ts';

export interface HandlerOptions {
  readonly desk: VisitDesk;
  readonly claim: Claim;
  readonly diagnostics: Diagnostics;
  readonly pageWatch: Pick<PageWatch, 'beat'>;
  readonly log: BridgeLog;
}

export function createHandlers({ desk, claim, diagnostics, pageWatch, log }: HandlerOptions): Handlers {
  return {
    'Terminal.Claim': async (_request, { client, drop }) => {
      if (claim.isHeldBy(client)) return ok({});
      if (!claim.take(client, drop)) return fail('claimedElsewhere');
      log.write('client-claimed');
      return ok({});
    },
    'Terminal.Heartbeat': async ({ showing, visitId }) => {
      pageWatch.beat(showing);
      if (visitId !== undefined) desk.stay(visitId);
      return ok({});
    },
    'Terminal.Interrupted': async () => ok(await desk.interrupted()),
    'Terminal.CallStaff': ({ reason }) => desk.callStaff(reason),
    'Visit.Begin': async () => ok(desk.begin()),
    'Visit.ReadDocument': (request, { signal, emit }) => desk.readDocument(request, signal, emit),
    'Visit.MatchFace': (request, { signal, emit }) => desk.matchFace(request, signal, (guidance) => emit({ guidance })),
    'Visit.DeclineFace': (request, { signal }) => desk.declineFace(request, signal),
    'Visit.ConfirmByOfficer': (request, { signal }) => desk.confirmByOfficer(request, signal),
    'Visit.ReadGuardian': (request, { signal, emit }) => desk.readGuardian(request, signal, emit),
    'Visit.OfficerSignIn': (request, { signal }) => desk.officerSignIn(request, signal),
    'Visit.ReadTicket': (request, { signal, emit }) => desk.readTicket(request, signal, emit),
    'Visit.ReadEntryDocument': (request, { signal, emit }) => desk.readEntryDocument(request, signal, emit),
    'Visit.EnterRoom': (request, { signal }) => desk.enterRoom(request, signal),
    'Visit.CheckIn': (request, { signal }) => desk.checkIn(request, signal),
    'Visit.Assist': (request) => desk.assist(request),
    'Visit.EndAssistance': async ({ visitId }) => desk.endAssistance(visitId),
    'Diagnostics.Open': (request, { client, signal }) => diagnostics.open(request, client, signal),
    'Diagnostics.Report': async ({ diagnosticsId }, { client }) => diagnostics.report(diagnosticsId, client),
    'Diagnostics.SelfTest': (request, { client, signal }) => diagnostics.selfTest(request, client, signal),
    'Diagnostics.TryDocument': ({ diagnosticsId }, { client, signal }) =>
      diagnostics.tryDocument(diagnosticsId, client, signal),
    'Diagnostics.Print': ({ diagnosticsId }, { client }) => diagnostics.print(diagnosticsId, client),
    'Diagnostics.SetMaintenance': async ({ diagnosticsId, on }, { client }) =>
      diagnostics.setMaintenance(diagnosticsId, client, on),
    'Diagnostics.Close': async ({ diagnosticsId }) => {
      diagnostics.close(diagnosticsId);
      return ok({});
    },
    'Visit.End': async ({ visitId }) => {
      desk.end('asked', visitId);
      return ok({});
    },
  };
}
