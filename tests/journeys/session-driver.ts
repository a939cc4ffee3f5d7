/** Makes each event of the session happen to the real page. The page's clock stands still where a moment has to be seen. */
import type { Browser } from 'playwright-core';
import type { SessionEvent, SessionState } from '../../kiosk/session/machine.ts';
import { ownPatience } from '../../kiosk/session/patience.ts';
import { CAUSE_CODES, type OutCause } from '../../kiosk/session/service-cause.ts';
import { ENTRY } from '../../kiosk/testing/room-entry-journey.ts';
import { type SessionPlace, sessionJourney } from '../../kiosk/testing/session-journey.ts';
import { type Step, within } from '../../kiosk/testing/walk.ts';
import { READY } from '../support/fake-bridge.ts';
import { KioskPage } from './kiosk-page.ts';

type SessionStep = Step<SessionEvent, SessionPlace>;

export const journey = sessionJourney();

/** A visit shows its service's screen: that of the check-in, or the number that was found again. */
const ROOTS: Partial<Record<SessionState, string>> = { visit: 'card' };
const READER_GONE = { ...READY.devices, idCardReader: { status: 'reconnecting', reason: 'readerUnplugged' } } as const;
const isCause = (reason: string | null): reason is OutCause => reason !== null && reason in CAUSE_CODES;
/** The bridge is there: it can say of the terminal what it likes, and staff can look. */
const isOnline = ({ context: { reason } }: SessionPlace) => reason === 'maintenance' || reason === 'readersDown';
/** Nothing has to be wiped at the bridge: in the same moment the page is where it was before. */
const isPassing = ({ key }: SessionPlace) => key === PASSING;
const PASSING = 'wiped in passing';

/** Without a visit at the bridge nothing waits for its end: only WIPED follows. */
function asSeen(step: SessionStep): readonly SessionStep[] {
  const { from, to } = step;
  if (to.state === 'wiped' && from.context.visitId === null) return [{ ...step, to: { ...to, key: PASSING } }];
  if (from.state === 'wiped' && step.event.type === 'WIPED')
    return [step, { ...step, from: { ...from, key: PASSING } }];
  return [step];
}

/** Whether anything outside the machine can say this there. */
function canHappen({ from, event }: SessionStep): boolean {
  switch (event.type) {
    case 'CANCEL':
    case 'TIMEOUT':
      // "One moment" has no button, and the terminal works.
      return from.state !== 'starting';
    case 'OUT':
      // The same again changes nothing that can be seen.
      return from.state !== 'outOfService' || (isOnline(from) && event.reason !== from.context.reason);
    case 'DIAGNOSE':
      return from.state !== 'outOfService' || isOnline(from);
    case 'DISCONNECTED': {
      const { reason } = from.context;
      // A page is told that another has the terminal when it asks for it, not while it has it.
      if (event.reason === 'claimedElsewhere') return from.state === 'outOfService' && reason === 'disconnected';
      return from.state !== 'outOfService' || isOnline(from);
    }
    default:
      return true;
  }
}

export const possible: readonly SessionStep[] = within(journey.steps.filter(canHappen).flatMap(asSeen), journey.start);

/** The buttons of a visit are its service's. */
export const showsButtons = (place: SessionPlace): boolean => place.state !== 'visit' && !isPassing(place);

export class SessionDriver {
  readonly kiosk: KioskPage;
  /** The page's clock stands still. */
  #held = false;

  private constructor(kiosk: KioskPage) {
    this.kiosk = kiosk;
  }

  static open = async (browser: Browser): Promise<SessionDriver> => new SessionDriver(await KioskPage.open(browser));

  /** The machine begins without a bridge. */
  async begin(): Promise<void> {
    await this.kiosk.attract();
    await this.#lose();
    await this.kiosk.shown('outOfService');
  }

  async step({ from, event, to }: SessionStep): Promise<void> {
    await this.#happen(from, event);
    if (isPassing(to)) return;
    const isRecovered = to.state === 'visit' && to.context.visitId === null;
    await this.kiosk.shown(isRecovered ? 'ticket' : (ROOTS[to.snapshot.value] ?? to.state));
    const { reason } = to.context;
    if (to.state === 'outOfService' && isCause(reason)) await this.kiosk.reads(CAUSE_CODES[reason]);
  }

  async #happen(from: SessionPlace, event: SessionEvent): Promise<void> {
    const { kiosk } = this;
    const { bridge, page } = kiosk;
    switch (event.type) {
      case 'CONNECTED':
        return this.#allWell();
      case 'DISCONNECTED':
        if (event.reason === 'disconnected') return this.#lose();
        bridge.replies['Terminal.Claim'] = { fault: 'claimedElsewhere' };
        return this.#goOn();
      case 'OUT':
        return event.reason === 'maintenance'
          ? bridge.change({ outOfService: 'maintenance' })
          : bridge.change({ outOfService: null, devices: READER_GONE });
      case 'BEGIN':
        bridge.replies['Visit.Begin'] = 'hang';
        return kiosk.tap('鉴定签到');
      case 'RECOVERED':
        bridge.replies['Terminal.Interrupted'] = {
          answer: { checkIn: { ...ENTRY, outcome: 'accepted', printFault: null } },
        };
        await page.reload();
        await kiosk.shown('ticket');
        delete bridge.replies['Terminal.Interrupted'];
        return;
      case 'DIAGNOSE':
        await kiosk.tap('呼叫工作人员');
        return kiosk.tap('终端诊断（工作人员）', 'dialog');
      case 'BEGUN':
        return kiosk.answer('Visit.Begin', { answer: { visitId: event.visitId } });
      case 'REFUSED':
        return kiosk.answer('Visit.Begin', { fault: 'storeFailed' });
      case 'ENDED':
        if (from.context.visitId === null) return kiosk.tap('完成');
        bridge.replies['Visit.End'] = 'hang';
        // The page waits no longer than 400 ms for the bridge.
        await this.#hold();
        return kiosk.tap('结束办理');
      case 'WIPED':
        if (!isPassing(from)) await kiosk.answer('Visit.End', { answer: {} });
        return this.#goOn();
      case 'CANCEL':
        // Staff have mended it before they leave.
        await this.#allWell();
        return kiosk.tap(from.state === 'diagnostics' ? '退出诊断' : '知道了');
      case 'TIMEOUT':
        await this.#allWell();
        return kiosk.wait(ownPatience({ state: from.snapshot.value, visit: null }));
    }
  }

  /** The bridge is gone until the page's clock goes on: only then does it ask again. */
  async #lose(): Promise<void> {
    await this.#hold();
    this.kiosk.bridge.drop();
  }

  async #hold(): Promise<void> {
    // Stopping it once more would move it on.
    if (this.#held) return;
    this.#held = true;
    const now = await this.kiosk.page.evaluate(() => Date.now());
    await this.kiosk.page.clock.pauseAt(now + 1_000);
  }

  async #goOn(): Promise<void> {
    this.#held = false;
    await this.kiosk.page.clock.resume();
  }

  async #allWell(): Promise<void> {
    const { bridge } = this.kiosk;
    delete bridge.replies['Terminal.Claim'];
    bridge.change({ ...READY, outOfService: null });
    await this.#goOn();
  }
}
