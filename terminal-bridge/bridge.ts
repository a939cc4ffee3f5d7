/** The bridge put together from its devices: everything but reading the configuration and creating the devices. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { newId } from '@anban/foundation/ids';
import type { HelpCall } from '@anban/server/contract/alerts';
import { dayInChina } from '@anban/server/contract/common';
import { AssistanceDelivery } from './assistance/delivery.ts';
import { AssistanceJournal } from './assistance/journal.ts';
import { createHttpCentre } from './centre/http-centre.ts';
import { CentreLink } from './centre/link.ts';
import type { BridgeConfig } from './config.ts';
import type { Camera, Frame } from './devices/camera/camera.ts';
import type { SheetCamera } from './devices/document-camera/document-camera.ts';
import { FirstDocument } from './devices/first-document.ts';
import type { IdCardReader } from './devices/id-card-reader/reader.ts';
import type { PagePrinter } from './devices/page-printer/printer.ts';
import type { PortraitDecoder } from './devices/portrait/decoder.ts';
import { ECardReader } from './devices/qr-scanner/e-card-reader.ts';
import type { QrScanner } from './devices/qr-scanner/scanner.ts';
import { TicketCodes } from './devices/qr-scanner/ticket-codes.ts';
import type { ReceiptPrinter } from './devices/receipt-printer/printer.ts';
import type { SocialSecurityReader } from './devices/social-security-card/device.ts';
import { deviceReports, isWell } from './diagnostics/device-report.ts';
import { Diagnostics } from './diagnostics/diagnostics.ts';
import { DeviceHistory } from './diagnostics/history.ts';
import { DiagnosticsProof } from './diagnostics/proof.ts';
import { selfTest } from './diagnostics/self-test.ts';
import { loadTerminalKey } from './evidence/key.ts';
import { Ledger } from './evidence/ledger.ts';
import { examineesOn } from './examination-recording/examinees.ts';
import { openExaminationRecorder } from './examination-recording/open.ts';
import { Claim } from './gateway/claim.ts';
import { commandTable } from './gateway/command-table.ts';
import { deviceServices } from './gateway/device-services.ts';
import { type Gateway, openGateway } from './gateway/gateway.ts';
import { createHandlers } from './gateway/handlers.ts';
import { type BridgeLog, errorName, errorPlace } from './log.ts';
import type { FaceMatcher } from './matching/matcher.ts';
import { Delivery } from './outbox/delivery.ts';
import { OutboxQueue } from './outbox/queue.ts';
import { PageWatch } from './page-watch/page-watch.ts';
import { restartPage } from './page-watch/restart-page.ts';
import { PlaylistCache } from './playlist/cache.ts';
import { PlaylistSync } from './playlist/sync.ts';
import type { DiagnosticsReport } from './protocol/diagnostics.ts';
import { wantsStaffCard } from './protocol/state.ts';
import { RosterStore } from './roster/roster-store.ts';
import { openStore } from './store/store.ts';
import { StoredFaces } from './store/stored-faces.ts';
import { Enrolment } from './terminal/enrolment.ts';
import { Maintenance } from './terminal/maintenance.ts';
import { TerminalStatus } from './terminal/state.ts';
import { wireStatus } from './terminal/wiring.ts';
import { Comparison } from './visit/comparison.ts';
import { VisitDesk } from './visit/desk.ts';
import { EntryRecording } from './visit/entry-recording.ts';
import { FaceTries } from './visit/face-tries.ts';
import { Officers } from './visit/officers.ts';
import { resolveECard } from './visit/resolve-e-card.ts';
import { resolveSocialSecurityCard } from './visit/resolve-social-security-card.ts';
import { instantOf } from './visit/services.ts';

export interface Devices {
  readonly idCardReader: IdCardReader;
  readonly socialSecurityReader: SocialSecurityReader;
  readonly qrScanner: QrScanner;
  readonly portraitDecoder: PortraitDecoder;
  readonly camera: Camera;
  readonly matcher: FaceMatcher;
  readonly receiptPrinter: ReceiptPrinter;
  readonly pagePrinter: PagePrinter;
  readonly documentCamera: SheetCamera;
}

export interface BridgeParts {
  readonly config: BridgeConfig;
  readonly devices: Devices;
  readonly clock: Clock;
  readonly log: BridgeLog;
  readonly random: () => number;
}

export interface Bridge {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the store, starts the link to the centre, and listens. Rejects when the store or the port cannot be had. */
export async function startBridge({ config, devices, clock, log, random }: BridgeParts): Promise<Bridge> {
  const store = openStore(config.stateDir);
  const key = loadTerminalKey(config.stateDir);
  const enrolment = new Enrolment(store);
  const roster = new RosterStore(store);
  const queue = new OutboxQueue(store);
  const closing = new AbortController();
  const centre = createHttpCentre({
    url: config.centre.url,
    key,
    clock,
    terminalId: () => enrolment.answer?.terminalId ?? null,
    onReached: (reached) => link.reached(reached),
    closing: closing.signal,
  });
  const link = new CentreLink({
    centre,
    enrolment,
    enrolmentCode: config.centre.enrolmentCode,
    publicKey: key.publicKey,
    roster,
    clock,
    log,
    onEnrolled: () => markEnrolled(config.stateDir),
  });
  const faceTries = new FaceTries(store, clock);
  const ledger = new Ledger({ store, key, queue, roster, faceTries, clock, identity: () => enrolment.answer });
  const delivery = new Delivery({
    queue,
    centre,
    clock,
    log,
    random,
    settle: (signed, outcome) => ledger.settle(signed, outcome),
    onChange: () => wiring.outboxChanged(),
  });
  const assistances = new AssistanceJournal({ store, clock, log, onWaiting: () => assistanceDelivery.wake() });
  const assistanceDelivery = new AssistanceDelivery({ journal: assistances, centre, clock, log });
  const callStaff = async (reason: HelpCall['reason']) => {
    const told = (await centre.callHelp({ id: newId(), at: instantOf(clock.now()), reason })).ok;
    log.write('help-called', { reason, told });
    return told;
  };
  const tickets = new TicketCodes(devices.qrScanner);
  const eCardReader = new ECardReader(
    tickets,
    clock,
    (code, id) => resolveECard(centre, code, id),
    (error) => log.write('unexpected-error', { where: 'qrScanner', error: errorName(error), at: errorPlace(error) }),
  );
  devices.socialSecurityReader.resolveWith((card) => resolveSocialSecurityCard(centre, card));
  /** As the terminal shows them: of the scanner, what it is to a person. */
  const shown = { ...devices, qrScanner: eCardReader };
  const status = new TerminalStatus({
    profile: config.profile,
    siteName: '',
    session: null,
    ...(config.office === null ? {} : { office: config.office }),
    centre: link.state,
    staffSignIn: config.staffSignIn,
    waiting: 0,
    devices: {
      idCardReader: devices.idCardReader.status,
      socialSecurityReader: devices.socialSecurityReader.status,
      qrScanner: eCardReader.status,
      portraitDecoder: devices.portraitDecoder.status,
      camera: devices.camera.status,
      matcher: devices.matcher.status,
      receiptPrinter: devices.receiptPrinter.status,
      pagePrinter: devices.pagePrinter.status,
      documentCamera: devices.documentCamera.status,
    },
  });
  const wiring = wireStatus({ status, devices: shown, link, roster, enrolment, queue, clock, log });
  const maintenance = new Maintenance(store);
  const tellService = () => status.update({ outOfService: maintenance.on ? 'maintenance' : link.refused });
  link.onRefused.on(tellService);
  tellService();
  const officers = new Officers(store, roster, clock, log);
  const documents = new FirstDocument([devices.idCardReader, devices.socialSecurityReader, eCardReader]);
  const history = new DeviceHistory(shown, clock);
  const report = (): DiagnosticsReport => {
    const { profile, siteName, session, centre: line, waiting } = status.snapshot.state;
    const all = deviceReports(shown, history);
    const stuck = delivery.parked !== null;
    return {
      at: instantOf(clock.now()),
      ready: all.every(isWell) && line === 'connected' && !stuck,
      profile,
      siteName,
      terminalId: enrolment.answer?.terminalId ?? null,
      centre: line,
      session,
      rosterAt: roster.bundle?.fetchedAt ?? null,
      waiting,
      stuck,
      ...(examination === null ? {} : { damagedRecordings: examination.damaged }),
      devices: all,
    };
  };
  const diagnostics = new Diagnostics({
    clock,
    log,
    officers,
    wantsCard: () => wantsStaffCard(status.snapshot.state),
    documents,
    printer: devices.receiptPrinter,
    report,
    setMaintenance: (on) => {
      maintenance.set(on);
      tellService();
    },
    selfTest: (device, signal) => selfTest(shown, device, clock, signal),
  });
  const preview = new Emitter<Frame | 'end'>();
  const comparison = new Comparison(devices.camera, clock);
  const storedFaces = new StoredFaces(config.stateDir, clock);
  const desk = new VisitDesk({
    clock,
    log,
    documents,
    decoder: devices.portraitDecoder,
    camera: devices.camera,
    matcher: devices.matcher,
    printer: devices.receiptPrinter,
    roster,
    officers,
    faceTries,
    ledger,
    delivery: {
      wake: () => {
        wiring.outboxChanged();
        delivery.wake();
      },
      deliver: (id, ms) => {
        wiring.outboxChanged();
        return delivery.deliver(id, ms);
      },
    },
    centreHasAll: () => queue.waiting() === 0,
    callStaff,
    wantsStaffCard: () => wantsStaffCard(status.snapshot.state),
    comparison,
    assistances,
    tickets,
    roomEntry: (request) => centre.roomEntry(request),
    async faceStanding(examinee) {
      // Nobody waits for a centre that was not there a moment ago.
      if (link.state !== 'connected') return null;
      const answer = await centre.faceStanding(examinee);
      return answer.ok ? answer.value : null;
    },
    examinationRoom: config.examinationRoom,
    entryRecording: new EntryRecording(() => examination?.recorder ?? null),
    preview,
    faceDeadlineMs: config.faceDeadlineMs,
  });
  const claim = new Claim(() => {
    desk.end('page-gone');
    diagnostics.close();
    log.write('client-released');
  });
  const pageWatch = new PageWatch({
    clock,
    log,
    // Nobody starts a page where nobody can be asked to start it again: a trial, where people open it themselves.
    expected: config.pageRestartFile !== null,
    onSilent: () => claim.revoke(),
    restart: () => restartPage(config, log),
  });
  const playlist = new PlaylistCache(join(config.stateDir, 'playlist'));
  const isConnected = () => link.state === 'connected' && enrolment.answer !== null;
  const playlistSync = new PlaylistSync({ centre, cache: playlist, isConnected, clock, log });
  const examination =
    config.examinationRecording === null
      ? null
      : await openExaminationRecorder({
          ...{ config: config.examinationRecording, stateDir: config.stateDir, clock, log, key, centre },
          signatory: () => enrolment.answer,
          examinees: () => examineesOn(dayInChina(clock.now()), roster),
          onRecording: (recording) => status.update({ recording }),
        });
  const closeParts = async () => {
    pageWatch.close();
    desk.end('shutdown');
    diagnostics.close();
    history.close();
    wiring.close();
    closing.abort();
    await eCardReader.close();
    await examination?.close();
    await Promise.all([delivery.close(), assistanceDelivery.close(), link.close(), playlistSync.close()]);
    store.close();
  };
  const gateway: Gateway = await openGateway({
    host: config.host,
    port: config.port,
    kioskDir: config.kioskDir,
    recordedVoiceDir: join(config.stateDir, 'voice/recorded'),
    devices: deviceServices(shown, () => `ws://${config.host}:${gateway.port}`),
    commands: commandTable(createHandlers({ desk, claim, diagnostics, pageWatch, log })),
    claim,
    status,
    preview,
    comparison,
    playlist: {
      view: () => playlist.view(dayInChina(clock.now())),
      picture: (digest) => playlist.picture(digest),
    },
    health: () => ({
      status: 'ok',
      ...status.snapshot.state,
      serving: desk.serves,
      parkedRecord: delivery.parked,
      storedFaces: storedFaces.count,
    }),
    report,
    reportProof: DiagnosticsProof.write(config.stateDir),
    clock,
    log,
  }).catch(async (error: unknown) => {
    await closeParts();
    throw error;
  });
  link.onState.on((state) => {
    if (state !== 'connected') return;
    delivery.wake();
    assistanceDelivery.wake();
    examination?.wake();
    playlistSync.start();
  });
  // After the first roster the terminal is enrolled for certain.
  link.onRoster.on(() => playlistSync.start());
  link.start();
  return {
    port: gateway.port,
    async close() {
      await gateway.close();
      await closeParts();
    },
  };
}

/** For whoever starts the terminal: from now on no one-time code is needed. */
function markEnrolled(stateDir: string): void {
  writeFileSync(join(stateDir, 'enrolled'), '');
}
